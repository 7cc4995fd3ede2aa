#pragma once
/// A claim: one event of one report, reduced to what fusion and assessment compare.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/date.h"
#include "tocsin/core/frame.h"
#include "tocsin/core/span.h"
#include "tocsin/core/values.h"

namespace tocsin {

/// On which side of an event somebody stands.
enum class Side : std::uint8_t { kActor, kRecipient };
std::string_view to_string(Side side);

struct ClaimActor {
  std::string name;     ///< canonical, or the words of the mention
  std::string id;       ///< empty when not in the actor tables
  std::string country;  ///< ISO 3166 alpha-3; empty when unknown
  std::string sector;   ///< PLOVER sector; empty when unknown
  Side side = Side::kActor;
  bool operator==(const ClaimActor&) const = default;
};

/// The place of a claim as an area: a centre and how far from it the happening may lie.
struct ClaimPlace {
  std::string name;
  std::string id;
  double lat = 0;  ///< degrees, WGS 84
  double lon = 0;
  double radius_km = 0;
  PlacePrecision precision = PlacePrecision::kNone;
  std::string country;
  std::string admin1;
  std::string admin2;
  bool is_inferred =
      false;  ///< not told of the happening itself: what the report tells of beside it
  bool operator==(const ClaimPlace&) const = default;
};

/// A figure; a missing end is unbounded or unknown.
struct ClaimCount {
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  bool operator==(const ClaimCount&) const = default;
};

/// A word of a text by its hash, with how much it says about what the text tells.
struct ClaimWord {
  std::uint32_t word = 0;
  float weight = 0;
  bool operator==(const ClaimWord&) const = default;
};

/// Everything is copied out of the report, so that a claim stands alone: it is stored, and compared
/// with claims of reports that are no longer in memory. The claim of a whole report has the event
/// id "REPORT/0" and no type.
struct Claim {
  std::string event;   ///< id of the event
  std::string report;  ///< id of the report
  std::string type;    ///< PLOVER type
  std::string mode;
  Reality reality = Reality::kActual;
  Aspect aspect = Aspect::kOnce;
  double confidence = 0;
  double score = 0;  ///< conflict-cooperation scale, -10..+10
  std::string language;
  std::optional<Date> published;
  std::string outlet;                ///< who published it; empty when unknown
  std::vector<std::string> sources;  ///< whom the report names as the source, canonical names
  std::string copy_group;            ///< reports that copy one another share it; own id otherwise
  std::optional<DateInterval> date;
  DateBasis date_basis = DateBasis::kNone;
  std::optional<ClaimPlace> place;
  std::optional<ClaimPlace> context;  ///< without a place of its own: the one told of beside it
  std::vector<std::string> places;    ///< names, folded, of the places told that nobody knows
  std::vector<ClaimActor> actors;
  std::optional<ClaimCount> killed;
  std::optional<ClaimCount> injured;
  std::optional<ClaimCount> detained;
  std::optional<ClaimCount> displaced;
  std::vector<std::string> weapons;
  std::vector<std::string> targets;  ///< kinds of thing that was hit ("hospital"), sorted
  std::optional<int> minute;         ///< of the day, where the text gives the hour of the event
  Span trigger;                      ///< bytes of the report's text
  Span sentence;                     ///< bytes of the report's text
  std::string sentence_text;
  std::vector<ClaimWord> words;       ///< of the sentence or the whole report, ascending by hash
  std::vector<std::int32_t> ages;     ///< of people, that the whole report gives; sorted
  std::vector<Date> days;             ///< that the whole report names by weekday; sorted
  std::vector<std::uint32_t> topics;  ///< the report's heaviest words, in every claim of it
  std::vector<std::uint32_t> copies;  ///< signature of the whole report's text, else empty
  bool operator==(const Claim&) const = default;
};

}  // namespace tocsin
