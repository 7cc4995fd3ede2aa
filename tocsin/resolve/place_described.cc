#include "tocsin/resolve/place_described.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tocsin/resolve/place_candidate.h"
#include "tocsin/resolve/place_name.h"

namespace tocsin::resolve {
namespace {

constexpr std::ptrdiff_t kLongestOffset = 8;  // words of "some 12 km to the west of"
constexpr std::uint32_t kFarthestName = 800;  // bytes from a name to "the village"
constexpr double kDescribedFactor = 0.8;

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
    for (std::size_t i = 0; i < input_.mentions.size(); ++i) {
      const std::optional<Description> found = description(input_.mentions[i]);
      if (!found) continue;
      const PlaceMention* named = subject(i, found->begin);
      if (named != nullptr) give(name_of(*named), *found);
    }
  }

 private:
  std::string_view words(Span span) const { return slice(input_.report.text, span); }

  /// The place that a mention is, with the distance from it that stands in or right before it.
  std::optional<Description> description(const PlaceMention& mention) const {
    const PlaceValue& value = values_.at(mention.mention);
    if (!value.place || mention.target != mention.mention) return std::nullopt;
    if (mention.reading.shape == PlaceShape::kOffset) {
      return Description{mention.mention.begin, *value.place};
    }
    if (mention.reading.shape != PlaceShape::kWhole) return std::nullopt;
    const auto& tokens = input_.text.tokens;
    const auto at =
        std::lower_bound(tokens.begin(), tokens.end(), mention.mention.begin,
                         [](Span token, std::uint32_t begin) { return token.begin < begin; });
    std::optional<Description> found;
    bool has_unit = false;  // without one there is no distance to read
    const auto most = std::min<std::ptrdiff_t>(kLongestOffset, at - tokens.begin());
    for (std::ptrdiff_t back = 1; back <= most; ++back) {
      const Span token = *(at - back);
      has_unit =
          has_unit || input_.words.units_m.contains(input_.gazetteer.folding().fold(words(token)));
      if (!has_unit) continue;
      const Span span{token.begin, mention.mention.end};
      PlaceReading reading =
          read_place_name(input_.report.text, span, input_.words, input_.gazetteer);
      if (reading.shape != PlaceShape::kOffset || reading.key != mention.reading.key) continue;
      found = Description{span.begin, *value.place};
      apply_shape(reading, found->place);
    }
    return found;
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
      } else if (!input_.words.described.contains(word) && !input_.words.articles.contains(word)) {
        return Told::kOther;
      }
    }
    return found;
  }

  bool is_unknown(const PlaceMention& mention) const {
    return !values_.at(mention.mention).place && !mention.reading.is_common &&
           mention.target == mention.mention && !name_of(mention).empty();
  }

  /// The mention that the description which begins there is told of: the one right before it, or
  /// the last unknown one before a sentence on "the village".
  const PlaceMention* subject(std::size_t i, std::uint32_t begin) const {
    const std::uint32_t sentence = sentence_begin(begin);
    const PlaceMention* before = nullptr;
    for (std::size_t j = 0; j < i; ++j) {
      const PlaceMention& mention = input_.mentions[j];
      if (mention.mention.end <= begin && !mention.reading.is_common) before = &mention;
    }
    if (before == nullptr) return nullptr;
    const std::uint32_t from = std::max(sentence, before->mention.end);
    const Told what = begin < from ? Told::kOther : told({from, begin});
    if (what == Told::kOther) return nullptr;
    if (before->mention.begin >= sentence) return is_unknown(*before) ? before : nullptr;
    return what == Told::kVillage ? last_unknown(i, begin) : nullptr;
  }

  const PlaceMention* last_unknown(std::size_t i, std::uint32_t begin) const {
    for (std::size_t j = i; j-- > 0;) {
      const PlaceMention& mention = input_.mentions[j];
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
  std::string name_of(const PlaceMention& mention) const {
    std::string folded = input_.gazetteer.folding().fold(words(mention.mention));
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

  void give(const std::string& name, const Description& found) {
    for (const PlaceMention& mention : input_.mentions) {
      if (!is_unknown(mention) || name_of(mention) != name) continue;
      take_place(described(mention, found.place), values_.at(mention.mention));
    }
  }

  PlaceCandidate described(const PlaceMention& mention, PlaceCandidate place) const {
    std::array<char, 64> point{};
    std::snprintf(point.data(), point.size(), "point:%.3f,%.3f", place.lat, place.lon);
    const std::string name(words(mention.mention));
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
