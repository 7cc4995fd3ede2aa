#include "tocsin/export/happening.h"

#include <algorithm>

#include "tocsin/export/text.h"

namespace tocsin::exports {
namespace {

void add_actors(Happening& happening, const CodedReport& coded,
                const std::vector<EventActor>& actors, Side side) {
  for (const EventActor& each : actors) {
    const ActorValue& value = each.value;
    const std::string name =
        value.name.empty() ? std::string(slice(coded.report.text, each.mention.span)) : value.name;
    happening.actors.push_back({name, value.id, value.country, value.sector, side});
  }
}

std::optional<ClaimPlace> place_of(const std::optional<PlaceValue>& value) {
  if (!value || !value->place) return std::nullopt;
  const PlaceCandidate& place = *value->place;
  return ClaimPlace{place.name,      place.id,      place.lat,    place.lon,   place.radius_km,
                    place.precision, place.country, place.admin1, place.admin2};
}

std::optional<Figure> figure_of(const std::optional<EventCount>& count) {
  if (!count) return std::nullopt;
  return Figure{count->min, count->min, count->max};
}

std::optional<Figure> figure_of(const std::optional<IncidentFigure>& figure) {
  if (!figure) return std::nullopt;
  return Figure{figure->low, figure->best, figure->high};
}

// The citation that speaks for the incident: told as the incident is, and the fullest of those.
void put_best_first(std::vector<Citation>& citations, const Incident& incident) {
  const auto rank = [&](const Citation& each) {
    const bool same = each.type == incident.type && each.mode == incident.mode;
    return (same ? 2 : 0) + (each.reality == incident.reality ? 1 : 0) - (each.is_repeat ? 4 : 0);
  };
  const auto best =
      std::max_element(citations.begin(), citations.end(),
                       [&](const Citation& a, const Citation& b) { return rank(a) < rank(b); });
  if (best != citations.end()) std::rotate(citations.begin(), best, best + 1);
}

// What the incident itself does not keep is that of its first citation of the same type and mode.
void add_codes(Happening& happening) {
  for (const Citation& each : happening.citations) {
    if (each.type != happening.type || each.mode != happening.mode) continue;
    happening.cameo = each.cameo;
    happening.acled = each.acled;
    happening.quad_code = each.quad_code;
    break;
  }
  const auto& all = happening.citations;
  const auto is_history = [](const Citation& each) { return each.aspect == Aspect::kBackground; };
  if (all.empty()) return;
  const bool only_history = std::all_of(all.begin(), all.end(), is_history);
  happening.aspect = all.front().aspect;
  if (!only_history && is_history(all.front())) happening.aspect = Aspect::kOnce;
  happening.date_basis = all.front().date_basis;
}

}  // namespace

Happening happening_of(const CodedReport& coded, const Event& event) {
  Happening happening;
  happening.id = event.id;
  happening.type = event.type;
  happening.mode = event.mode;
  happening.cameo = event.cameo;
  happening.acled = event.acled;
  happening.quad_code = event.quad_code;
  happening.score = event.score;
  happening.reality = event.reality;
  happening.aspect = event.aspect;
  happening.confidence = event.confidence;
  if (event.date) happening.date = event.date->interval;
  happening.date_basis = event.date ? event.date->basis : DateBasis::kNone;
  add_actors(happening, coded, event.actor, Side::kActor);
  add_actors(happening, coded, event.recipient, Side::kRecipient);
  happening.place = place_of(event.location);
  if (!event.place.empty()) {
    happening.place_words = slice(coded.report.text, event.place.front().span);
  }
  happening.killed = figure_of(event.killed);
  happening.injured = figure_of(event.injured);
  happening.detained = figure_of(event.detained);
  happening.displaced = figure_of(event.displaced);
  for (const Mention& each : event.weapon) {
    happening.weapons.emplace_back(slice(coded.report.text, each.span));
  }
  happening.citations = {cite(coded, event)};
  happening.is_repeat = happening.citations.front().is_repeat;
  return happening;
}

Happening happening_of(const Incident& incident,
                       const std::function<std::optional<Citation>(const IncidentEvent&)>& cite) {
  Happening happening;
  happening.id = incident.id;
  happening.type = incident.type;
  happening.mode = incident.mode;
  happening.score = incident.score;
  happening.reality = incident.reality;
  happening.confidence = incident.confidence;
  happening.date = incident.date;
  happening.actors = incident.actors;
  happening.place = incident.place;
  happening.killed = figure_of(incident.killed);
  happening.injured = figure_of(incident.injured);
  happening.detained = figure_of(incident.detained);
  happening.displaced = figure_of(incident.displaced);
  happening.voices = incident.voice_groups.size();
  for (const IncidentEvent& each : incident.events) {
    if (auto citation = cite(each)) happening.citations.push_back(*std::move(citation));
  }
  put_best_first(happening.citations, incident);
  add_codes(happening);
  return happening;
}

std::vector<const ClaimActor*> on_side(const Happening& happening, Side side) {
  std::vector<const ClaimActor*> found;
  for (const ClaimActor& each : happening.actors) {
    if (each.side == side) found.push_back(&each);
  }
  return found;
}

std::string names_of(const std::vector<const ClaimActor*>& actors) {
  std::vector<std::string> names;
  for (const ClaimActor* each : actors) names.push_back(one_line(each->name));
  return joined(names);
}

std::string outlets_of(const Happening& happening) {
  std::vector<std::string> outlets;
  for (const Citation& each : happening.citations) {
    std::string outlet = one_line(each.outlet);
    if (!outlet.empty() && std::find(outlets.begin(), outlets.end(), outlet) == outlets.end()) {
      outlets.push_back(std::move(outlet));
    }
  }
  return joined(outlets);
}

std::string_view sentence_of(const Happening& happening) {
  return happening.citations.empty() ? std::string_view() : happening.citations.front().sentence;
}

bool took_place(const Happening& happening) {
  if (happening.reality != Reality::kActual || happening.is_repeat) return false;
  const bool is_dated = happening.date && (happening.date_basis == DateBasis::kStated ||
                                           happening.date_basis == DateBasis::kRelative);
  return happening.aspect != Aspect::kBackground || is_dated;
}

std::optional<Date> day_of(const Happening& happening) {
  if (!happening.date) return std::nullopt;
  return happening.date->start ? happening.date->start : happening.date->end;
}

}  // namespace tocsin::exports
