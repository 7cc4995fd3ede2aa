#include "tocsin/assess/area.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tocsin/assess/fold.h"

namespace tocsin::assess {
namespace {

// The parts between commas and brackets, in tiers from narrow to wide: what comes first with what
// stands in brackets, then each part that follows.
std::vector<std::vector<std::string>> tiers_of(const std::string& name) {
  std::vector<std::vector<std::string>> tiers;
  std::string part;
  int depth = 0;
  bool is_first = true;
  const auto close = [&] {
    if (fold_words(part) != " ") {
      if (tiers.empty() || !is_first) tiers.emplace_back();
      tiers.back().push_back(part);
    }
    part.clear();
  };
  for (const char c : name) {
    if (c == '(' || c == ')' || c == ',') {
      const bool was_inside = depth > 0;
      close();
      if (c == '(') ++depth;
      if (c == ')') depth = std::max(0, depth - 1);
      if (c == ',' && !was_inside) is_first = false;
    } else {
      part += c;
    }
  }
  close();
  return tiers;
}

std::string without_generic(std::string folded, const std::vector<std::string>& generic) {
  for (const std::string& word : generic) {
    const std::size_t at = folded.find(word);
    if (at != std::string::npos) folded.replace(at, word.size(), " ");
  }
  return folded;
}

bool is_known(const Area& area, std::span<const Claim> claims) {
  AreaTest test(area);
  return std::any_of(claims.begin(), claims.end(),
                     [&](const Claim& claim) { return claim.place && test(*claim.place); });
}

}  // namespace

Area known_by_name(const Area& area, std::span<const Claim> claims,
                   const std::vector<std::string>& generic) {
  if (area.name.empty() || area.circle || !area.polygon.empty() || is_known(area, claims)) {
    return area;
  }
  for (const std::vector<std::string>& tier : tiers_of(area.name)) {
    Area named{area.name, std::nullopt, {}, {}, area.countries};
    for (const std::string& part : tier) {
      named.names.push_back(fold_words(part));
      const std::string short_name = without_generic(named.names.back(), generic);
      if (short_name != " " && short_name != named.names.back()) named.names.push_back(short_name);
    }
    if (is_known(named, claims)) return named;
  }
  return area;
}

double distance_km(double lat1, double lon1, double lat2, double lon2) {
  constexpr double kEarthRadiusKm = 6371.0088;
  constexpr double kRadians = std::numbers::pi / 180;
  const double north = std::sin((lat2 - lat1) * kRadians / 2);
  const double east = std::sin((lon2 - lon1) * kRadians / 2);
  const double part =
      north * north + std::cos(lat1 * kRadians) * std::cos(lat2 * kRadians) * east * east;
  return 2 * kEarthRadiusKm * std::asin(std::min(1.0, std::sqrt(part)));
}

AreaTest::AreaTest(const Area& area) : area_(area), folded_(area.names) {
  if (folded_.empty()) folded_.push_back(fold_words(area.name));
}

bool AreaTest::is_everywhere() const {
  return !area_.circle && area_.polygon.empty() && area_.name.empty();
}

bool AreaTest::is_name(const std::string& words) {
  if (words.empty()) return false;
  const auto [at, is_new] = known_.try_emplace(words, false);
  if (is_new) {
    at->second = std::find(folded_.begin(), folded_.end(), fold_words(words)) != folded_.end();
  }
  return at->second;
}

bool AreaTest::named(const ClaimPlace& place) {
  const auto& countries = area_.countries;
  if (std::find(countries.begin(), countries.end(), place.country) != countries.end()) return true;
  return place.id == area_.name || place.country == area_.name || is_name(place.admin1) ||
         is_name(place.admin2) || is_name(place.name);
}

bool AreaTest::operator()(const ClaimPlace& place) {
  if (is_everywhere()) return true;
  if (area_.circle) {
    return distance_km(place.lat, place.lon, area_.circle->lat, area_.circle->lon) <=
           area_.circle->radius_km;
  }
  if (area_.polygon.empty()) return named(place);
  bool inside = false;  // even-odd rule
  const auto& corners = area_.polygon;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const auto& [lat_i, lon_i] = corners[i];
    const auto& [lat_j, lon_j] = corners[j];
    if ((lat_i > place.lat) == (lat_j > place.lat)) continue;
    const double crossing = lon_i + (lon_j - lon_i) * (place.lat - lat_i) / (lat_j - lat_i);
    if (place.lon < crossing) inside = !inside;
  }
  return inside;
}

}  // namespace tocsin::assess
