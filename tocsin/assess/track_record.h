#pragma once
/// How the chances of escalation of an area turned out in the past, beside the one that is given
/// now.

#include <optional>

#include "tocsin/assess/assess.h"

namespace tocsin::assess {

/// Chances of escalation within 30 days, one for each 30 days that are over. A chance of at least
/// the rules' `alert_probability` counts as a warning.
struct TrackRecord {
  int forecasts = 0;
  int hits = 0;          ///< warnings that were followed by an escalation
  int false_alarms = 0;  ///< warnings that were not
  int missed = 0;        ///< escalations without a warning
  double brier = 0;      ///< mean squared error of the chances: 0 is best, 1 is worst
};

/// The record of the two years before the question's day, as far as the history reaches; nothing
/// where it reaches to no forecast. Each chance rests on what happened before its day, as it is
/// known today: corrections and late reports are seen, which made the task easier than it was.
///
/// Threads: a pure function.
/// Cost:    up to 24 fits of the forecast.
std::optional<TrackRecord> track_record(const Question& question, const Situation& situation,
                                        const AssessRules& rules);

}  // namespace tocsin::assess
