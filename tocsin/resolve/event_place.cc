#include "tocsin/resolve/event_place.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "tocsin/resolve/log_entry.h"
#include "tocsin/resolve/place_candidate.h"

namespace tocsin::resolve {
namespace {

constexpr double kSlackKm = 10;          // an area's outline is not its circle
constexpr double kDisagreeFactor = 0.6;  // a place that does not lie in the wider one beside it
constexpr double kSentenceFactor = 0.6;  // a place of the sentence that is not tied to the event

using Places = std::vector<const PlaceValue*>;

Places places_of(const Frame& frame, Role role, const Values& values) {
  Places places;
  for (const RoleFiller& filler : frame.roles) {
    if (filler.role != role) continue;
    const auto value = values.places.find(filler.mention.span);
    if (value != values.places.end()) places.push_back(&value->second);
  }
  return places;
}

/// Finest first; a likelier one before a less likely one; then in text order.
bool is_finer(const PlaceValue* a, const PlaceValue* b) {
  const auto rank = [](const PlaceValue* value) {
    if (!value->place) return std::tuple(9, 0.0, value->span);
    return std::tuple(static_cast<int>(value->place->precision), -value->place->score, value->span);
  };
  return rank(a) < rank(b);
}

bool may_lie_in(const PlaceCandidate& inner, const PlaceCandidate& outer) {
  if (!inner.country.empty() && !outer.country.empty() && inner.country != outer.country) {
    return false;
  }
  if (outer.precision == PlacePrecision::kCountry) return true;
  if (outer.feature == "ADM1") return inner.admin1 == outer.admin1;
  return distance_km(inner, outer) <= outer.radius_km + inner.radius_km + kSlackKm;
}

/// The finest of the event's places, checked against the wider ones.
std::optional<PlaceValue> finest(Places places) {
  if (places.empty()) return std::nullopt;
  std::sort(places.begin(), places.end(), is_finer);
  PlaceValue chosen = *places.front();
  if (!chosen.place) return chosen;
  for (const PlaceValue* wider : places) {
    if (!wider->place || wider->place->precision <= chosen.place->precision) continue;
    if (may_lie_in(*chosen.place, *wider->place)) continue;
    chosen.place->score *= kDisagreeFactor;
    chosen.reason += " It does not lie in " + wider->place->name + ", which the event names too.";
  }
  return chosen;
}

/// Which places of a sentence are an event's that has none of its own.
enum class Taken : std::uint8_t { kFree, kOfOthersToo };

bool holds(const Frame& frame, Role role, Span place) {
  return std::any_of(frame.roles.begin(), frame.roles.end(), [&](const RoleFiller& filler) {
    return filler.role == role && filler.mention.span == place;
  });
}

/// Where somebody died is not where he was hurt: "has died in the hospital at Marj".
bool is_of_death(const Frame& frame) {
  return frame.type == "CONDITION" && frame.mode == "casualty";
}

/// The finest place of the sentence, if it is one place.
std::optional<PlaceValue> of_sentence(const Frame& frame, const Text& text,
                                      const Analysis& analysis, const Values& values, Taken taken) {
  if (frame.sentence >= text.sentences.size()) return std::nullopt;
  const Span sentence = text.sentences[frame.sentence].span;
  Places places;
  for (const auto& [span, value] : values.places) {
    if (contains(sentence, span) && value.place) places.push_back(&value);
  }
  // Where a movement of the sentence begins or ends is where this event was only if it is its own,
  // and that was looked at before.
  for (const Frame& other : analysis.frames) {
    if (other.sentence != frame.sentence) continue;
    const bool is_other = other.trigger != frame.trigger;
    std::erase_if(places, [&](const PlaceValue* value) {
      if (holds(other, Role::kFrom, value->span) || holds(other, Role::kTo, value->span))
        return true;
      const bool is_closed = taken == Taken::kFree || is_of_death(other);
      return is_other && is_closed && holds(other, Role::kPlace, value->span);
    });
  }
  if (places.empty()) return std::nullopt;
  std::sort(places.begin(), places.end(), is_finer);
  for (const PlaceValue* other : places) {
    if (other->place->precision == places.front()->place->precision &&
        other->place->id != places.front()->place->id) {
      return std::nullopt;  // two places as exact: which one?
    }
  }
  PlaceValue chosen = *places.front();
  chosen.place->score *= kSentenceFactor;
  chosen.reason =
      "The event has no place of its own; its sentence names this one. " + chosen.reason;
  return chosen;
}

/// The place at the head of a log's entry: "13 June, Damboa. Women marched …", "18 May. Komanda, on
/// the road north. …".
std::optional<PlaceValue> of_heading(const Frame& frame, const Text& text, const Analysis& analysis,
                                     const Values& values) {
  constexpr std::uint32_t kAtHead = 3;  // where a name begins the sentence behind it
  if (frame.sentence >= text.sentences.size()) return std::nullopt;
  const std::uint32_t first = first_of_paragraph(text, frame.sentence);
  const Span heading = text.sentences[first].span;
  const bool has_date = std::any_of(
      values.times.begin(), values.times.end(),
      [&](const auto& time) { return contains(heading, time.first) && time.second.interval; });
  if (first == frame.sentence || !is_entry_heading(text, analysis, first)) return std::nullopt;
  const PlaceValue* found = nullptr;
  for (const auto& [span, value] : values.places) {
    const bool is_in_heading = contains(heading, span);
    const Span next = text.sentences[first + 1].span;
    const bool is_behind = has_date && contains(next, span) && span.begin - next.begin <= kAtHead;
    if (!is_in_heading && !is_behind) continue;
    if (value.place && (found == nullptr || !found->place)) found = &value;
    if (has_date && found == nullptr) found = &value;
  }
  if (found != nullptr) {
    PlaceValue chosen = *found;
    if (chosen.place) chosen.place->score *= kSentenceFactor;
    chosen.reason =
        "The event has no place of its own; its entry begins with this one. " + chosen.reason;
    return chosen;
  }
  return std::nullopt;
}

}  // namespace

std::optional<PlaceValue> place_of_event(const Frame& frame, const Text& text,
                                         const Analysis& analysis, const Values& values,
                                         std::span<const Role> located) {
  for (const Role role : located) {
    const std::optional<PlaceValue> found = finest(places_of(frame, role, values));
    if (found && found->place) return found;
    if (found && role == Role::kPlace) return found;  // named, but not known: no other will do
  }
  if (auto found = of_sentence(frame, text, analysis, values, Taken::kFree)) return found;
  if (auto found = of_heading(frame, text, analysis, values)) return found;
  return of_sentence(frame, text, analysis, values, Taken::kOfOthersToo);
}

}  // namespace tocsin::resolve
