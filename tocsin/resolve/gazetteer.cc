#include "tocsin/resolve/gazetteer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <tuple>

namespace tocsin::resolve {
namespace {

// The parts of the file, in their order.
enum Part : std::uint32_t {
  kRules,
  kRows,
  kExactKeys,
  kExactRefs,
  kStrippedKeys,
  kStrippedRefs,
  kSkeletonKeys,
  kSkeletonRefs,
  kConsonantKeys,
  kConsonantRefs,
  kStrings
};

struct StoredRow {
  std::uint32_t id;
  std::uint32_t name;
  std::uint32_t country;
  std::uint32_t admin1;
  std::uint32_t admin2;
  std::uint32_t feature;
  std::int32_t lat_e6;
  std::int32_t lon_e6;
  std::uint32_t population;
  std::uint32_t radius_m;
};

struct StoredKey {
  std::uint32_t text;
  std::uint32_t first;
  std::uint32_t count;
};

constexpr double kMicro = 1e-6;
constexpr double kMetresInKm = 1000;
constexpr std::uint32_t kAdjectiveRef = 2;
constexpr std::string_view kWiderGazetteer = "geonames:";  // imports of it are no one's own

template <typename T>
T read(std::string_view part, std::size_t number) {
  T value;
  std::memcpy(&value, part.data() + number * sizeof(T), sizeof(T));
  return value;
}

constexpr double kSamePlaceKm = 25;
constexpr double kEarthKm = 6371;
constexpr double kKmOfDegree = 111;

bool comes_before(const PlaceRow& a, const PlaceRow& b) {
  return std::tuple(a.match, !a.is_own, ~a.population, a.number) <
         std::tuple(b.match, !b.is_own, ~b.population, b.number);
}

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

double distance_km(double lat, double lon, double other_lat, double other_lon) {
  const double across = std::sin(radians(other_lat - lat) / 2);
  const double along = std::sin(radians(other_lon - lon) / 2);
  const double h =
      across * across + std::cos(radians(lat)) * std::cos(radians(other_lat)) * along * along;
  return 2 * kEarthKm * std::asin(std::min(1.0, std::sqrt(h)));
}

bool is_area(const PlaceRow& row) {
  return row.feature.starts_with("ADM") || row.feature == "PCLI";
}

/// Whether an addition and an entry of the base that bear the same name are one place.
bool is_same_place(const PlaceRow& own, const PlaceRow& other) {
  if (own.id == other.id) return true;
  if (is_area(own) != is_area(other)) return false;
  if (is_area(own) && own.feature != other.feature) return false;
  if (!own.country.empty() && !other.country.empty() && own.country != other.country) return false;
  const double reach = std::max({kSamePlaceKm, own.radius_km, other.radius_km});
  return distance_km(own.lat, own.lon, other.lat, other.lon) <= reach;
}

}  // namespace

Gazetteer Gazetteer::open(const std::filesystem::path& path) {
  return Gazetteer(GazetteerFile(path));
}

Gazetteer Gazetteer::open(const std::filesystem::path& path,
                          const std::filesystem::path& additions) {
  return Gazetteer(GazetteerFile(path), GazetteerFile(additions));
}

Gazetteer::Layer::Layer(GazetteerFile mapped)
    : file(std::move(mapped)),
      rows(file.part(kRows)),
      names{Index{file.part(kExactKeys), file.part(kExactRefs)},
            Index{file.part(kStrippedKeys), file.part(kStrippedRefs)},
            Index{file.part(kSkeletonKeys), file.part(kSkeletonRefs)},
            Index{file.part(kConsonantKeys), file.part(kConsonantRefs)}},
      strings(file.part(kStrings)),
      row_count(static_cast<std::uint32_t>(rows.size() / sizeof(StoredRow))) {}

Gazetteer::Gazetteer(GazetteerFile file, std::optional<GazetteerFile> additions)
    : base_(std::move(file)), own_begin_(base_.row_count), folding_(base_.file.part(kRules)) {
  if (!additions) return;
  own_.emplace(std::move(*additions));
  if (own_->file.part(kRules) == base_.file.part(kRules)) return;
  own_->file.fail("names folded by other rules",
                  "those of the gazetteer: run `tocsin gazetteer build`");
}

std::string_view Gazetteer::Layer::text(std::uint32_t offset) const {
  std::uint16_t length = 0;
  if (offset + sizeof(length) > strings.size()) file.fail("a name outside", "names inside");
  std::memcpy(&length, strings.data() + offset, sizeof(length));
  if (offset + sizeof(length) + length > strings.size()) {
    file.fail("a name that ends after the names", "names inside");
  }
  return strings.substr(offset + sizeof(length), length);
}

PlaceRow Gazetteer::Layer::row(std::uint32_t number) const {
  if (number >= row_count) {
    file.fail("row " + std::to_string(number), std::to_string(row_count) + " rows");
  }
  const auto stored = read<StoredRow>(rows, number);
  return {.number = number,
          .id = text(stored.id),
          .name = text(stored.name),
          .country = text(stored.country),
          .admin1 = text(stored.admin1),
          .admin2 = text(stored.admin2),
          .feature = text(stored.feature),
          .lat = stored.lat_e6 * kMicro,
          .lon = stored.lon_e6 * kMicro,
          .population = stored.population,
          .radius_km = stored.radius_m / kMetresInKm};
}

PlaceRow Gazetteer::row(std::uint32_t number) const {
  if (number < own_begin_ || !own_) return base_.row(number);
  PlaceRow place = own_->row(number - own_begin_);
  place.number = number;
  place.is_own = !place.id.starts_with(kWiderGazetteer);
  return place;
}

void Gazetteer::verify() const {
  base_.file.verify();
  if (own_) own_->file.verify();
}

std::optional<PlaceRow> Gazetteer::nearest(double lat, double lon, double within_km) const {
  std::optional<std::uint32_t> best;
  double least = within_km;
  const auto look_at = [&](const Layer& layer, std::uint32_t begin) {
    for (std::uint32_t i = 0; i < layer.row_count; ++i) {
      const auto stored = read<StoredRow>(layer.rows, i);
      if (std::abs(stored.lat_e6 * kMicro - lat) * kKmOfDegree > least) continue;
      const double km = distance_km(lat, lon, stored.lat_e6 * kMicro, stored.lon_e6 * kMicro);
      if (km > least || !layer.text(stored.feature).starts_with("PPL")) continue;
      least = km;
      best = begin + i;
    }
  };
  look_at(base_, 0);
  if (own_) look_at(*own_, own_begin_);
  return best ? std::optional(row(*best)) : std::nullopt;
}

/// Each row once, with its best match, and none of the base that an addition stands for; best
/// first.
void Gazetteer::settle(std::vector<PlaceRow>& rows, std::uint32_t own_begin) {
  std::stable_sort(rows.begin(), rows.end(), [](const PlaceRow& a, const PlaceRow& b) {
    return std::tuple(a.number, a.match) < std::tuple(b.number, b.match);
  });
  const auto same = [](const PlaceRow& a, const PlaceRow& b) { return a.number == b.number; };
  rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
  const std::vector<PlaceRow> own(
      std::find_if(rows.begin(), rows.end(),
                   [&](const PlaceRow& row) { return row.number >= own_begin; }),
      rows.end());
  std::erase_if(rows, [&](const PlaceRow& row) {
    return row.number < own_begin && std::any_of(own.begin(), own.end(), [&](const PlaceRow& each) {
             return is_same_place(each, row);
           });
  });
  std::sort(rows.begin(), rows.end(), comes_before);
}

void Gazetteer::look_up(Names names, std::string_view key, NameMatch floor,
                        std::vector<PlaceRow>& found) const {
  const std::size_t before = found.size();
  look_up(base_, 0, names, key, floor, found);
  if (!own_) return;
  look_up(*own_, own_begin_, names, key, floor, found);
  for (std::size_t i = before; i < found.size(); ++i) {
    found[i].is_own = found[i].number >= own_begin_ && !found[i].id.starts_with(kWiderGazetteer);
  }
}

void Gazetteer::look_up(const Layer& layer, std::uint32_t begin, Names names, std::string_view key,
                        NameMatch floor, std::vector<PlaceRow>& found) {
  const Index& index = layer.names[names];
  std::size_t low = 0;
  std::size_t high = index.keys.size() / sizeof(StoredKey);
  const std::size_t end = high;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (layer.text(read<StoredKey>(index.keys, middle).text) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == end || key.empty()) return;
  const auto stored = read<StoredKey>(index.keys, low);
  if (layer.text(stored.text) != key) return;
  const std::size_t refs = index.refs.size() / sizeof(std::uint32_t);
  if (stored.first > refs || stored.count > refs - stored.first) {
    layer.file.fail("a name that leads nowhere", "rows for every name");
  }
  for (std::uint32_t i = 0; i < stored.count; ++i) {
    const auto ref = read<std::uint32_t>(index.refs, stored.first + i);
    PlaceRow place = layer.row(ref >> 2);
    place.number += begin;
    const std::uint32_t kind = ref & 3U;
    place.match = kind == kAdjectiveRef ? NameMatch::kAdjective
                                        : std::max(floor, static_cast<NameMatch>(kind));
    found.push_back(place);
  }
}

std::vector<PlaceRow> Gazetteer::find(std::string_view name) const {
  const std::string folded = folding_.fold(name);
  std::vector<PlaceRow> found;
  look_up(kExact, folded, NameMatch::kPrimary, found);
  settle(found, own_begin_);
  if (found.empty() || found.front().match == NameMatch::kAdjective) return find_loosely(name);
  return found;
}

std::vector<PlaceRow> Gazetteer::find_loosely(std::string_view name) const {
  const std::string folded = folding_.fold(name);
  const std::string stripped = folding_.strip(folded);
  std::vector<PlaceRow> found;
  look_up(kExact, folded, NameMatch::kPrimary, found);
  look_up(kStripped, stripped, NameMatch::kStripped, found);
  look_up(kSkeletons, folding_.skeleton(stripped), NameMatch::kSkeleton, found);
  const auto is_outside_ascii = [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; };
  if (found.empty() && std::any_of(stripped.begin(), stripped.end(), is_outside_ascii)) {
    look_up(kConsonants, folding_.consonants(stripped), NameMatch::kConsonants, found);
  }
  settle(found, own_begin_);
  return found;
}

}  // namespace tocsin::resolve
