#include "tocsin/fuse/figures.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/fold.h"

namespace tocsin::fuse {
namespace {

bool is_open(const ClaimCount& count) { return !count.min && !count.max; }

std::int64_t low(const ClaimCount& count) { return count.min ? *count.min : *count.max; }
std::int64_t high(const ClaimCount& count) { return count.max ? *count.max : *count.min; }

bool is_denied(const Claim& claim) { return claim.reality == Reality::kDenied; }

constexpr int kSaid = 3;  // the text says it

int sureness(const Claim& claim) {
  switch (claim.date_basis) {
    case DateBasis::kStated:
    case DateBasis::kRelative:
      return kSaid;
    case DateBasis::kInferred:
      return 2;
    case DateBasis::kDocument:
      return 1;
    default:
      return 0;
  }
}

/// The item that most reports give; ties to the earlier in their order.
template <typename Value>
std::optional<Value> commonest(const std::map<Value, std::set<std::string>>& reports) {
  std::optional<Value> best;
  std::size_t most = 0;
  for (const auto& [value, ids] : reports) {
    if (ids.size() <= most) continue;
    most = ids.size();
    best = value;
  }
  return best;
}

std::string written(const ClaimCount& count) {
  if (!count.max) return std::to_string(*count.min) + "+";
  if (!count.min) return "0-" + std::to_string(*count.max);
  if (*count.min == *count.max) return std::to_string(*count.min);
  return std::to_string(*count.min) + "-" + std::to_string(*count.max);
}

std::string written(const DateInterval& date) {
  const std::string start = date.start ? to_string(*date.start) : "..";
  const std::string end = date.end ? to_string(*date.end) : "..";
  return start == end ? start : start + "/" + end;
}

std::string clock(int minute) {
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(minute / 60) + ":" + two(minute % 60);
}

/// Versions of one field by value.
using Versions = std::map<std::string, std::vector<std::string>>;

void add(std::vector<Disagreement>& found, std::string field, const Versions& versions) {
  if (versions.size() < 2) return;
  Disagreement disagreement;
  disagreement.field = std::move(field);
  for (const auto& [value, events] : versions) disagreement.versions.push_back({value, events});
  found.push_back(std::move(disagreement));
}

void add_counts(std::vector<Disagreement>& found, const Ordered& claims) {
  constexpr std::pair<const char*, CountField> kFields[] = {{"killed", &Claim::killed},
                                                            {"injured", &Claim::injured},
                                                            {"detained", &Claim::detained},
                                                            {"displaced", &Claim::displaced}};
  for (const auto& [name, field] : kFields) {
    Versions versions;
    for (const Claim* claim : claims) {
      const auto& count = claim->*field;
      if (count && !is_open(*count)) versions[written(*count)].push_back(claim->event);
    }
    add(found, name, versions);
  }
}

/// What is known of the days of an event that only its report dates.
DateInterval up_to_report(const Claim& claim, const Rules& rules) {
  DateInterval date = *claim.date;
  if (!date.end || date.start) return date;
  const bool is_of_the_day =
      claim.aspect == Aspect::kOngoing || rules.type_of(claim.type, claim.mode).is_spoken;
  date.start = is_of_the_day ? *date.end : *date.end - std::chrono::days(rules.date.document_days);
  date.precision = is_of_the_day ? DatePrecision::kDay : DatePrecision::kRange;
  return date;
}

/// Who did it: only names that the actor tables know can disagree.
Versions authors(const Ordered& claims) {
  Versions versions;
  for (const Claim* claim : claims) {
    std::set<std::string> names;
    for (const ClaimActor& actor : claim->actors) {
      if (actor.side == Side::kActor && !actor.id.empty()) names.insert(actor.name);
    }
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    if (!all.empty()) versions[all].push_back(claim->event);
  }
  return versions;
}

}  // namespace

namespace {

/// The figure that one report gives: the one it gives most often, the higher of two. Another may be
/// one that it only quotes to take it back.
std::optional<ClaimCount> figure_of_report(const std::vector<const ClaimCount*>& counts) {
  std::map<std::pair<std::int64_t, std::int64_t>, int> given;
  for (const ClaimCount* count : counts) ++given[{low(*count), high(*count)}];
  std::optional<ClaimCount> best;
  int most = 0;
  for (const auto& [ends, times] : given) {
    if (times < most) continue;
    most = times;
    best = ClaimCount{ends.first, ends.second};
  }
  return best;
}

}  // namespace

std::optional<IncidentFigure> figure(const Ordered& claims, CountField field) {
  std::vector<std::string> reports;  // in order of publication
  std::map<std::string, std::vector<const ClaimCount*>> given;
  for (const Claim* claim : claims) {
    const auto& count = claim->*field;
    if (!count || is_open(*count) || is_denied(*claim)) continue;
    std::vector<const ClaimCount*>& counts = given[claim->report];
    if (counts.empty()) reports.push_back(claim->report);
    counts.push_back(&*count);
  }
  std::optional<IncidentFigure> found;
  for (const std::string& report : reports) {
    const ClaimCount count = *figure_of_report(given[report]);
    if (!found) found = IncidentFigure{*count.min, *count.min, *count.max};
    found->low = std::min(found->low, *count.min);
    found->high = std::max(found->high, *count.max);
    found->best = *count.min;
  }
  return found;
}

std::optional<IncidentDate> date_of(const Ordered& claims, const Rules& rules) {
  const auto days = [](const Claim& claim) {
    return claim.date && (claim.date->start || claim.date->end);
  };
  // What came true counts before what was announced, then the surest basis.
  std::tuple<bool, int> best{false, -1};
  for (const Claim* claim : claims) {
    if (!days(*claim)) continue;
    best = std::max(best, std::tuple(claim->reality == Reality::kActual, sureness(*claim)));
  }
  using Key = std::tuple<std::int64_t, std::optional<Date>, std::optional<Date>>;
  std::map<Key, std::set<std::string>> reports;
  std::map<Key, const Claim*> tellers;
  for (const Claim* claim : claims) {
    if (!days(*claim)) continue;
    if (std::tuple(claim->reality == Reality::kActual, sureness(*claim)) != best) continue;
    const DateInterval& date = *claim->date;
    const std::int64_t length =
        date.start && date.end ? (*date.end - *date.start).count() : 1'000'000;
    const Key key{length, date.start, date.end};
    reports[key].insert(claim->report);
    tellers.emplace(key, claim);
  }
  const auto key = commonest(reports);
  if (!key) return std::nullopt;
  const Claim& teller = *tellers[*key];
  IncidentDate date{*teller.date, teller.date_basis};
  if (date.basis == DateBasis::kDocument) date.interval = up_to_report(teller, rules);
  return date;
}

namespace {

int coarseness(const ClaimPlace& place) {
  return std::max(static_cast<int>(place.precision), static_cast<int>(PlacePrecision::kWithin));
}

/// The finest place that most reports give in `field`.
std::optional<ClaimPlace> commonest_place(const Ordered& claims,
                                          std::optional<ClaimPlace> Claim::*field) {
  int finest = static_cast<int>(PlacePrecision::kCountry) + 1;
  for (const Claim* claim : claims) {
    if (claim->*field) finest = std::min(finest, coarseness(*(claim->*field)));
  }
  std::map<std::string, std::set<std::string>> reports;
  std::map<std::string, ClaimPlace> places;
  for (const Claim* claim : claims) {
    const std::optional<ClaimPlace>& place = claim->*field;
    if (!place || coarseness(*place) != finest) continue;
    const std::string key = place->id.empty() ? place->name : place->id;
    reports[key].insert(claim->report);
    const auto [kept, fresh] = places.emplace(key, *place);
    if (!fresh && place->precision < kept->second.precision) kept->second = *place;
  }
  const auto key = commonest(reports);
  if (!key) return std::nullopt;
  return places[*key];
}

}  // namespace

std::optional<ClaimPlace> place_of(const Ordered& claims) {
  if (const auto own = commonest_place(claims, &Claim::place)) return own;
  // Who names a place that nobody knows does not mean the known one beside it.
  const bool is_elsewhere = std::any_of(
      claims.begin(), claims.end(), [](const Claim* claim) { return names_unknown_place(*claim); });
  if (is_elsewhere) return std::nullopt;
  std::optional<ClaimPlace> place = commonest_place(claims, &Claim::context);
  if (!place) return std::nullopt;
  constexpr double kDistrictKm = 25;
  place->is_inferred = true;
  place->precision = std::max(place->precision, PlacePrecision::kDistrict);
  place->radius_km = std::max(place->radius_km, kDistrictKm);
  return place;
}

std::vector<ClaimActor> actors_of(const Ordered& claims) {
  std::map<std::tuple<Side, bool, std::string>, ClaimActor> found;
  for (const Claim* claim : claims) {
    for (const ClaimActor& actor : claim->actors) {
      const bool unknown = actor.id.empty();
      const auto key = std::tuple(actor.side, unknown, unknown ? fold(actor.name) : actor.id);
      ClaimActor& kept = found.emplace(key, actor).first->second;
      if (kept.country.empty()) kept.country = actor.country;
      if (kept.sector.empty()) kept.sector = actor.sector;
    }
  }
  std::vector<ClaimActor> actors;
  for (auto& [key, actor] : found) actors.push_back(std::move(actor));
  return actors;
}

Reality reality_of(const Ordered& claims, const Rules& rules,
                   const std::function<std::size_t(const Ordered&)>& independent) {
  Ordered actual;
  Ordered denied;
  for (const Claim* claim : claims) {
    if (claim->reality == Reality::kActual) actual.push_back(claim);
    if (is_denied(*claim)) denied.push_back(claim);
  }
  if (actual.empty()) return claims.back()->reality;
  if (denied.empty()) return Reality::kActual;
  // Who holds a place knows whether it was taken: there one against one is enough. Whoever is
  // accused of violence denies it; there it is not.
  const Claim& told = *actual.front();
  const bool is_contested = rules.type_of(told.type, told.mode).is_contested;
  const std::size_t most = independent(actual) + (is_contested ? 0 : 1);
  return independent(denied) >= most ? Reality::kDenied : Reality::kActual;
}

std::vector<RealityStep> story_of(const Ordered& claims) {
  std::vector<RealityStep> story;
  for (const Claim* claim : claims) {
    if (!story.empty() && story.back().reality == claim->reality) continue;
    story.push_back({claim->published, claim->reality, claim->event});
  }
  return story;
}

std::vector<Disagreement> disagreements_of(const Ordered& claims) {
  std::vector<Disagreement> found;
  add(found, "actor", authors(claims));
  Versions dates;
  Versions hours;
  Versions places;
  Versions realities;
  for (const Claim* claim : claims) {
    if (claim->date && sureness(*claim) == kSaid) {
      dates[written(*claim->date)].push_back(claim->event);
    }
    if (claim->minute) hours[clock(*claim->minute)].push_back(claim->event);
    if (claim->place && !claim->place->name.empty()) {
      places[claim->place->name].push_back(claim->event);
    }
    realities[std::string(to_string(claim->reality))].push_back(claim->event);
  }
  add(found, "date", dates);
  add(found, "hour", hours);
  add_counts(found, claims);
  add(found, "place", places);
  add(found, "reality", realities);
  return found;
}

}  // namespace tocsin::fuse
