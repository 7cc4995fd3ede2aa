#include "apps/event_lines.h"

#include <cstdio>

#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

using exports::Detail;

std::string fixed(double value, int decimals) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  return buffer;
}

// "5" of "daraa/5"; the whole id where it has no number.
std::string number_of(const std::string& event_id) {
  const std::size_t slash = event_id.rfind('/');
  return slash == std::string::npos ? event_id : event_id.substr(slash + 1);
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string result;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!result.empty()) result += separator;
    result += part;
  }
  return result;
}

std::string interval_text(const DateInterval& interval) {
  if (interval.start && interval.end) {
    if (*interval.start == *interval.end) return to_string(*interval.start);
    return to_string(*interval.start) + " … " + to_string(*interval.end);
  }
  if (interval.start) return "since " + to_string(*interval.start);
  if (interval.end) return "until " + to_string(*interval.end);
  return "unknown";
}

std::string_view basis_text(DateBasis basis) {
  switch (basis) {
    case DateBasis::kStated:
      return "stated";
    case DateBasis::kRelative:
      return "reckoned from the words";
    case DateBasis::kDocument:
      return "the report's own date";
    case DateBasis::kInferred:
      return "inferred";
    case DateBasis::kNone:
      break;
  }
  return "no basis";
}

// What the linked event is to this one, told from how real it is said to be.
std::string_view content_verb(const Event* target) {
  if (!target) return "about";
  switch (target->reality) {
    case Reality::kDemanded:
      return "demands";
    case Reality::kThreatened:
      return "threatens";
    case Reality::kPlanned:
      return "plans";
    case Reality::kDenied:
      return "against";
    case Reality::kPossible:
    case Reality::kConditional:
    case Reality::kActual:
      break;
  }
  return "about";
}

// Collects the lines of one event.
class Lines {
 public:
  Lines(const CodedReport& coded, const Event& event, Detail detail)
      : coded_(coded), event_(event), detail_(detail) {}

  std::vector<EventLine> take() {
    date();
    place("place", event_.location, event_.place);
    place("from", event_.from_location, event_.from);
    place("to", event_.to_location, event_.to);
    actors("actor", event_.actor, Ink::kActor);
    actors("recipient", event_.recipient, Ink::kRecipient);
    actors("source", event_.source, Ink::kSource);
    things("weapon", event_.weapon);
    things("object", event_.object);
    count("killed", event_.killed);
    count("injured", event_.injured);
    count("detained", event_.detained);
    count("displaced", event_.displaced);
    count("count", event_.count);
    codes();
    links();
    return std::move(lines_);
  }

 private:
  void add(std::string_view label, std::string_view text, Ink ink = Ink::kPlain) {
    lines_.push_back({std::string(label), words_of(text, ink)});
  }

  void add_reason(std::string_view reason) {
    if (detail_ != Detail::kExplained || reason.empty()) return;
    add("", "why: " + with_isolated_quotes(shown(reason)), Ink::kDim);
  }

  std::string quoted(Span span) const {
    return "“" + isolated(shown(slice(coded_.report.text, span))) + "”";
  }

  std::string date_text(const EventDate& date) const {
    const DateInterval& interval = date.interval;
    if (date.basis == DateBasis::kDocument && !interval.start && interval.end) {
      return "not after " + to_string(*interval.end) + " (only the report's date is known)";
    }
    std::string text = interval_text(interval);
    if (interval.start || interval.end) {
      text += " (" + std::string(to_string(interval.precision)) + ", " +
              std::string(basis_text(date.basis));
      return text + (is_empty(date.evidence) ? ")" : ": " + quoted(date.evidence) + ")");
    }
    return text + (is_empty(date.evidence) ? "" : ": " + quoted(date.evidence));
  }

  void date() {
    if (!event_.date) {
      if (!event_.time.empty()) add("date", "unknown: " + quoted(event_.time.front().span));
      return;
    }
    const EventDate& date = *event_.date;
    add("date", date_text(date), Ink::kTime);
    add_reason(date.reason);
  }

  static std::string place_text(const PlaceCandidate& place) {
    const std::string names = joined({isolated(shown(place.name)), isolated(shown(place.admin2)),
                                      isolated(shown(place.admin1)), place.country},
                                     ", ");
    std::string text = names + " · " + fixed(place.lat, 4) + " " + fixed(place.lon, 4);
    if (place.radius_km > 0)
      text += " ± " + fixed(place.radius_km, place.radius_km < 10 ? 1 : 0) + " km";
    return text + " (" + std::string(to_string(place.precision)) + ")";
  }

  void place(std::string_view label, const std::optional<PlaceValue>& value,
             const std::vector<Mention>& mentions) {
    if (!value) {
      for (const Mention& each : mentions) add(label, quoted(each.span) + ": not resolved");
      return;
    }
    if (value->place) {
      add(label, place_text(*value->place), Ink::kPlace);
    } else {
      const std::string tail =
          value->candidates.empty()
              ? ": not in the gazetteer"
              : ": not resolved, " + std::to_string(value->candidates.size()) +
                    (value->candidates.size() == 1 ? " candidate" : " candidates");
      add(label, quoted(value->span) + tail);
    }
    add_reason(value->reason);
    if (value->place && value->place->reason != value->reason) add_reason(value->place->reason);
    candidates(*value);
  }

  void candidates(const PlaceValue& value) {
    if (detail_ != Detail::kExplained) return;
    for (const PlaceCandidate& each : value.candidates) {
      if (value.place && each.id == value.place->id) continue;
      std::string text = "or: " + place_text(each) + ", score " + fixed(each.score, 2);
      if (!each.reason.empty()) text += ": " + with_isolated_quotes(shown(each.reason));
      add("", text, Ink::kDim);
    }
  }

  void actors(std::string_view label, const std::vector<EventActor>& actors, Ink ink) {
    for (const EventActor& each : actors) {
      const std::string words = shown(slice(coded_.report.text, each.mention.span));
      const std::string name = each.value.name.empty() ? words : shown(each.value.name);
      std::vector<std::string> parts{isolated(name),
                                     joined({each.value.country, each.value.sector}, " ")};
      if (name != words) parts.push_back(quoted(each.mention.span));
      add(label, joined(parts, " · "), ink);
      add_reason(each.value.reason);
    }
  }

  void things(std::string_view label, const std::vector<Mention>& mentions) {
    for (const Mention& each : mentions) {
      add(label, isolated(shown(slice(coded_.report.text, each.span))), Ink::kThing);
    }
  }

  void count(std::string_view label, const std::optional<EventCount>& count) {
    if (!count) return;
    std::string number = "number unknown";
    if (count->min && count->max) {
      number = std::to_string(*count->min);
      if (*count->min != *count->max) number += " to " + std::to_string(*count->max);
    } else if (count->min) {
      number = "at least " + std::to_string(*count->min);
    } else if (count->max) {
      number = "at most " + std::to_string(*count->max);
    }
    add(label, number + " · " + quoted(count->span), Ink::kNumber);
  }

  void codes() {
    std::vector<std::string> parts;
    if (!event_.cameo.empty()) parts.push_back("CAMEO " + event_.cameo);
    if (event_.acled) {
      parts.push_back("ACLED " + event_.acled->event_type + " / " + event_.acled->sub_event_type);
    }
    char score[32];
    std::snprintf(score, sizeof score, "score %+.1f", event_.score);
    parts.emplace_back(score);
    add("codes", joined(parts, " · "), Ink::kDim);
  }

  void links() {
    std::vector<std::string> parts;
    for (const EventLink& link : event_.links) parts.push_back(link_text(link));
    if (!parts.empty()) add("links", joined(parts, " · "));
  }

  std::string link_text(const EventLink& link) const {
    const std::string number = number_of(link.event);
    switch (link.kind) {
      case LinkKind::kContent:
        return std::string(content_verb(find(link.event))) + " " + number;
      case LinkKind::kCause:
        return "because of " + number;
      case LinkKind::kExchange:
        return "in exchange for " + number;
      case LinkKind::kSame:
        return "the same event as " + number;
    }
    return number;
  }

  const Event* find(const std::string& id) const {
    for (const Event& each : coded_.events) {
      if (each.id == id) return &each;
    }
    return nullptr;
  }

  const CodedReport& coded_;
  const Event& event_;
  const Detail detail_;
  std::vector<EventLine> lines_;
};

}  // namespace

std::vector<Word> heading_of(const Event& event) {
  std::string number = number_of(event.id);
  if (number.size() < 3) number.insert(0, 3 - number.size(), ' ');
  std::vector<Word> words{{{{number, Ink::kBold}}}};
  const std::string type = event.type + (event.mode.empty() ? "" : ":" + event.mode);
  append(words, words_of(type, Ink::kBold));
  if (event.reality != Reality::kActual) {
    append(words, words_of("· " + std::string(to_string(event.reality)), Ink::kWarning));
  }
  if (event.aspect != Aspect::kOnce) {
    append(words, words_of("· " + std::string(to_string(event.aspect))));
  }
  append(words, words_of("· confidence " + fixed(event.confidence, 2), Ink::kDim));
  return words;
}

std::vector<EventLine> lines_of(const CodedReport& coded, const Event& event, Detail detail) {
  return Lines(coded, event, detail).take();
}

}  // namespace tocsin::apps
