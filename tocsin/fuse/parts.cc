#include "tocsin/fuse/parts.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "tocsin/core/reality.h"
#include "tocsin/fuse/fold.h"
#include "tocsin/fuse/story.h"
#include "tocsin/fuse/when.h"

namespace tocsin::fuse {
namespace {

/// 1 where sorted lists share an item, -1 where they share none, 0 where one is empty.
template <typename Item>
double agreement(const std::vector<Item>& a, const std::vector<Item>& b) {
  if (a.empty() || b.empty()) return 0;
  const bool any = std::any_of(a.begin(), a.end(), [&b](const Item& item) {
    return std::binary_search(b.begin(), b.end(), item);
  });
  return any ? 1 : -1;
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const std::string& item) {
    return std::find(b.begin(), b.end(), item) != b.end();
  });
}

bool is_lasting(const Claim& claim, const Rules& rules) {
  return rules.type_of(claim.type, claim.mode).lasts;
}

/// Whether a claim tells of something long before its report, or of a time long past.
bool is_history(const Claim& claim, const Rules& rules) {
  if (claim.aspect == Aspect::kBackground) return true;
  if (!claim.date || !claim.date->end || !claim.published) return false;
  return (*claim.published - *claim.date->end).count() > rules.date.history_days;
}

/// Whether the days that `a` gives begin after the report of `b`, which tells of a thing that
/// happened.
bool is_ahead_of(const Claim& a, const Claim& b) {
  if (!a.date || !a.date->start || !b.published) return false;
  return a.reality == Reality::kActual && b.reality == Reality::kActual &&
         *a.date->start > *b.published;
}

/// Whether `plan` tells of what is yet to come, and `deed` of what was over long before.
bool is_long_over(const Claim& plan, const Claim& deed, const Rules& rules) {
  if (!is_ahead(plan.reality) || is_ahead(deed.reality)) return false;
  if (!deed.date || !deed.date->end || !plan.published) return false;
  return (*plan.published - *deed.date->end).count() > rules.date.history_days;
}

/// How much an overlap of intervals says, by the length of the longer.
double overlap_value(std::int64_t longest) {
  if (longest <= 2) return 1;
  if (longest <= 8) return 0.6;
  if (longest <= 35) return 0.3;
  if (longest <= 100) return 0.1;
  return -0.6;  // a whole year: a habit or a total, not a day
}

bool is_fine(const ClaimPlace& place) {
  return place.precision == PlacePrecision::kPoint || place.precision == PlacePrecision::kTown ||
         place.precision == PlacePrecision::kWithin;
}

/// What an area that holds the other place says, by how large it is.
double containing_value(const ClaimPlace& a, const ClaimPlace& b) {
  switch (std::max(a.precision, b.precision)) {
    case PlacePrecision::kDistrict:
      return 0.4;
    case PlacePrecision::kProvince:
      return 0.2;
    case PlacePrecision::kCountry:
      return 0;
    default:
      return 0.6;
  }
}

bool same_actor(const ClaimActor& a, const ClaimActor& b) {
  if (!a.id.empty() && !b.id.empty()) return a.id == b.id;
  return fold(a.name) == fold(b.name);
}

/// How well two actors go together: 1 the same, -0.5 two known ones that differ.
double actor_value(const ClaimActor& a, const ClaimActor& b) {
  if (same_actor(a, b)) return 1;
  const bool sector = !a.sector.empty() && a.sector == b.sector;
  if (sector && !a.country.empty() && a.country == b.country) return 0.5;
  if (!a.id.empty() && !b.id.empty()) return -0.5;
  return sector ? 0.2 : 0;
}

/// The best pair on one side; `known` counts sides on which both claims name somebody.
double side_value(const Claim& a, const Claim& b, Side side, int& known) {
  double best = -1;
  for (const ClaimActor& left : a.actors) {
    for (const ClaimActor& right : b.actors) {
      if (left.side == side && right.side == side) best = std::max(best, actor_value(left, right));
    }
  }
  if (best == -1) return 0;
  ++known;
  return best;
}

/// What it says that two figures are the same: the smaller they are, the more happenings share
/// them.
double same_figure_value(std::int64_t figure) {
  if (figure <= 1) return 0.3;
  return figure <= 3 ? 0.6 : 1;
}

/// Agreement of two figures; nothing is added to `known` where one is missing.
double count_value(const std::optional<ClaimCount>& a, const std::optional<ClaimCount>& b,
                   int& known) {
  if (!a || !b || (!a->min && !a->max) || (!b->min && !b->max)) return 0;
  ++known;
  const auto low = [](const ClaimCount& count) { return count.min ? *count.min : *count.max; };
  const auto high = [](const ClaimCount& count) { return count.max ? *count.max : *count.min; };
  if (low(*a) <= high(*b) && low(*b) <= high(*a))
    return same_figure_value(std::min(high(*a), high(*b)));
  const auto less = static_cast<double>(std::min(high(*a), high(*b)));
  const auto more = static_cast<double>(std::max(low(*a), low(*b)));
  // Tolls rise from report to report: near figures say nothing, far ones speak against.
  if (more - less <= 3 || less >= more / 2) return 0.1;
  return -(1 - less / more);
}

}  // namespace

double distance_km(const ClaimPlace& a, const ClaimPlace& b) {
  constexpr double kRadiusKm = 6371.0088;  // mean radius, IUGG
  constexpr double kRadian = std::numbers::pi / 180;
  const double lat = std::sin((b.lat - a.lat) * kRadian / 2);
  const double lon = std::sin((b.lon - a.lon) * kRadian / 2);
  const double chord =
      lat * lat + std::cos(a.lat * kRadian) * std::cos(b.lat * kRadian) * lon * lon;
  return 2 * kRadiusKm * std::asin(std::min(1.0, std::sqrt(chord)));
}

PartValue type_part(const Claim& a, const Claim& b, const Rules& rules) {
  if (a.type == b.type && a.mode == b.mode) return {1, {}};
  const TypeInfo& left = rules.type_of(a.type, a.mode);
  const TypeInfo& right = rules.type_of(b.type, b.mode);
  if (!share(left.families, right.families)) return {-1, "no family of types in common"};
  if (!left.way.empty() && !right.way.empty() && left.way != right.way) return {-0.6, {}};
  if (a.type != b.type) return {0, {}};
  return {a.mode.empty() || b.mode.empty() || left.way == right.way ? 0.6 : 0.3, {}};
}

PartValue date_part(const Claim& a, const Claim& b, const Rules& rules) {
  const auto left = when(a, rules.date);
  const auto right = when(b, rules.date);
  if (is_ahead_of(a, b) || is_ahead_of(b, a)) return {-1, "told before it happened"};
  if (is_long_over(a, b, rules) || is_long_over(b, a, rules))
    return {-1, "over before it was announced"};
  if (!left || !right) return {is_history(a, rules) || is_history(b, rules) ? -1.0 : -0.3, {}};
  const std::int64_t gap =
      std::max<std::int64_t>({left->start - right->end, right->start - left->end, 0});
  const bool sure = left->sure && right->sure;
  if (gap == 0) {
    const std::int64_t longest = std::max(left->end - left->start, right->end - right->start) + 1;
    double value = overlap_value(longest);
    if (!left->stated || !right->stated) value = std::min(value, 0.1);
    return {sure || value < 0 ? value : value * 0.7, {}};
  }
  if (gap <= rules.date.lasting_days && is_lasting(a, rules) && is_lasting(b, rules)) return {};
  if (sure && gap >= rules.date.apart_days) return {-1, "dates too far apart"};
  if (sure) return {-0.4, {}};
  if (gap <= 2) return {0, {}};
  return {gap <= 7 ? -0.4 : -1, {}};
}

bool are_neighbouring_days(const Claim& a, const Claim& b, const Rules& rules) {
  const auto left = when(a, rules.date);
  const auto right = when(b, rules.date);
  if (!left || !right || !left->sure || !right->sure) return false;
  return left->start - right->end == 1 || right->start - left->end == 1;
}

/// What the place told of beside a claim without one says of the other's: little where it is near,
/// more against it where it is far.
double context_value(const Claim& a, const Claim& b, const Rules& rules) {
  const auto& left = a.place ? a.place : a.context;
  const auto& right = b.place ? b.place : b.context;
  if (!left || !right || !is_fine(*left) || !is_fine(*right)) return 0;
  const double apart_km = distance_km(*left, *right) - left->radius_km - right->radius_km;
  if (apart_km > rules.place.apart_km) return -0.6;
  return apart_km <= rules.place.context_km ? 0.2 : 0;
}

/// Whether two names differ by no more than one letter: "Fadamari", "Fadamare".
bool is_spelt_alike(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t at = 0;
  while (at < a.size() && a[at] == b[at]) ++at;
  const std::size_t skipped = a.size() == b.size() ? 1 : 0;
  return at == b.size() || a.substr(std::min(a.size(), at + skipped)) == b.substr(at + 1);
}

bool is_one_name(std::string_view a, std::string_view b) {
  constexpr std::size_t kLongEnough = 6;  // letters; shorter ones must be equal
  if (a == b) return true;
  return std::min(a.size(), b.size()) >= kLongEnough && is_spelt_alike(a, b);
}

/// Whether some name of a place that no gazetteer knows is, by `same`, one of the other claim's.
template <typename Same>
bool share_unknown_place(const Claim& a, const Claim& b, Same same) {
  return std::any_of(a.places.begin(), a.places.end(), [&](const std::string& left) {
    return std::any_of(b.places.begin(), b.places.end(),
                       [&](const std::string& right) { return same(left, right); });
  });
}

PartValue place_part(const Claim& a, const Claim& b, const Rules& rules) {
  constexpr double kNamesake = 0.9;     // hamlets of one name near one another are rare
  constexpr double kOtherNames = -0.4;  // a hamlet may go by that of its bridge
  if (!a.place || !b.place) {
    if (share_unknown_place(a, b, is_one_name)) return {kNamesake, {}};
    const bool have_other_names = !a.place && !b.place && !a.places.empty() && !b.places.empty() &&
                                  !share_unknown_place(a, b, is_spelt_alike);
    return {have_other_names ? kOtherNames : context_value(a, b, rules), {}};
  }
  const ClaimPlace& left = *a.place;
  const ClaimPlace& right = *b.place;
  const bool fine = is_fine(left) && is_fine(right);
  const double apart_km = distance_km(left, right);
  // "8 km north of" a town has its id and is not it.
  const bool is_same = !left.id.empty() && left.id == right.id && apart_km == 0;
  if (fine && (apart_km <= rules.place.near_km || is_same)) return {1, {}};
  const double outside_km = apart_km - left.radius_km - right.radius_km;
  if (outside_km <= 0) return {containing_value(left, right), {}};
  if (fine && outside_km > rules.place.apart_km) return {-1, "places too far apart"};
  if (outside_km < 20) return {-0.3, {}};
  return {outside_km < 60 ? -0.7 : -1, {}};
}

PartValue actors_part(const Claim& a, const Claim& b) {
  int known = 0;
  const double sum =
      side_value(a, b, Side::kActor, known) + side_value(a, b, Side::kRecipient, known);
  return {known == 0 ? 0 : sum / known, {}};
}

PartValue counts_part(const Claim& a, const Claim& b) {
  int known = 0;
  const double sum =
      count_value(a.killed, b.killed, known) + count_value(a.injured, b.injured, known) +
      count_value(a.detained, b.detained, known) + count_value(a.displaced, b.displaced, known);
  return {known == 0 ? 0 : sum / known, {}};
}

PartValue target_part(const Claim& a, const Claim& b) {
  if (a.targets.empty() || b.targets.empty()) return {};
  return {share(a.targets, b.targets) ? 0.6 : -1, {}};
}

PartValue weapon_part(const Claim& a, const Claim& b) {
  if (a.weapons.empty() || b.weapons.empty()) return {};
  for (const std::string& left : a.weapons) {
    for (const std::string& right : b.weapons) {
      const bool within =
          left.find(right) != std::string::npos || right.find(left) != std::string::npos;
      if (within) return {1, {}};
    }
  }
  return {-0.5, {}};
}

PartValue hour_part(const Claim& a, const Claim& b) {
  if (!a.minute || !b.minute) return {};
  constexpr int kDay = 24 * 60;
  const int gap = std::abs(*a.minute - *b.minute);
  const int minutes = std::min(gap, kDay - gap);
  if (minutes <= 60) return {0.6, {}};
  return {minutes <= 150 ? -0.4 : -1, {}};
}

PartValue wording_part(const Claim& a, const Claim& b) {
  return {std::min(1.0, 2 * common(a.words, b.words).cosine), {}};
}

ReportLikeness report_likeness(const Claim& a, const Claim& b, const Rules& rules) {
  const ReportOdds& odds = rules.odds;
  const Common shared = common(a.words, b.words);
  const auto gap = a.published && b.published ? std::abs((*a.published - *b.published).count())
                                              : rules.report.unknown_days;
  const double time = std::log1p(static_cast<double>(gap) / odds.time_days);
  const double rare = std::log1p(shared.rare);
  const double pairs = std::log1p(shared.pairs);
  ReportLikeness likeness;
  likeness.words = shared.cosine;
  likeness.ages = agreement(a.ages, b.ages);
  likeness.days = agreement(a.days, b.days);
  // Ten rare words, or ten years, are as much as counts here.
  likeness.names = std::min(1.0, (rare + pairs) / (2 * std::log1p(10)));
  likeness.date = -std::min(1.0, time / std::log1p(3650 / odds.time_days));
  const auto chosen = [](double value, double same, double other) {
    return value > 0 ? same : value < 0 ? other : 0;
  };
  // The sum of a root and a negative multiple turns down from its top: beyond, likeness adds none.
  const double top = odds.likeness < 0 ? odds.root_likeness / (-2 * odds.likeness) : 1;
  const double root = std::min(std::sqrt(shared.cosine), top);
  const double sum = odds.base + odds.likeness * root * root + odds.root_likeness * root +
                     odds.rare_words * rare + odds.rare_pairs * pairs + odds.days_between * time +
                     chosen(likeness.ages, odds.same_age, odds.other_age) +
                     chosen(likeness.days, odds.same_day, odds.other_day);
  likeness.probability = 1 / (1 + std::exp(-sum));
  return likeness;
}

}  // namespace tocsin::fuse
