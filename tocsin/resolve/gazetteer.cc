#include "tocsin/resolve/gazetteer.h"

#include <algorithm>
#include <cstring>
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

template <typename T>
T read(std::string_view part, std::size_t number) {
  T value;
  std::memcpy(&value, part.data() + number * sizeof(T), sizeof(T));
  return value;
}

bool comes_before(const PlaceRow& a, const PlaceRow& b) {
  return std::tuple(a.match, ~a.population, a.number) <
         std::tuple(b.match, ~b.population, b.number);
}

/// Each row once, with its best match; best first.
void settle(std::vector<PlaceRow>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const PlaceRow& a, const PlaceRow& b) {
    return std::tuple(a.number, a.match) < std::tuple(b.number, b.match);
  });
  const auto same = [](const PlaceRow& a, const PlaceRow& b) { return a.number == b.number; };
  rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
  std::sort(rows.begin(), rows.end(), comes_before);
}

}  // namespace

Gazetteer Gazetteer::open(const std::filesystem::path& path) {
  return Gazetteer(GazetteerFile(path));
}

Gazetteer::Gazetteer(GazetteerFile file)
    : file_(std::move(file)),
      folding_(file_.part(kRules)),
      rows_(file_.part(kRows)),
      exact_{file_.part(kExactKeys), file_.part(kExactRefs)},
      stripped_{file_.part(kStrippedKeys), file_.part(kStrippedRefs)},
      skeletons_{file_.part(kSkeletonKeys), file_.part(kSkeletonRefs)},
      consonants_{file_.part(kConsonantKeys), file_.part(kConsonantRefs)},
      strings_(file_.part(kStrings)),
      row_count_(static_cast<std::uint32_t>(rows_.size() / sizeof(StoredRow))) {}

std::string_view Gazetteer::text(std::uint32_t offset) const {
  std::uint16_t length = 0;
  if (offset + sizeof(length) > strings_.size()) file_.fail("a name outside", "names inside");
  std::memcpy(&length, strings_.data() + offset, sizeof(length));
  if (offset + sizeof(length) + length > strings_.size()) {
    file_.fail("a name that ends after the names", "names inside");
  }
  return strings_.substr(offset + sizeof(length), length);
}

PlaceRow Gazetteer::row(std::uint32_t number) const {
  if (number >= row_count_) {
    file_.fail("row " + std::to_string(number), std::to_string(row_count_) + " rows");
  }
  const auto stored = read<StoredRow>(rows_, number);
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

void Gazetteer::look_up(const Index& index, std::string_view key, NameMatch floor,
                        std::vector<PlaceRow>& found) const {
  std::size_t low = 0;
  std::size_t high = index.keys.size() / sizeof(StoredKey);
  const std::size_t end = high;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (text(read<StoredKey>(index.keys, middle).text) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == end || key.empty()) return;
  const auto stored = read<StoredKey>(index.keys, low);
  if (text(stored.text) != key) return;
  const std::size_t refs = index.refs.size() / sizeof(std::uint32_t);
  if (stored.first > refs || stored.count > refs - stored.first) {
    file_.fail("a name that leads nowhere", "rows for every name");
  }
  for (std::uint32_t i = 0; i < stored.count; ++i) {
    const auto ref = read<std::uint32_t>(index.refs, stored.first + i);
    PlaceRow place = row(ref >> 2);
    const std::uint32_t kind = ref & 3U;
    place.match = kind == kAdjectiveRef ? NameMatch::kAdjective
                                        : std::max(floor, static_cast<NameMatch>(kind));
    found.push_back(place);
  }
}

std::vector<PlaceRow> Gazetteer::find(std::string_view name) const {
  const std::string folded = folding_.fold(name);
  std::vector<PlaceRow> found;
  look_up(exact_, folded, NameMatch::kPrimary, found);
  settle(found);
  if (found.empty() || found.front().match == NameMatch::kAdjective) return find_loosely(name);
  return found;
}

std::vector<PlaceRow> Gazetteer::find_loosely(std::string_view name) const {
  const std::string folded = folding_.fold(name);
  const std::string stripped = folding_.strip(folded);
  std::vector<PlaceRow> found;
  look_up(exact_, folded, NameMatch::kPrimary, found);
  look_up(stripped_, stripped, NameMatch::kStripped, found);
  look_up(skeletons_, folding_.skeleton(stripped), NameMatch::kSkeleton, found);
  const auto is_outside_ascii = [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; };
  if (found.empty() && std::any_of(stripped.begin(), stripped.end(), is_outside_ascii)) {
    look_up(consonants_, folding_.consonants(stripped), NameMatch::kConsonants, found);
  }
  settle(found);
  return found;
}

}  // namespace tocsin::resolve
