#pragma once
/// A folder's `meta.json`: what is known of each of its reports.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/ingest/read.h"

namespace tocsin::ingest {

/// One report that a manifest lists.
struct Listed {
  std::filesystem::path file;  ///< where it was found
  Options options;             ///< date, source and language as the manifest has them
  std::string id;              ///< as given, or else the file's name without extension
  std::string title;
  std::string url;
};

struct Manifest {
  std::filesystem::path file;   ///< of the manifest itself
  std::vector<Listed> reports;  ///< in its order
  std::vector<Fault> faults;    ///< entries that name no file, or dates that are none
};

/// What `meta.json` in `folder`, or beside it for a folder of reports, says of the reports; nothing
/// where there is none. Files are looked for in the manifest's folder and in `reports/` below it.
/// `base` holds what the user said, which wins.
///
/// Throws: Error(kBadRecord) where it is no JSON array of objects with a "file".
std::optional<Manifest> read_manifest(const std::filesystem::path& folder, const Options& base);

}  // namespace tocsin::ingest
