#pragma once
/// Families of events against the area's own past (data/assess/baseline.toml).

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/assess/deeds.h"
#include "tocsin/assess/indicators.h"
#include "tocsin/core/assessment.h"

namespace tocsin::assess {

struct Family {
  std::string id;
  std::vector<EventPattern> events;
};

struct BaselineRules {
  int window_days = 7;
  int history_days = 365;
  int least_days = 56;
  double pooling_reports = 40;
  double change_evidence = 10.8;
  double least_size = 0.3;
  double most_size = 100;
  std::vector<Family> families;
};

/// Throws: Error(kDataMissing, kDataInvalid) with file, line, what was found and expected.
BaselineRules load_baseline_rules(const std::filesystem::path& file);

/// Daily numbers of one family: in the area and in the larger area, oldest first, with the reports
/// about each as exposure. The vectors have the same length; the last day is the day assessed.
struct FamilyDays {
  std::vector<double> area;
  std::vector<double> larger;
  std::vector<double> area_reports;
  std::vector<double> larger_reports;
  int first_weekday = 0;  ///< of the first day, 0 is Sunday
};

/// The count of the last window against what the days before let expect: negative binomial around
/// reports × rate × weekday, the rate drawn towards that of the larger area.
///
/// Source: Farrington and others (1996), JRSS A 159, 547-563, for surprise in surveillance counts;
///         Gelman and Hill (2007), chapter 12, for partial pooling.
Surprise surprise(const FamilyDays& days, const BaselineRules& rules);

/// The day index from which the rate of weekly counts changed for good; nothing where no split of
/// them explains them well enough better.
std::optional<std::size_t> change_point(const std::vector<double>& daily,
                                        const std::vector<double>& exposure, double evidence);

/// The baseline of the area's deeds on `as_of`; nothing where the history is too short.
std::optional<Baseline> baseline(const std::vector<Deed>& deeds, const BaselineRules& rules,
                                 Date first, Date as_of);

}  // namespace tocsin::assess
