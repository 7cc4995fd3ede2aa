#include "tocsin/resolve/gazetteer_write.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <unordered_map>

#include "tocsin/core/utf8.h"
#include "tocsin/resolve/gazetteer_file.h"
#include "tocsin/resolve/gazetteer_fold.h"

namespace tocsin::resolve {
namespace {

constexpr double kMicro = 1e6;
constexpr double kMetresInKm = 1000;
constexpr std::uint32_t kPrimary = 0;
constexpr std::uint32_t kAlternate = 1;
constexpr std::size_t kLongestString = 65535;

template <typename T>
void put(std::string& bytes, T value) {
  std::array<char, sizeof(T)> raw;
  std::memcpy(raw.data(), &value, sizeof(T));
  bytes.append(raw.data(), raw.size());
}

/// Every string once; an offset leads to its length and its bytes.
class Strings {
 public:
  std::uint32_t at(std::string_view text) {
    const std::string key(text.substr(0, kLongestString));
    const auto [place, is_new] = at_.try_emplace(key, static_cast<std::uint32_t>(bytes_.size()));
    if (is_new) {
      put(bytes_, static_cast<std::uint16_t>(key.size()));
      bytes_ += key;
    }
    return place->second;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::unordered_map<std::string, std::uint32_t> at_;
  std::string bytes_;
};

using Keys = std::map<std::string, std::map<std::uint32_t, std::uint32_t>>;

void add(Keys& keys, const std::string& key, std::uint32_t row, std::uint32_t kind) {
  if (key.empty()) return;
  const auto [place, is_new] = keys[key].try_emplace(row, kind);
  if (!is_new) place->second = std::min(place->second, kind);
}

/// Sorted keys (string, first, count) and what they lead to (row << 2 | kind).
std::array<std::string, 2> index(const Keys& keys, Strings& strings) {
  std::array<std::string, 2> parts;
  for (const auto& [key, rows] : keys) {
    put(parts[0], strings.at(key));
    put(parts[0], static_cast<std::uint32_t>(parts[1].size() / sizeof(std::uint32_t)));
    put(parts[0], static_cast<std::uint32_t>(rows.size()));
    for (const auto& [row, kind] : rows) put(parts[1], row << 2 | kind);
  }
  return parts;
}

std::string row_of(const NewPlace& place, Strings& strings) {
  std::string bytes;
  for (const std::string* text :
       {&place.id, &place.name, &place.country, &place.admin1, &place.admin2, &place.feature}) {
    put(bytes, strings.at(*text));
  }
  const double radius = place.radius_km > 0 ? place.radius_km : town_radius_km(place.population);
  put(bytes, static_cast<std::int32_t>(std::lround(place.lat * kMicro)));
  put(bytes, static_cast<std::int32_t>(std::lround(place.lon * kMicro)));
  put(bytes, place.population);
  put(bytes, static_cast<std::uint32_t>(std::lround(radius * kMetresInKm)));
  return bytes;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

}  // namespace

double town_radius_km(std::uint32_t population) {
  constexpr double kLeast = 1.5;
  constexpr double kMost = 40;
  constexpr double kForRoot = 0.012;
  const double radius = std::clamp(kForRoot * std::sqrt(population), kLeast, kMost);
  return std::round(radius * 10) / 10;
}

std::string compile_gazetteer(const std::vector<NewPlace>& places, std::string_view rules) {
  const NameFolding folding(rules);
  Strings strings;
  std::string rows;
  std::array<Keys, 4> keys;  // exact, stripped, skeletons, consonants
  for (std::uint32_t number = 0; number < places.size(); ++number) {
    const NewPlace& place = places[number];
    rows += row_of(place, strings);
    std::vector<std::string> names = place.names;
    names.insert(names.begin(), place.name);
    const bool is_latin = std::all_of(names.begin(), names.end(), [&](const std::string& name) {
      return is_ascii(folding.fold(name));
    });
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::uint32_t kind = i == 0 ? kPrimary : kAlternate;
      const std::string folded = folding.fold(names[i]);
      if (folded.size() < 2) continue;
      const std::string bare = folding.strip(folded);
      add(keys[0], folded, number, kind);
      add(keys[1], bare, number, kind);
      add(keys[2], folding.skeleton(bare), number, kind);
      if (is_latin) add(keys[3], folding.consonants(bare), number, kind);
    }
  }
  std::vector<std::string> parts{std::string(rules), std::move(rows)};
  for (const Keys& each : keys) {
    for (std::string& part : index(each, strings)) parts.push_back(std::move(part));
  }
  parts.push_back(strings.take());
  return gazetteer_bytes(parts);
}

}  // namespace tocsin::resolve
