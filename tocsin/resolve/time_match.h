#pragma once
/// Where in a text the time rules fit, before anything is dated.

#include <vector>

#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

/// How the words before an expression open or close the time it names.
enum class TimeBound : std::uint8_t { kNone, kSince, kUntil, kBefore, kAfter };

/// How an expression is tied to the next one.
enum class TimeLink : std::uint8_t {
  kNone,
  kList,        ///< "in April and June 1955"
  kRange,       ///< "from May to June"
  kParenthesis  ///< "the next morning (June 25)"
};

struct TimeMatch {
  const TimeLanguage* language = nullptr;
  const TimeRule* rule = nullptr;
  Span span;
  TimeSlots slots;  ///< constants of the rule included
  Span first;       ///< of a range in one expression: its first and its second end
  Span second;
  std::uint32_t paragraph = 0;
  std::uint32_t sentence = 0;
  TimeBound bound = TimeBound::kNone;
  TimeLink link = TimeLink::kNone;
  bool in_future = false;    ///< the clause speaks of what is to come
  bool in_past = false;      ///< the limit that it sets lies back: "had given them until Friday"
  bool is_limit = false;     ///< TimeValue::is_limit
  bool is_of_noun = false;   ///< TimeValue::is_of_noun
  Span aside;                ///< TimeValue::aside
  Span death;                ///< TimeValue::death
  bool in_sentence = false;  ///< the word before makes it part of a sentence: "on 5 May"
};

/// Every place where a rule of the text's language fits, in text order and never overlapping: of
/// two that overlap the longer stays, of two equally long the rule that stands first.
std::vector<TimeMatch> match_times(const Report& report, const Text& text, const TimeRules& rules);

}  // namespace tocsin::resolve
