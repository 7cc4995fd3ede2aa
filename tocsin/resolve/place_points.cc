#include "tocsin/resolve/place_points.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

#include "tocsin/resolve/place_candidate.h"

namespace tocsin::resolve {
namespace {

constexpr double kPointAreaKm = 40;     // farther from any town the areas of a point stay unknown
constexpr double kPointOfPlaceKm = 40;  // a point farther from a place of that name is not its own
constexpr std::uint32_t kLongestPointGap = 40;  // bytes between a place and its point

std::string in_quotes(std::string_view words) { return "\"" + std::string(words) + "\""; }

bool leads_to(Span mention, Span point, const PointInput& input) {
  if (point.begin - mention.end > kLongestPointGap) return false;
  const std::string_view gap = slice(input.report.text, {mention.end, point.begin});
  if (gap.find_first_of(".;!?\n") != std::string_view::npos) return false;
  const std::string folded = input.gazetteer.folding().fold(gap);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    const std::string word = folded.substr(at, end - at);
    if (!input.words.point_words.contains(word) && !input.words.articles.contains(word))
      return false;
    at = end + 1;
  }
  return true;
}

/// The mention that a point stands in, or right behind: "Tafas (32.738, 36.066)".
const PlaceMention* owner_of(const TextPoint& point, const PointInput& input) {
  const PlaceMention* owner = nullptr;
  for (const PlaceMention& mention : input.mentions) {
    if (overlaps(mention.mention, point.span)) return &mention;
    if (mention.mention.end <= point.span.begin && leads_to(mention.mention, point.span, input)) {
      owner = &mention;
    }
  }
  return owner;
}

PlaceCandidate candidate_at(const TextPoint& point, const PlaceMention* owner,
                            const PointInput& input, const std::map<Span, PlaceValue>& values) {
  std::array<char, 64> shown{};
  std::snprintf(shown.data(), shown.size(), "%.5f, %.5f", point.lat, point.lon);
  PlaceCandidate place{.name = std::string(slice(input.report.text, point.span)),
                       .id = "point:" + std::string(shown.data())};
  std::erase(place.id, ' ');
  if (const auto near = input.gazetteer.nearest(point.lat, point.lon, kPointAreaKm)) {
    place.country = near->country;
    place.admin1 = near->admin1;
    place.admin2 = near->admin2;
  }
  place.reason = in_quotes(slice(input.report.text, point.span)) + " is the point itself.";
  if (owner != nullptr && owner->name) {
    place.name = std::string(slice(input.report.text, owner->reading.name));
    for (const PlaceCandidate& known : values.at(owner->mention).candidates) {
      PlaceCandidate at_point = known;
      at_point.lat = point.lat;
      at_point.lon = point.lon;
      if (distance_km(known, at_point) > kPointOfPlaceKm) continue;
      place = known;
      place.reason = in_quotes(slice(input.report.text, owner->reading.name)) + " is " +
                     known.name + " (" + known.id + "), at the point that the text gives.";
      break;
    }
  }
  place.lat = point.lat;
  place.lon = point.lon;
  place.radius_km = point.radius_km;
  place.precision = PlacePrecision::kPoint;
  place.score = 1;
  return place;
}

}  // namespace

void take_points(const PointInput& input, std::map<Span, PlaceValue>& values) {
  if (input.words.points == nullptr) return;
  for (const TextPoint& point : input.words.points->find(input.report.text)) {
    const PlaceMention* owner = owner_of(point, input);
    const Span span = owner == nullptr ? point.span : owner->mention;
    PlaceValue& value = values.try_emplace(span, PlaceValue{.span = span}).first->second;
    take_place(candidate_at(point, owner, input, values), value);
  }
}

}  // namespace tocsin::resolve
