#pragma once
/// A table of events with dates, areas and deaths, as data sets of conflict events are published,
/// read into a history.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "tocsin/assess/history.h"

namespace tocsin::apps {

/// Names of the columns, as the UCDP Georeferenced Event Dataset has them where it can be.
struct EventColumns {
  std::string start = "date_start";
  std::string end = "date_end";  ///< where the table has none: events of one day
  std::string area = "admin1";
  std::string deaths = "best";
};

struct EventTable {
  assess::History history;
  std::size_t without_area = 0;  ///< rows left out
};

/// All rows of the files together; areas in the order of their names. The history begins with the
/// month of the earliest event.
///
/// Throws: Error(kFileMissing, kBadRecord, kBadDate) with file and row.
EventTable read_event_table(const std::vector<std::filesystem::path>& files,
                            const EventColumns& columns);

}  // namespace tocsin::apps
