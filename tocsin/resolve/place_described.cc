#include "tocsin/resolve/place_described.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tocsin/core/capital_words.h"
#include "tocsin/resolve/place_candidate.h"
#include "tocsin/resolve/place_name.h"

namespace tocsin::resolve {
namespace {

constexpr std::ptrdiff_t kLongestOffset = 8;  // words of "some 12 km to the west of"
constexpr std::uint32_t kFarthestName = 800;  // bytes from a name to "the village"
constexpr std::size_t kNumberWords = 3;       // before a unit: "a hundred and"
constexpr std::size_t kNameWords = 8;         // behind it: "to the south-east of Umm al-Rizam"
constexpr double kDescribedFactor = 0.8;
constexpr double kMovedFactor = 0.75;  // less, so that the name of what lies there comes first

/// Where the text puts something, and where in the text the words for it begin.
struct Description {
  std::uint32_t begin = 0;
  PlaceCandidate place;
};

class Describer {
 public:
  Describer(const DescribedInput& input, std::map<Span, PlaceValue>& values)
      : input_(input), values_(values) {}

  void describe() {
    for (const PlaceMention& mention : input_.mentions) {
      const std::optional<Description> found = description(mention);
      if (!found) continue;
      const Span name = subject(found->begin);
      give(name, *found);
      if (found->begin != mention.mention.begin) move(mention, name, found->place);
    }
    for (std::size_t at = 0; at < input_.text.tokens.size(); ++at) {
      if (!is_unit(input_.text.tokens[at])) continue;
      const std::optional<Description> found = told_at(at);
      if (found) give(subject(found->begin), *found);
    }
  }

 private:
  std::string_view words(Span span) const { return slice(input_.report.text, span); }

  PlaceReading read(Span span) const {
    return read_place_name(input_.report.text, span, input_.words, input_.gazetteer);
  }

  bool is_unit(Span token) const {
    return input_.words.units_m.contains(input_.gazetteer.folding().fold(words(token)));
  }

  /// The place that a mention is, with the distance from it that stands in or right before it.
  std::optional<Description> description(const PlaceMention& mention) const {
    const PlaceValue& value = values_.at(mention.mention);
    if (!value.place || mention.target != mention.mention) return std::nullopt;
    if (mention.reading.shape == PlaceShape::kOffset) {
      return Description{mention.mention.begin, *value.place};
    }
    // Distances are counted from the town, not from the district of its name.
    const PlaceCandidate from = town_of(mention.reading, *value.place);
    if (mention.reading.shape != PlaceShape::kWhole) return std::nullopt;
    const auto& tokens = input_.text.tokens;
    const auto at =
        std::lower_bound(tokens.begin(), tokens.end(), mention.mention.begin,
                         [](Span token, std::uint32_t begin) { return token.begin < begin; });
    std::optional<Description> found;
    double offset_km = 0;
    bool has_unit = false;  // without one there is no distance to read
    const auto most = std::min<std::ptrdiff_t>(kLongestOffset, at - tokens.begin());
    for (std::ptrdiff_t back = 1; back <= most; ++back) {
      const Span token = *(at - back);
      has_unit = has_unit || is_unit(token);
      if (!has_unit) continue;
      const Span span{token.begin, mention.mention.end};
      const PlaceReading reading = read(span);
      if (reading.shape != PlaceShape::kOffset || reading.key != mention.reading.key) continue;
      if (found && reading.offset_km == offset_km) continue;  // the words before are others
      offset_km = reading.offset_km;
      found = Description{span.begin, from};
      apply_shape(reading, found->place);
    }
    return found;
  }

  /// The town that an area has its name from, else the place itself.
  static PlaceCandidate town_of(const PlaceReading& reading, const PlaceCandidate& place) {
    constexpr double kReachKm = 80;
    if (!place.feature.starts_with("ADM")) return place;
    for (const PlaceRow& row : reading.rows) {
      if (!row.feature.starts_with("PPL") || row.country != place.country) continue;
      PlaceCandidate town = candidate_of(row);
      if (row.match > NameMatch::kAlternate || distance_km(town, place) > kReachKm) continue;
      town.score = place.score;
      town.reason = place.reason;
      return town;
    }
    return place;
  }

  /// A distance as it is read, with where its words begin.
  struct Distance {
    std::uint32_t begin = 0;
    PlaceReading reading;
  };

  /// The distance whose unit is token `unit`, from a name that ends with token `end`; more words
  /// before the unit count where they change the number ("twenty-five").
  std::optional<Distance> distance(std::size_t unit, std::size_t end) const {
    const auto& tokens = input_.text.tokens;
    std::optional<Distance> found;
    for (std::size_t back = 1; back <= std::min(unit, kNumberWords); ++back) {
      const Span span{tokens[unit - back].begin, tokens[end].end};
      PlaceReading reading = read(span);
      const bool is_distance = reading.shape == PlaceShape::kOffset && reading.offset_km > 0 &&
                               !reading.is_partial && !reading.rows.empty() &&
                               reading.name.end == span.end;
      if (!is_distance || (found && found->reading.offset_km == reading.offset_km)) continue;
      found = Distance{span.begin, std::move(reading)};
    }
    return found;
  }

  /// The distance whose unit is token `unit`, from a place that is no mention.
  std::optional<Description> told_at(std::size_t unit) const {
    const auto& tokens = input_.text.tokens;
    for (std::size_t end = std::min(tokens.size() - 1, unit + kNameWords); end > unit; --end) {
      if (is_placed(tokens[end])) continue;
      const std::optional<Distance> found = distance(unit, end);
      if (!found) continue;
      std::optional<PlaceCandidate> place = input_.known(found->reading);
      if (!place) return std::nullopt;
      apply_shape(found->reading, *place);
      return Description{found->begin, *std::move(place)};
    }
    return std::nullopt;
  }

  /// Whether the word is one of a mention with a place, which was read before.
  bool is_placed(Span token) const {
    return std::any_of(
        input_.mentions.begin(), input_.mentions.end(), [&](const PlaceMention& mention) {
          return overlaps(mention.mention, token) && values_.at(mention.mention).place;
        });
  }

  /// What the words between a place and where it lies tell of.
  enum class Told : std::uint8_t { kOther, kName, kVillage };

  bool is_town(const std::string& word) const {
    const auto type = input_.words.types.find(word);
    return type != input_.words.types.end() && type->second == PlaceType::kTown;
  }

  /// kVillage: only words that tell where something lies, and one for a settlement.
  Told told(Span gap) const {
    Told found = Told::kName;
    const std::string folded = input_.gazetteer.folding().fold(words(gap));
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t end = std::min(folded.find(' ', at), folded.size());
      const std::string word = folded.substr(at, end - at);
      at = end + 1;
      if (is_town(word)) {
        found = Told::kVillage;
      } else if (input_.words.types.contains(word)) {
        continue;  // "Umm Laham, the crossing 30 km from Kutum"
      } else if (!input_.words.described.contains(word) && !input_.words.articles.contains(word)) {
        return Told::kOther;
      }
    }
    return found;
  }

  bool is_unknown(const PlaceMention& mention) const {
    return !values_.at(mention.mention).place && !mention.reading.is_common &&
           mention.target == mention.mention && !name_of(mention.mention).empty();
  }

  /// The name of what the description that begins there is told of: the one right before it, or
  /// that of the last unknown mention before a sentence on "the village"; empty where there is
  /// none.
  Span subject(std::uint32_t begin) const {
    const std::uint32_t sentence = sentence_begin(begin);
    const PlaceMention* before = nullptr;
    for (const PlaceMention& mention : input_.mentions) {
      if (mention.mention.end <= begin && !mention.reading.is_common) before = &mention;
    }
    const std::uint32_t from =
        before == nullptr ? sentence : std::max(sentence, before->mention.end);
    const Told what = begin < from ? Told::kOther : told({from, begin});
    if (what == Told::kOther) return capitals_before({from, begin});
    if (before == nullptr) return {};
    if (before->mention.begin >= sentence) return is_unknown(*before) ? before->mention : Span{};
    const PlaceMention* last = what == Told::kVillage ? last_unknown(begin) : nullptr;
    return last == nullptr ? Span{} : last->mention;
  }

  /// The name in capitals that ends a stretch of text, before words that tell where something lies.
  Span capitals_before(Span part) const {
    if (part.end <= part.begin) return {};
    Span name;
    const auto& tokens = input_.text.tokens;
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
      if (token->begin >= part.end) continue;
      if (token->begin < part.begin) break;
      const bool is_capital = !capital_words(words(*token)).empty() && !is_small_word(*token);
      if (is_capital) {
        name = is_empty(name) ? *token : Span{token->begin, name.end};
      } else if (!is_empty(name) && words(*token) != "-" && words(*token) != "'") {
        break;
      } else if (is_empty(name) && told({token->begin, part.end}) == Told::kOther) {
        return {};
      }
    }
    return name;
  }

  bool is_small_word(Span token) const {
    const std::string word = input_.gazetteer.folding().fold(words(token));
    const PlaceWords& known = input_.words;
    return known.articles.contains(word) || known.inside.contains(word) ||
           known.near.contains(word) || known.away.contains(word);
  }

  const PlaceMention* last_unknown(std::uint32_t begin) const {
    for (auto at = input_.mentions.rbegin(); at != input_.mentions.rend(); ++at) {
      const PlaceMention& mention = *at;
      if (mention.mention.end > begin) continue;
      if (begin - mention.mention.end > kFarthestName) return nullptr;
      if (is_unknown(mention)) return &mention;
      const PlaceValue& value = values_.at(mention.mention);
      if (value.place && value.place->feature.starts_with("PPL")) return nullptr;
    }
    return nullptr;
  }

  std::uint32_t sentence_begin(std::uint32_t byte) const {
    std::uint32_t begin = 0;
    for (const Sentence& sentence : input_.text.sentences) {
      if (sentence.span.begin <= byte) begin = sentence.span.begin;
    }
    return begin;
  }

  /// The name alone, folded: "village of Kyet Su Taw" is "kyet su taw".
  std::string name_of(Span name) const {
    std::string folded = input_.gazetteer.folding().fold(words(name));
    while (!folded.empty()) {
      const std::size_t end = std::min(folded.find(' '), folded.size());
      const std::string word = folded.substr(0, end);
      if (!input_.words.articles.contains(word) && !input_.words.types.contains(word) &&
          !input_.words.inside.contains(word)) {
        break;
      }
      folded.erase(0, end + 1);
    }
    return folded;
  }

  /// Whether two names are one, or one is the other behind words for what it is: "gold pit of X".
  static bool is_name(const std::string& a, const std::string& b) {
    constexpr std::size_t kLongEnough = 5;  // bytes
    if (a == b) return true;
    const auto& [shorter, longer] = std::minmax(
        a, b, [](const auto& one, const auto& other) { return one.size() < other.size(); });
    return shorter.size() >= kLongEnough && longer.ends_with(" " + shorter);
  }

  void give(Span name, const Description& found) {
    if (is_empty(name)) return;
    for (const PlaceMention& mention : input_.mentions) {
      if (!is_unknown(mention) || !is_name(name_of(mention.mention), name_of(name))) continue;
      take_place(described(mention.mention, found.place), values_.at(mention.mention));
    }
  }

  /// "Umm Laham, 30 km from Kutum" is not Kutum.
  void move(const PlaceMention& mention, Span name, PlaceCandidate place) {
    if (!is_empty(name)) place = described(name, std::move(place));
    place.score *= kMovedFactor;
    place.reason = "the words before \"" + std::string(words(mention.mention)) +
                   "\" give a distance from it. " + place.reason;
    take_place(std::move(place), values_.at(mention.mention));
  }

  PlaceCandidate described(Span mention, PlaceCandidate place) const {
    std::array<char, 64> point{};
    std::snprintf(point.data(), point.size(), "point:%.3f,%.3f", place.lat, place.lon);
    const std::string name(words(mention));
    place.reason = "\"" + name + "\" lies where the text describes it, from " + place.name + " (" +
                   place.id + ").";
    place.id = point.data();
    place.name = name;
    place.feature = "PPL";
    place.score *= kDescribedFactor;
    return place;
  }

  const DescribedInput& input_;
  std::map<Span, PlaceValue>& values_;
};

}  // namespace

void take_descriptions(const DescribedInput& input, std::map<Span, PlaceValue>& values) {
  Describer(input, values).describe();
}

}  // namespace tocsin::resolve
