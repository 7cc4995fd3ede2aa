#pragma once
/// What the resolvers make of mentions: dates, places, actors and numbers, each with candidates and
/// a reason.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tocsin/core/date.h"
#include "tocsin/core/diagnostic.h"
#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/span.h"

namespace tocsin {

/// The publication date of the report that every relative date hangs on.
struct DocumentDate {
  std::optional<Date> date;
  PublishedBasis basis = PublishedBasis::kNone;
  Span evidence;                 ///< the words it was read from, where basis is kText
  std::string reason;            ///< a sentence for the user
  std::vector<Date> candidates;  ///< without a date: the days on which the text makes sense
};

/// Where an event's date comes from.
enum class DateBasis : std::uint8_t { kNone, kStated, kRelative, kDocument, kInferred };
std::string_view to_string(DateBasis basis);
std::optional<DateBasis> parse_date_basis(std::string_view name);

enum class TimeKind : std::uint8_t { kDate, kTime, kDuration, kSet };

/// One time expression. `interval` is empty for durations, sets ("daily") and words that name no
/// date ("soon").
struct TimeValue {
  Span span;
  TimeKind kind = TimeKind::kDate;
  std::string
      timex;  ///< TIMEX3 value: "2021-06-24", "P2W", "XXXX-WXX-1", "PAST_REF"; empty when unknown
  std::optional<DateInterval> interval;
  DateBasis basis = DateBasis::kNone;
  std::string reason;       ///< which words, which rule, which anchor
  bool is_since = false;    ///< open because of "since" and the like
  bool is_limit = false;    ///< up to which something has to be done: "by Wednesday"
  bool is_of_noun = false;  ///< dates the noun before it alone: "the ultimatum of 7 March"
  Span aside;               ///< the relative clause it stands in: ", which split in May,"
  Span death;  ///< words before it for a death, which it dates: "died on [Tuesday]" of an old wound
  std::optional<int> days_from_event;  ///< "two days before [the attack]": -2; no interval then
};

/// How exactly a place is known; maps to ACLED geo_precision and UCDP where_prec.
enum class PlacePrecision : std::uint8_t {
  kNone,
  kPoint,
  kTown,
  kWithin,
  kDistrict,
  kProvince,
  kCountry
};
std::string_view to_string(PlacePrecision precision);
std::optional<PlacePrecision> parse_place_precision(std::string_view name);

/// One entry that a name may mean.
struct PlaceCandidate {
  std::string name;  ///< as the gazetteer writes it
  std::string id;    ///< "geonames:170905", "supplement:syr-tafas"
  double lat = 0;    ///< degrees, WGS 84
  double lon = 0;
  std::string country;  ///< ISO 3166 alpha-3; empty for seas and the like
  std::string admin1;
  std::string admin2;
  std::string feature;  ///< GeoNames feature code: "PPL", "PPLA", "ADM1", "PCLI"
  double radius_km = 0;
  PlacePrecision precision = PlacePrecision::kNone;
  double score = 0;  ///< in [0,1]
  std::string reason;
};

struct PlaceValue {
  Span span;
  std::optional<PlaceCandidate> place;     ///< empty: no candidate had enough support
  std::vector<PlaceCandidate> candidates;  ///< best first, at most 5
  std::string reason;
};

/// One entry of the register that bears the name of a mention.
struct ActorCandidate {
  std::string id;
  std::string name;
  std::string country;
  double score = 0;  ///< in [0,1]: what the rest of the report says for its country
};

struct ActorValue {
  Span span;                       ///< the mention
  std::optional<Span> stands_for;  ///< the antecedent whose name was used
  std::string name;                ///< canonical name, or the words of the mention
  std::string id;                  ///< "actors:syr-gov"; empty when not in the actor tables
  std::string country;             ///< ISO 3166 alpha-3; empty when unknown
  std::string sector;              ///< PLOVER sector, "MIL"; empty when unknown
  std::string reason;
  std::vector<ActorCandidate>
      candidates;  ///< best first, at most 5; empty where no entry has the name
};

/// What a figure counts up.
enum class Tally : std::uint8_t {
  kEvent,  ///< what one event did, as far as the words say
  kTotal,  ///< a toll to date: "brings the death toll to 45"
  kPeriod  ///< a toll over a time: "the toll since March is 4,000"
};

/// Numbers meant by a quantity. A missing end is unbounded or unknown ("at least two": min 2, no
/// max).
struct QuantityValue {
  Span span;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  std::string reason;
  std::vector<Role>
      harms;  ///< that the words beside it tell of, the surest first: "dozens wounded"
  Tally tally = Tally::kEvent;
  bool is_bare = false;      ///< a plural without a number, at least two
  bool is_named = false;     ///< persons named or described one by one
  bool is_no_count = false;  ///< an age, an hour, money: "a boy of [nine]"
};

/// People harmed as the words themselves tell it ("another 21 passengers were injured"), whether or
/// not the reader saw a role there.
struct HarmCount {
  Span span;  ///< the figure with its nouns
  Role role = Role::kKilled;
  std::uint32_t sentence = 0;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  std::string reason;
  bool is_more = false;  ///< its words say that it comes beside others: "three more"
};

/// The event that a noun tells of again ("the attack"), by its trigger.
struct ToldBefore {
  Span first;
  bool is_same = false;  ///< of one type with it; else no more than a form of the same word
};

/// All resolved values of one report, keyed by the span of the mention they resolve.
struct Values {
  DocumentDate document_date;
  std::map<Span, TimeValue> times;
  std::map<Span, PlaceValue> places;
  std::map<Span, ActorValue> actors;
  std::map<Span, QuantityValue> quantities;
  std::vector<HarmCount> harms;            ///< in text order
  std::map<Span, Reality> realities;       ///< of triggers, where plain words overrule the reader
  std::map<Span, ToldBefore> told_before;  ///< by trigger
  std::set<Span> going_on;  ///< triggers of what goes on at the report's date: "are suspending"
  std::set<Span> present;   ///< triggers told in the present of the report: "has called", "appeal"
  std::vector<Diagnostic> diagnostics;
};

}  // namespace tocsin
