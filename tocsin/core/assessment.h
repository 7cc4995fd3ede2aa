#pragma once
/// An assessment: how tense an area is on a day, with the tree of reasons down to sentences.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/date.h"
#include "tocsin/core/span.h"

namespace tocsin {

/// Rungs of the ladder, by their ids in data/assess/ladder.toml, lowest first; kept as text, since
/// the ladder is data.
using Level = std::string;

enum class Trend : std::uint8_t { kDown, kFlat, kUp };
std::string_view to_string(Trend trend);

/// A sentence that an indicator stands on.
struct Evidence {
  std::string event;
  std::string incident;  ///< empty where a single report was assessed
  std::string report;
  Span trigger;  ///< bytes of the report's text
  Span sentence;
  std::string sentence_text;
  std::optional<Date> date;
  double weight = 0;  ///< what it adds to the indicator, after decay
};

struct IndicatorState {
  std::string id;
  std::string name;
  bool raises = true;  ///< false: it lowers the level
  double weight = 0;   ///< what it adds to the total, signed by `raises`
  std::string basis;   ///< the literature or doctrine behind it
  std::vector<Evidence> evidence;
};

/// A node of the tree of reasons: a sentence, a number, and what it is made of.
struct Reason {
  std::string text;
  std::optional<double> value;
  std::vector<Reason> parts;
  std::vector<Evidence> evidence;
};

/// A day of a family: what was seen, and what the past lets expect of the reports of that day.
struct BaselineDay {
  Date day;
  std::int64_t observed = 0;
  double expected = 0;
  std::int64_t high = 0;  ///< more than this has a chance of at most 5 %
};

/// One family of events against the area's own past.
struct Surprise {
  std::string family;
  std::int64_t observed = 0;
  double expected = 0;
  double tail_probability = 1;  ///< P(count >= observed) under the baseline
  std::optional<Date> change_point;
  std::vector<BaselineDay> series;  ///< the last 90 days, oldest first
};

struct Baseline {
  std::int64_t days_of_history = 0;
  std::vector<Surprise> families;
};

struct Probability {
  double p = 0;
  double low = 0;  ///< 90 % interval
  double high = 0;
};

struct Forecast {
  Probability within_7_days;
  Probability within_30_days;
  double expected_deaths_30_days = 0;
  std::vector<std::pair<double, double>> death_quantiles;  ///< (level, deaths)
};

struct Assessment {
  std::string area;
  Date as_of;
  Level level;
  Trend trend = Trend::kFlat;
  /// Of the window, that it stands on; with none the level says only that nothing was read.
  std::size_t happenings = 0;
  std::vector<IndicatorState> indicators;  ///< those that fired, heaviest first
  std::optional<Baseline> baseline;        ///< nothing: no history
  std::optional<Forecast> forecast;        ///< nothing: no history, no probability
  std::vector<std::string> would_raise;    ///< sentences
  std::vector<std::string> would_lower;
  std::vector<std::string> caveats;
  Reason reasons;
};

}  // namespace tocsin
