#pragma once
/// The codebook for those who show it: types and modes with their definitions and codes.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/event.h"

namespace tocsin::engine {

struct CatalogueMode {
  std::string mode;  ///< empty where the type is used alone
  std::string definition;
  double score = 0;
  std::string cameo;
  std::optional<AcledCode> acled;
};

struct CatalogueType {
  std::string type;
  int quad_code = 0;
  std::string definition;
  std::vector<CatalogueMode> modes;
};

/// Throws: Error(kDataMissing, kDataInvalid) naming file and line.
std::vector<CatalogueType> catalogue(const std::filesystem::path& data_dir);

}  // namespace tocsin::engine
