#pragma once
/// A citation: the sentence in which a report tells of an event, and which report that is.

#include <cstdint>
#include <optional>
#include <string>

#include "tocsin/core/event.h"

namespace tocsin {

/// Code points `[begin, end)` of a report's text.
struct CharacterRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const CharacterRange&) const = default;
};

/// Everything is copied out of the coded report, so that a citation stands alone.
struct Citation {
  std::string event;   ///< id of the event
  std::string report;  ///< id of the report
  std::string title;
  std::string outlet;
  std::string url;
  std::string language;  ///< BCP 47; empty when unknown
  std::optional<Date> published;
  std::string trigger;   ///< the words
  std::string sentence;  ///< the words
  CharacterRange trigger_at;
  CharacterRange sentence_at;
  std::string type;
  std::string mode;
  Reality reality = Reality::kActual;
  Aspect aspect = Aspect::kOnce;
  DateBasis date_basis = DateBasis::kNone;
  double confidence = 0;
  int quad_code = 0;
  std::string cameo;
  std::optional<AcledCode> acled;
  bool is_repeat = false;  ///< a second mention of another event of its report
};

/// How `event` of `coded` is cited. Cost: O(length of the report's text).
Citation cite(const CodedReport& coded, const Event& event);

}  // namespace tocsin
