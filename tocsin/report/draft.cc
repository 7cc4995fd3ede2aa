#include "tocsin/report/draft.h"

#include <algorithm>
#include <map>

namespace tocsin::report {
namespace {

bool is_open(Reality reality) {
  return reality == Reality::kPlanned || reality == Reality::kDemanded ||
         reality == Reality::kThreatened || reality == Reality::kConditional;
}

}  // namespace

std::optional<Date> day_of(const Incident& incident) {
  if (!incident.date) return std::nullopt;
  return incident.date->start ? incident.date->start : incident.date->end;
}

std::optional<Date> last_published(const Draft& draft, const Incident& incident) {
  std::optional<Date> last;
  for (const IncidentEvent& each : incident.events) {
    const auto found = draft.input().citations.find(each.event);
    if (found == draft.input().citations.end() || !found->second.published) continue;
    if (!last || *last < *found->second.published) last = found->second.published;
  }
  return last;
}

Draft::Draft(const SitrepInput& input, const Phrases& phrases)
    : input_(input),
      phrases_(phrases),
      references_(input.citations),
      now_(sorted(input.incidents)),
      before_(sorted(input.earlier)) {}

Sorted Draft::sorted(const std::vector<Incident>& incidents) const {
  Sorted result;
  for (const Incident& each : incidents) {
    if (references_.citations(each).empty()) {
      ++result.uncited;
    } else {
      result.all.push_back(&each);
    }
  }
  const auto key = [](const Incident* incident) {
    const std::optional<Date> day = day_of(*incident);
    return std::make_tuple(!day, day.value_or(Date{}), std::string_view(incident->id));
  };
  std::sort(result.all.begin(), result.all.end(),
            [&](const Incident* a, const Incident* b) { return key(a) < key(b); });
  for (const Incident* each : result.all) {
    if (each->reality == Reality::kActual) result.deeds.push_back(each);
    if (each->reality == Reality::kDenied) result.denied.push_back(each);
    if (is_open(each->reality)) result.open.push_back(each);
  }
  return result;
}

std::string Draft::kind(const Incident& incident) const {
  const std::string kind = phrases_.kind(incident.type, incident.mode);
  if (incident.reality == Reality::kActual) return kind;
  const std::string reality = phrases_.name("reality", to_string(incident.reality));
  return phrases_.words("item.unreal", {{"reality", plain(reality)}, {"kind", plain(kind)}});
}

std::string Draft::place(const Incident& incident) const {
  return incident.place ? incident.place->name : phrases_.at("part.unknown_place");
}

std::string Draft::date(const Incident& incident) const { return phrases_.interval(incident.date); }

Sentence Draft::parties(const Incident& incident) const {
  std::vector<Sentence> sides;
  for (const Side side : {Side::kActor, Side::kRecipient}) {
    std::vector<Sentence> names;
    for (const ClaimActor& each : incident.actors) {
      if (each.side == side && !each.name.empty()) names.push_back(quoted(each.name));
    }
    if (names.empty()) continue;
    sides.push_back(
        phrases_.fill("part." + std::string(to_string(side)), {{"names", phrases_.list(names)}}));
  }
  if (sides.empty()) return {};
  return phrases_.fill("part.parties",
                       {{"sides", phrases_.joined(sides, phrases_.at("part.side_between"))}});
}

Sentence Draft::figure(const IncidentFigure& figure) const {
  const bool is_sure = figure.low == figure.high;
  return phrases_.fill(
      is_sure ? "figure.sure" : "figure.range",
      {{"best", number(figure.best)}, {"low", number(figure.low)}, {"high", number(figure.high)}});
}

Sentence Draft::harm(const Incident& incident) const {
  Sentence words;
  const auto add = [&](std::string_view field, const std::optional<IncidentFigure>& value) {
    if (!value) return;
    const Sentence part = phrases_.fill(
        "part.harm", {{"field", plain(phrases_.name("field", field))}, {"figure", figure(*value)}});
    words.insert(words.end(), part.begin(), part.end());
  };
  add("killed", incident.killed);
  add("injured", incident.injured);
  add("detained", incident.detained);
  add("displaced", incident.displaced);
  return words;
}

Sentence Draft::item(const Incident& incident, const std::string& kind) const {
  return phrases_.fill("item.short", {{"kind", plain(kind)},
                                      {"parties", parties(incident)},
                                      {"place", quoted(place(incident))},
                                      {"date", plain(date(incident))}});
}

Sentence Draft::short_item(const Incident& incident) const {
  return item(incident, kind(incident));
}

Sentence Draft::bare_item(const Incident& incident) const {
  return item(incident, phrases_.kind(incident.type, incident.mode));
}

Sentence Draft::kinds(const Incidents& incidents) const {
  constexpr std::size_t kMostKinds = 5;
  std::map<std::string, std::int64_t> counts;
  for (const Incident* each : incidents) ++counts[phrases_.kind(each->type, each->mode)];
  std::vector<std::pair<std::string, std::int64_t>> order(counts.begin(), counts.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<Sentence> items;
  std::int64_t others = 0;
  for (const auto& [kind, count] : order) {
    if (items.size() == kMostKinds) {
      others += count;
    } else {
      items.push_back(
          phrases_.fill("list.counted", {{"kind", plain(kind)}, {"count", number(count)}}));
    }
  }
  if (others > 0) items.push_back(phrases_.fill("list.others", {{"count", number(others)}}));
  return phrases_.list(items);
}

}  // namespace tocsin::report
