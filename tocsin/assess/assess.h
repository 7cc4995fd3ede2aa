#pragma once
/// The assessment of an area on a day: level, trend, indicators, baseline and forecast, with the
/// tree of reasons down to sentences.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/assess/area.h"
#include "tocsin/assess/baseline.h"
#include "tocsin/assess/deeds.h"
#include "tocsin/assess/forecast_rules.h"
#include "tocsin/assess/history.h"
#include "tocsin/assess/indicators.h"
#include "tocsin/assess/ladder.h"
#include "tocsin/core/assessment.h"

namespace tocsin::assess {

/// All that the assessment knows, loaded once.
struct AssessRules {
  std::vector<Indicator> indicators;
  Ladder ladder;
  BaselineRules baseline;
  ForecastRules forecast;
  std::vector<std::string> generic_words;  ///< folded; see known_by_name
};

/// The rules of the folder data/assess.
/// Throws: Error(kDataMissing, kDataInvalid) with file, line, what was found and expected.
AssessRules load_rules(const std::filesystem::path& folder);

struct Question {
  Area area;
  Date as_of;
  int window_days = 14;
};

/// How tense the area is. Nothing that was published or happened after `as_of` is looked at.
///
/// Returns: no baseline and no forecast where the history is too short for them.
/// Threads: a pure function.
/// Cost:    O(claims × log claims); 100,000 incidents take less than a second.
Assessment assess(const Question& question, const Situation& situation, const AssessRules& rules);

/// One point of a level over time, and what held it there.
struct LevelPoint {
  Date day;
  std::size_t level = 0;  ///< index into the ladder
  double raising = 0;
  double easing = 0;
  std::vector<std::string> indicators;
};

/// The level on each `step_days`-th day of the `days` before, looking back from `as_of`; the last
/// point is `as_of` itself.
std::vector<LevelPoint> level_over_time(const Question& question, const Situation& situation,
                                        const AssessRules& rules, int days, int step_days);

/// The history of deaths for the forecast: the area asked about first, then the other areas by
/// administrative unit.
History history_of(const std::vector<Deed>& deeds, const AssessRules& rules, Date first);

/// The day of the first report; nothing where no report has a date.
std::optional<Date> first_report(const Situation& situation);

}  // namespace tocsin::assess
