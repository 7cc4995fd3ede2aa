#pragma once
/// Situation reports: built from the desk, kept in it, read and downloaded.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tocsin/core/date.h"
#include "tocsin/engine/desk.h"
#include "tocsin/serve/json.h"

namespace tocsin::serve {

/// The forms in which a situation report can be downloaded.
std::vector<std::string> sitrep_formats();
/// "text/markdown; charset=utf-8".
std::string sitrep_media_type(const std::string& format);

struct SitrepOrder {
  std::string area;  ///< empty: everywhere
  Date from;
  Date to;
  std::string language;
  std::string title;  ///< empty: as the report names itself
};

struct BuiltSitrep {
  Json json;  ///< sections and citations, as the contract writes them
  std::map<std::string, std::string> files;  ///< by format
};

/// Throws: Error(kDataMissing) for a language that there are no words for.
BuiltSitrep build(const SitrepOrder& order, engine::Desk& desk,
                  const std::filesystem::path& data_dir);

}  // namespace tocsin::serve
