#pragma once
/// The tables that turn happenings into rows of the ACLED scheme: data/export/acled.toml and
/// data/export/countries.tsv.

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "tocsin/export/data_file.h"

namespace tocsin::exports {

struct AcledTables {
  Countries countries;
  Names disorder_by_event_type;
  Names disorder_by_sub_event_type;
  std::string civilian_label;
  std::string civilian_disorder;
  int civilian_inter = 0;
  std::set<std::string, std::less<>> civilian_types;  ///< event types and sub-event types
  Codes inter_by_sector;
  std::map<int, int> inter_abroad;  ///< code at home to code in another country
  std::map<std::string, std::map<int, int>, std::less<>> inter_acting;  ///< by event type
  std::set<std::string, std::less<>> between_actors;  ///< types whose actors are the sides
  Codes time_precision;
  Codes geo_precision;

  /// The tables under `data_dir`/export.
  ///
  /// Throws: Error(kDataMissing, kDataInvalid) naming the file and the line.
  static AcledTables load(const std::filesystem::path& data_dir);
};

}  // namespace tocsin::exports
