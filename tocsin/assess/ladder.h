#pragma once
/// The ladder of levels and the rules under which each holds (data/assess/ladder.toml).

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/assess/indicators.h"

namespace tocsin::assess {

/// One line under which a level holds: all parts that are given must.
struct LevelRule {
  std::optional<double> points;
  std::optional<double> raising;
  std::optional<double> violent_acts;
  std::optional<double> deaths;
  std::optional<double> violent_30;
  std::optional<double> deaths_30;
  std::vector<std::string> any_of;
  int any_count = 1;
  std::vector<std::string> all_of;
};

struct LevelRules {
  std::string id;
  std::vector<std::string> entered_by;
  std::vector<LevelRule> when;
};

struct ViolenceRules {
  std::vector<EventPattern> events;
  std::vector<std::string> ended_by;  ///< ids of indicators
  double ended_strength = 1;
  double least_confidence = 0;
};

struct TrendRules {
  int days = 7;
  double least_points = 1;
  double least_share = 0;
};

struct CaveatRules {
  int few_voices = 3;
  double single_source_share = 1;
  int old_days = 7;
  double unplaced_share = 1;
};

struct Ladder {
  std::vector<LevelRules> levels;  ///< lowest first
  ViolenceRules violence;
  TrendRules trend;
  CaveatRules caveats;
  double least_strength = 0;
  double easing_at_most = 1;
  std::size_t most_evidence = 20;
};

/// Throws: Error(kDataMissing, kDataInvalid), also where a rule names an indicator that is not
///         among `indicators`.
Ladder load_ladder(const std::filesystem::path& file, const std::vector<Indicator>& indicators);

/// What the rules of levels ask about.
struct Standing {
  double points = 0;
  int raising = 0;
  int violent_acts = 0;
  double deaths = 0;
  int violent_30 = 0;
  double deaths_30 = 0;
  std::vector<std::string> fired;  ///< ids, ascending
};

/// The index of the level that holds, and the rule that did it (none for the lowest).
struct Rung {
  std::size_t level = 0;
  const LevelRule* rule = nullptr;
};
Rung rung_of(const Ladder& ladder, const Standing& standing);

/// The rule with what it asked and what was found: "deaths 4 (asked: 3)".
std::vector<std::string> explain(const LevelRule& rule, const Standing& standing);

}  // namespace tocsin::assess
