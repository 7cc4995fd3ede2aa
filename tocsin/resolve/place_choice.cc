#include "tocsin/resolve/place_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tocsin::resolve {
namespace {

// Found by trial on published texts with known places (eval/place.py); in units of a decadic
// logarithm of population times kPopulation.
constexpr double kPopulation = 0.6;
constexpr double kCountryBonus = 2.0;
constexpr double kCapitalBonus = 0.4;
constexpr double kProvinceBonus = 0.9;
constexpr double kDistrictBonus = -1.2;
constexpr double kRegionPopulation = 1e6;  // regions and seas have no count of people
constexpr double kOwnPopulation = 2e5;     // what the desk has added is known to it
constexpr double kTypeMet = 2.5;
constexpr double kTypeMissed = -2.0;
constexpr double kSeatBonus = -3.0;  // an area that bears the name of a town in it
constexpr double kSeatPopulation = 2e4;
constexpr std::array<double, 6> kMatchBonus = {0.0, -0.7, -1.2, -2.2, -3.0, 0.0};
constexpr double kContext = 2.4;
constexpr double kStated = 4.0;
constexpr double kStatedMissed = -1.0;
constexpr double kNextBest = 0.85;  // each further supporter counts that much less
constexpr double kSharpness = 1.6;
constexpr int kRounds = 4;
constexpr double kAdjectiveWeight = 0.6;
constexpr double kPartialWeight = 0.1;      // a part of a longer name may be anything
constexpr double kDoubt = 0.6;              // exponent: also what is not yet likely supports others
constexpr double kLeastProbability = 0.02;  // what is less likely supports nothing

constexpr double kEarthKm = 6371.0;
constexpr double kRadians = std::numbers::pi / 180;

bool is_town(const PlaceRow& row) { return row.feature.starts_with("PPL"); }
bool is_country(const PlaceRow& row) { return row.feature == "PCLI"; }
bool is_province(const PlaceRow& row) { return row.feature.starts_with("ADM1"); }
bool is_district(const PlaceRow& row) { return row.feature == "ADM2"; }

/// Found by another spelling than the name's own.
bool is_loose(const PlaceRow& row) {
  return row.match > NameMatch::kAlternate && row.match != NameMatch::kAdjective;
}

/// Whether one name may mean both: "Daraa" and "Daraa province".
bool means_same(const PlaceRow& a, const PlaceRow& b) {
  return a.number == b.number || lies_in(a, b) || lies_in(b, a);
}

struct Point {
  double x = 0;
  double y = 0;
  double z = 0;
};

Point point_of(const PlaceRow& row) {
  const double lat = row.lat * kRadians;
  const double lon = row.lon * kRadians;
  return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

double distance_km(const Point& a, const Point& b) {
  const double dot = a.x * b.x + a.y * b.y + a.z * b.z;
  return kEarthKm * std::acos(std::clamp(dot, -1.0, 1.0));
}

/// How well the type words beside the name fit the row.
double type_bonus(PlaceType type, const PlaceRow& row) {
  const auto met = [](bool fits) { return fits ? kTypeMet : kTypeMissed; };
  switch (type) {
    case PlaceType::kTown:
    case PlaceType::kQuarter:
    case PlaceType::kFacility:
      return met(is_town(row));
    case PlaceType::kDistrict:
      return met(is_district(row)) + (is_town(row) ? 0.5 : 0.0);
    case PlaceType::kProvince:
      return met(is_province(row));
    case PlaceType::kCountry:
      return met(is_country(row));
    default:
      return 0;
  }
}

double feature_bonus(const PlaceRow& row) {
  if (is_country(row)) return kCountryBonus;
  if (row.feature == "PPLC") return kCapitalBonus;
  if (is_province(row)) return kProvinceBonus;
  return is_district(row) ? kDistrictBonus : 0;
}

/// A bare name means the town rather than the area that is called after it.
bool is_called_after_town(const PlaceName& name, const PlaceRow& row) {
  if (name.type != PlaceType::kNone || !is_province(row)) return false;
  return std::any_of(name.rows.begin(), name.rows.end(), [&row](const PlaceRow& town) {
    return is_town(town) && town.population >= kSeatPopulation && lies_in(town, row);
  });
}

double prior(const PlaceName& name, const PlaceRow& row) {
  double people = std::max(1.0, static_cast<double>(row.population));
  if (row.id.starts_with("supplement:") && row.population == 0) people = kRegionPopulation;
  if (row.is_own) people = std::max(people, kOwnPopulation);
  const double seat = is_called_after_town(name, row) ? kSeatBonus : 0;
  return kPopulation * std::log10(people) + feature_bonus(row) + type_bonus(name.type, row) + seat +
         kMatchBonus[static_cast<std::size_t>(row.match)];
}

/// How much one place speaks for another in the same document.
double affinity(const PlaceRow& a, const Point& at, const PlaceRow& b, const Point& bt) {
  const double km = distance_km(at, bt);
  if (is_country(a) || is_country(b)) return !a.country.empty() && a.country == b.country ? 0.8 : 0;
  const double reach = std::max(a.radius_km, b.radius_km);
  double best = 0;
  if (km < 25)
    best = 1.5;
  else if (km < 60)
    best = 1.2;
  else if (km < 120)
    best = 0.9;
  else if (km < 250)
    best = 0.45;
  if (a.country.empty() || a.country != b.country) return std::min(best, 0.5);
  best = std::max(best, 0.3);
  if (lies_in(a, b) || lies_in(b, a))
    return std::max(best, is_province(a) || is_province(b) ? 1.3 : 1.6);
  if (a.admin1 == b.admin1 && !a.admin1.empty()) return std::max(best, 0.6);
  return km < reach ? std::max(best, 0.6) : best;
}

/// How near two names stand in the text, in ]0,1].
double closeness(const PlaceName& a, const PlaceName& b) {
  std::uint32_t least = UINT32_MAX;
  for (std::size_t i = 0, j = 0; i < a.positions.size() && j < b.positions.size();) {
    const std::uint32_t p = a.positions[i];
    const std::uint32_t q = b.positions[j];
    least = std::min(least, p < q ? q - p : p - q);
    p < q ? ++i : ++j;
  }
  double weight = 0.6;
  if (least < 120)
    weight = 1.0;
  else if (least < 500)
    weight = 0.75;
  if (b.is_partial) return weight * kPartialWeight;
  return weight * (b.is_adjective ? kAdjectiveWeight : 1.0);
}

class Ranking {
 public:
  explicit Ranking(const std::vector<PlaceName>& names) : names_(names) {
    for (const PlaceName& name : names) {
      std::vector<Point> points;
      std::vector<double> priors;
      for (const PlaceRow& row : name.rows) {
        points.push_back(point_of(row));
        priors.push_back(prior(name, row));
      }
      points_.push_back(std::move(points));
      probabilities_.push_back(normalised(priors));
      priors_.push_back(std::move(priors));
    }
  }

  std::vector<std::vector<RankedRow>> rank() {
    std::vector<std::vector<RankedRow>> ranked;
    for (int round = 0; round < kRounds; ++round) ranked = step();
    for (auto& rows : ranked) {
      std::stable_sort(rows.begin(), rows.end(), [](const RankedRow& a, const RankedRow& b) {
        return a.probability > b.probability;
      });
    }
    return ranked;
  }

 private:
  static std::vector<double> normalised(const std::vector<double>& scores) {
    std::vector<double> result;
    if (scores.empty()) return result;
    const double most = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (const double score : scores) {
      result.push_back(std::exp(kSharpness * (score - most)));
      sum += result.back();
    }
    for (double& value : result) value /= sum;
    return result;
  }

  /// One round: every name weighs its rows by what the other names now seem to mean.
  std::vector<std::vector<RankedRow>> step() {
    std::vector<std::vector<RankedRow>> ranked;
    std::vector<std::vector<double>> next;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      std::vector<RankedRow> rows;
      std::vector<double> scores;
      for (std::size_t r = 0; r < names_[i].rows.size(); ++r) {
        RankedRow row{.row = r};
        const double stated = weigh_statements(i, row);
        weigh_context(i, row);
        scores.push_back(priors_[i][r] + kContext * row.support + stated);
        row.support += std::max(0.0, stated);
        rows.push_back(row);
      }
      next.push_back(normalised(scores));
      for (std::size_t r = 0; r < rows.size(); ++r) rows[r].probability = next[i][r];
      ranked.push_back(std::move(rows));
    }
    probabilities_ = std::move(next);
    return ranked;
  }

  /// "Tafas, in Daraa": for rows that lie there, against rows that do not.
  double weigh_statements(std::size_t i, RankedRow& row) const {
    double stated = 0;
    for (const std::size_t holder : names_[i].holders) {
      bool possible = false;
      double inside = 0;
      for (std::size_t h = 0; h < names_[holder].rows.size(); ++h) {
        const PlaceRow& outer = names_[holder].rows[h];
        const auto fits = [&outer](const PlaceRow& inner) { return lies_in(inner, outer); };
        if (!std::any_of(names_[i].rows.begin(), names_[i].rows.end(), fits)) continue;
        possible = true;
        if (fits(names_[i].rows[row.row])) inside += probabilities_[holder][h];
      }
      if (!possible) continue;
      if (inside > 0.3) {
        row.supporter = holder;
        row.is_stated = true;
      }
      stated += inside > 0 ? kStated * std::sqrt(inside) : kStatedMissed;
    }
    return stated;
  }

  void weigh_context(std::size_t i, RankedRow& row) const {
    const PlaceRow& its = names_[i].rows[row.row];
    std::vector<std::pair<double, std::size_t>> parts;
    for (std::size_t j = 0; j < names_.size(); ++j) {
      if (j == i) continue;
      const bool same_name = names_[j].key == names_[i].key;
      double part = 0;
      for (std::size_t d = 0; d < names_[j].rows.size(); ++d) {
        const double probability = probabilities_[j][d];
        if (probability < kLeastProbability) continue;
        const PlaceRow& other = names_[j].rows[d];
        if (same_name && !means_same(its, other)) continue;
        const bool is_same = its.number == other.number;
        if (is_loose(its) && !is_same && (is_loose(other) || its.country != other.country)) {
          continue;
        }
        part = std::max(part, std::pow(probability, kDoubt) *
                                  affinity(names_[i].rows[row.row], points_[i][row.row],
                                           names_[j].rows[d], points_[j][d]));
      }
      if (part > 0) parts.emplace_back(part * closeness(names_[i], names_[j]), j);
    }
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    double weight = 1;
    for (const auto& [part, j] : parts) {
      row.support += weight * part;
      weight *= kNextBest;
    }
    for (const auto& [part, j] : parts) {
      if (row.supporter || names_[j].key == names_[i].key) continue;
      row.supporter = j;
    }
  }

  const std::vector<PlaceName>& names_;
  std::vector<std::vector<Point>> points_;
  std::vector<std::vector<double>> priors_;
  std::vector<std::vector<double>> probabilities_;
};

}  // namespace

bool lies_in(const PlaceRow& inner, const PlaceRow& outer) {
  if (inner.number == outer.number) return false;
  if (is_country(outer)) return !is_country(inner) && inner.country == outer.country;
  if (is_country(inner)) return false;
  if (is_province(outer)) {
    const bool same = inner.country == outer.country && inner.admin1 == outer.admin1;
    if (same && !inner.admin1.empty()) return !is_province(inner);
  } else if (is_district(outer)) {
    const bool same = inner.country == outer.country && inner.admin1 == outer.admin1 &&
                      inner.admin2 == outer.admin2;
    if (same && !inner.admin2.empty()) return !is_district(inner) && !is_province(inner);
  } else if (is_town(outer) && !is_town(inner)) {
    return false;
  }
  // Regions and towns know no members: what lies within their reach is in them.
  if (is_province(outer) || is_district(outer) || inner.radius_km >= outer.radius_km) return false;
  if (!outer.country.empty() && outer.country != inner.country) return false;
  return distance_km(point_of(inner), point_of(outer)) <= outer.radius_km;
}

std::vector<std::vector<RankedRow>> rank_rows(const std::vector<PlaceName>& names) {
  return Ranking(names).rank();
}

}  // namespace tocsin::resolve
