#pragma once
/// From a desk to what a situation report is made from.

#include <filesystem>
#include <string>

#include "tocsin/core/filter.h"
#include "tocsin/report/sitrep.h"

namespace tocsin::engine {

class Desk;

enum class WithAssessment : std::uint8_t { kNo, kYes };

struct SitrepRequest {
  Filter filter;  ///< its dates, limit and cursor are not looked at
  report::Period period;
  WithAssessment assessment = WithAssessment::kYes;
  std::filesystem::path data_dir;  ///< read for the rules of assessment
  std::string version;
};

/// The incidents of the period and of the one before, with how their events are cited.
///
/// An incident is of a period when it began or lasted in it; one whose first day no report tells,
/// and one that is planned, demanded or threatened for later, when a report of the period tells of
/// it. What is known to a season or coarser is of none.
///
/// Throws: Error(kDataMissing, kDataInvalid) for the rules of assessment.
report::SitrepInput sitrep_input(Desk& desk, const SitrepRequest& request);

}  // namespace tocsin::engine
