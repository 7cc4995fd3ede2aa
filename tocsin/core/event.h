#pragma once
/// A coded event: the record that `tocsin code --format jsonl` writes (docs/record.md).

#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/frame.h"
#include "tocsin/core/values.h"

namespace tocsin {

/// A person or group in a role, as written and as resolved.
struct EventActor {
  Mention mention;
  ActorValue value;
};

/// A number of people or things, with the words it was read from.
struct EventCount {
  Span span;
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  std::string reason;  ///< which words, which hedge; of several figures each
};

struct EventDate {
  DateInterval interval;
  DateBasis basis = DateBasis::kNone;
  Span evidence;  ///< the time expression; empty when taken from the context or the document
  std::string reason;
};

struct AcledCode {
  std::string event_type;
  std::string sub_event_type;
  bool operator==(const AcledCode&) const = default;
};

struct EventLink {
  LinkKind kind;
  std::string event;  ///< id of the other event
};

struct Event {
  std::string id;     ///< report id, "/", number in text order from 1
  std::string type;   ///< PLOVER type
  std::string mode;   ///< empty where the type is used alone
  double score = 0;   ///< conflict-cooperation scale, -10..+10
  int quad_code = 0;  ///< PLOVER: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
                      ///< 4 material conflict; 0 none
  std::string cameo;  ///< empty where the codebook has none
  std::optional<AcledCode> acled;
  Reality reality = Reality::kActual;
  Aspect aspect = Aspect::kOnce;
  double confidence = 0;
  Span trigger;
  Span sentence;
  std::vector<EventActor> actor;
  std::vector<EventActor> recipient;
  std::vector<EventActor> source;
  std::vector<Mention> weapon;
  std::vector<Mention> object;
  std::vector<Mention> place;
  std::vector<Mention> from;
  std::vector<Mention> to;
  std::vector<Mention> time;
  std::optional<PlaceValue> location;  ///< the event's place
  std::optional<PlaceValue> from_location;
  std::optional<PlaceValue> to_location;
  std::optional<EventDate> date;
  std::optional<EventCount> killed;
  std::optional<EventCount> injured;
  std::optional<EventCount> detained;
  std::optional<EventCount> displaced;
  std::optional<EventCount> count;
  std::vector<EventLink> links;
};

/// One report with everything derived from it.
struct CodedReport {
  Report report;  ///< `published` filled from the text where the input gave none
  std::string language;
  Span published_evidence;
  std::string published_reason;
  std::vector<Date> published_candidates;  ///< see DocumentDate; not kept
  std::vector<Event> events;
  std::vector<Mention> mentions;
  std::uint32_t sentences_read = 0;
  std::vector<Diagnostic> diagnostics;
};

}  // namespace tocsin
