#include "tocsin/resolve/place_name.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstdlib>

#include "tocsin/core/utf8.h"

namespace tocsin::resolve {
namespace {

constexpr double kMetresInKm = 1000;
constexpr std::size_t kPartialBytes = 4;  // a shorter part of a name says too little
constexpr std::size_t kMostRows = 60;

struct Word {
  std::string folded;
  Span span;
};

struct Range {
  std::size_t begin;
  std::size_t end;
  bool empty() const { return begin >= end; }
};

bool is_apostrophe(char32_t letter) { return letter == U'\'' || letter == U'’'; }
bool is_comma(char32_t letter) { return letter == U',' || letter == U'،'; }

bool is_word_letter(char32_t letter) {
  const auto code = static_cast<UChar32>(letter);
  constexpr std::uint32_t kMarks = U_GC_M_MASK | U_GC_CF_MASK | U_GC_LM_MASK;
  return u_isalnum(code) != 0 || (U_GET_GC_MASK(code) & kMarks) != 0 || letter == U'.' ||
         letter == U'`' || letter == U'‘';
}

/// The words of a mention, cut where folding would cut them; a comma and a possessive ending are
/// words of their own.
std::vector<Word> split_words(std::string_view text, Span span, const NameFolding& folding) {
  std::vector<Word> words;
  std::uint32_t begin = span.begin;
  bool in_word = false;
  const auto close = [&](std::uint32_t end) {
    if (in_word) words.push_back({folding.fold(slice(text, {begin, end})), {begin, end}});
    in_word = false;
  };
  for (std::uint32_t at = span.begin; at < span.end;) {
    const CodePoint letter = decode_utf8(text, at);
    const std::uint32_t next = at + letter.bytes;
    const bool possessive =
        is_apostrophe(letter.value) && next < span.end && text[next] == 's' &&
        (next + 1 >= span.end || !is_word_letter(decode_utf8(text, next + 1).value));
    if (possessive && next + 1 < span.end) {
      close(at);
      words.push_back({"s", {next, next + 1}});
      at = next + 1;
      continue;
    }
    if (is_word_letter(letter.value) || (in_word && is_apostrophe(letter.value))) {
      if (!in_word) begin = at;
      in_word = true;
    } else {
      close(at);
      if (is_comma(letter.value)) words.push_back({",", {at, next}});
    }
    at = next;
  }
  close(span.end);
  std::erase_if(words, [](const Word& word) { return word.folded.empty(); });
  return words;
}

/// False for words in lower case of a script that has capitals: such words are no name.
bool may_be_name(std::string_view surface) {
  bool cased = false;
  for (std::size_t at = 0; at < surface.size();) {
    const CodePoint letter = decode_utf8(surface, at);
    const auto code = static_cast<UChar32>(letter.value);
    if (u_isupper(code) != 0 || u_istitle(code) != 0) return true;
    cased = cased || u_islower(code) != 0;
    at += letter.bytes;
  }
  return !cased;
}

class NameReader {
 public:
  NameReader(std::string_view text, Span span, const PlaceWords& rules, const Gazetteer& gazetteer)
      : text_(text),
        rules_(rules),
        gazetteer_(gazetteer),
        words_(split_words(text, span, gazetteer.folding())) {}

  PlaceReading read() {
    const Range all{0, words_.size()};
    if (all.empty()) return {};
    PlaceReading reading;
    if (is_common(all, reading)) {
      curated(all, reading);
      return reading;
    }
    for (const Search search : {Search::kExact, Search::kLoose}) {
      search_ = search;
      if (PlaceReading attempt; road(all, attempt)) return attempt;
    }
    for (const Search search : {Search::kExact, Search::kLoose}) {
      search_ = search;
      for (const auto step : {&NameReader::peel, &NameReader::split}) {
        PlaceReading attempt;
        if ((this->*step)(all, attempt)) return attempt;
      }
    }
    search_ = Search::kExact;
    PlaceReading rest;
    peel(all, rest);
    partial(core_, rest);
    return rest;
  }

 private:
  enum class Search : std::uint8_t { kExact, kLoose };

  std::string phrase(Range range) const {
    std::string joined;
    for (std::size_t i = range.begin; i < range.end; ++i) {
      if (i > range.begin) joined += ' ';
      joined += words_[i].folded;
    }
    return joined;
  }

  Span span_of(Range range) const {
    return {words_[range.begin].span.begin, words_[range.end - 1].span.end};
  }

  /// How many words at the beginning of `range` are a phrase of `known`; the longest.
  template <typename Known>
  std::size_t at_front(Range range, const Known& known) const {
    for (std::size_t n = std::min(rules_.longest, range.end - range.begin); n > 0; --n) {
      if (known.contains(phrase({range.begin, range.begin + n}))) return n;
    }
    return 0;
  }

  template <typename Known>
  std::size_t at_back(Range range, const Known& known) const {
    for (std::size_t n = std::min(rules_.longest, range.end - range.begin); n > 0; --n) {
      if (known.contains(phrase({range.end - n, range.end}))) return n;
    }
    return 0;
  }

  /// Whether every word is one of the rules'; what they say goes into `reading`.
  bool is_common(Range range, PlaceReading& reading) const {
    while (!range.empty()) {
      std::size_t n = std::max({at_front(range, rules_.focus), at_front(range, rules_.articles),
                                at_front(range, rules_.near), at_front(range, rules_.inside),
                                at_front(range, rules_.parts), at_front(range, rules_.joiners)});
      const std::size_t types = at_front(range, rules_.types);
      const std::size_t bearings = at_front(range, rules_.bearings);
      if (types > 0) reading.type = rules_.types.at(phrase({range.begin, range.begin + types}));
      if (bearings > 0) {
        reading.bearing = rules_.bearings.at(phrase({range.begin, range.begin + bearings}));
      }
      n = std::max({n, types, bearings});
      if (n == 0) return false;
      range.begin += n;
    }
    reading.is_common = true;
    return true;
  }

  /// "the Strip", "the Gulf": common nouns that the project's own tables hold to be names.
  void curated(Range range, PlaceReading& reading) const {
    const std::string_view surface = slice(text_, span_of(range));
    if (!may_be_name(surface)) return;
    for (PlaceRow& row : gazetteer_.find(surface)) {
      if (row.match <= NameMatch::kAlternate && row.id.starts_with("supplement:")) {
        reading.rows.push_back(std::move(row));
      }
    }
    if (reading.rows.empty()) return;
    reading = {.name = span_of(range), .key = phrase(range), .rows = std::move(reading.rows)};
  }

  bool look_up(Range range, PlaceReading& reading, std::string_view surface) const {
    if (range.empty() || !may_be_name(surface)) return false;
    std::vector<PlaceRow> rows = gazetteer_.find_loosely(surface);
    const auto is_exact = [](const PlaceRow& row) {
      return row.match <= NameMatch::kAlternate || row.match == NameMatch::kAdjective;
    };
    const bool exact = std::any_of(rows.begin(), rows.end(), is_exact);
    if (rows.empty() || (search_ == Search::kExact && !exact)) return false;
    if (rows.size() > kMostRows) rows.resize(kMostRows);
    reading.rows = std::move(rows);
    reading.name = span_of(range);
    reading.key = gazetteer_.folding().fold(surface);
    return true;
  }

  bool look_up(Range range, PlaceReading& reading) const {
    if (range.empty()) return false;
    return look_up(range, reading, slice(text_, span_of(range)));
  }

  /// A preposition written together with the name.
  bool look_up_without_prefix(Range range, PlaceReading& reading) const {
    const std::string whole = phrase(range);
    for (const auto& [prefix, stands_for] : rules_.contracted) {
      if (whole.starts_with(prefix) &&
          look_up(range, reading, stands_for + whole.substr(prefix.size()))) {
        return true;
      }
    }
    return std::any_of(rules_.prefixes.begin(), rules_.prefixes.end(), [&](const auto& prefix) {
      return whole.starts_with(prefix) && look_up(range, reading, whole.substr(prefix.size()));
    });
  }

  static void take_shape(PlaceShape shape, PlaceReading& reading) {
    if (reading.shape == PlaceShape::kWhole || shape == PlaceShape::kOffset) reading.shape = shape;
  }

  void take_type(PlaceType type, PlaceReading& reading) const {
    if (reading.type == PlaceType::kNone) reading.type = type;
    if (type == PlaceType::kFacility || type == PlaceType::kQuarter) {
      take_shape(PlaceShape::kWithin, reading);
    }
    if (type == PlaceType::kArea) take_shape(PlaceShape::kWithin, reading);
    if (type == PlaceType::kBorder) take_shape(PlaceShape::kNear, reading);
  }

  /// "8 km", "8 km north of", "two miles from": how many words; 0 where there is no distance.
  std::size_t distance(Range range, PlaceReading& reading) const {
    std::size_t n = at_front(range, rules_.numbers);
    double value = 0;
    if (n > 0) {
      value = rules_.numbers.at(phrase({range.begin, range.begin + n}));
    } else {
      char* end = nullptr;
      const std::string& digits = words_[range.begin].folded;
      value = std::strtod(digits.c_str(), &end);
      if (end == digits.c_str() || *end != '\0') return 0;
      n = 1;
    }
    const Range rest{range.begin + n, range.end};
    const std::size_t unit = rest.empty() ? 0 : at_front(rest, rules_.units_m);
    if (unit == 0) return 0;
    const double metres = rules_.units_m.at(phrase({rest.begin, rest.begin + unit}));
    reading.offset_km = value * metres / kMetresInKm;
    return n + unit;
  }

  /// Takes off one phrase of the rules; false where there is none.
  bool peel_one(Range& range, PlaceReading& reading) const {
    if (const std::size_t n = at_front(range, rules_.articles)) return range.begin += n, true;
    if (const std::size_t n = at_back(range, rules_.types); n > 0 && range.end - range.begin > n) {
      take_type(rules_.types.at(phrase({range.end - n, range.end})), reading);
      return range.end -= n, true;
    }
    if (const std::size_t n = at_front(range, rules_.types); n > 0 && range.end - range.begin > n) {
      take_type(rules_.types.at(phrase({range.begin, range.begin + n})), reading);
      range.begin += n;
      const std::size_t of = at_front(range, rules_.inside);
      range.begin += of;
      return true;
    }
    if (const std::size_t n = distance(range, reading)) return range.begin += n, true;
    return peel_direction(range, reading) || peel_part(range, reading);
  }

  bool peel_direction(Range& range, PlaceReading& reading) const {
    if (const std::size_t n = at_front(range, rules_.bearings)) {
      reading.bearing = rules_.bearings.at(phrase({range.begin, range.begin + n}));
      range.begin += n;
      const std::size_t of = range.empty() ? 0 : at_front(range, rules_.inside);
      range.begin += of;
      const PlaceShape outside = of > 0 ? PlaceShape::kNear : PlaceShape::kWithin;
      take_shape(reading.offset_km > 0 ? PlaceShape::kOffset : outside, reading);
      return true;
    }
    if (const std::size_t n = at_back(range, rules_.bearings)) {
      reading.bearing = rules_.bearings.at(phrase({range.end - n, range.end}));
      take_shape(PlaceShape::kWithin, reading);
      return range.end -= n, true;
    }
    return false;
  }

  bool peel_part(Range& range, PlaceReading& reading) const {
    if (const std::size_t n = at_front(range, rules_.near)) {
      take_shape(PlaceShape::kNear, reading);
      return range.begin += n, true;
    }
    if (const std::size_t n = at_front(range, rules_.parts)) {
      take_shape(PlaceShape::kWithin, reading);
      return range.begin += n, true;
    }
    if (const std::size_t n = at_back(range, rules_.parts)) {
      take_shape(PlaceShape::kWithin, reading);
      return range.end -= n, true;
    }
    if (const std::size_t n = at_front(range, rules_.inside); n > 0) {
      if (reading.offset_km > 0) take_shape(PlaceShape::kNear, reading);
      return range.begin += n, true;
    }
    return false;
  }

  /// Takes words off until the rest is a name of the gazetteer. What was left is `core_`.
  bool peel(Range range, PlaceReading& reading) {
    while (!range.empty()) {
      core_ = range;
      if (look_up(range, reading) || look_up_without_prefix(range, reading)) return true;
      if (!peel_one(range, reading)) return false;
    }
    core_ = {0, 0};
    return false;
  }

  /// "warehouse in X", "X, Texas", "X's market": a name, and what holds it.
  bool split(Range range, PlaceReading& reading) {
    for (std::size_t at = range.begin + 1; at < range.end; ++at) {
      const Range rest{at, range.end};
      if (at_front(rest, rules_.away) > 0) {
        return !is_word(range.begin, at) && peel({range.begin, at}, reading);
      }
      const bool near = at_front(rest, rules_.near) > 0;
      const std::size_t n = words_[at].folded == "," ? 1
                            : near                   ? at_front(rest, rules_.near)
                                                     : at_front(rest, rules_.inside);
      if (n == 0 || at + n >= range.end) continue;
      const bool possessive = words_[at].folded == "s";
      const Range before{range.begin, at};
      const Range after{at + n, range.end};
      return join(possessive ? after : before, possessive ? before : after, near, reading);
    }
    return false;
  }

  /// "road between X and Y", "X-Y highway": two names and a word for what runs between them.
  bool road(Range range, PlaceReading& reading) {
    PlaceReading whole;
    if (look_up(range, whole)) return false;
    const std::size_t articles = at_front(range, rules_.articles);
    range.begin += articles;
    if (!peel_road_word(range)) return false;
    while (!range.empty()) {
      const std::size_t n =
          std::max(at_front(range, rules_.road_words), at_front(range, rules_.articles));
      if (n == 0) break;
      range.begin += n;
    }
    for (std::size_t at = range.begin + 1; at < range.end; ++at) {
      const Range rest{at, range.end};
      const std::size_t link =
          std::max(at_front(rest, rules_.away), at_front(rest, rules_.joiners));
      if (ends(Range{range.begin, at}, Range{at + link, range.end}, reading)) return true;
    }
    return false;
  }

  /// Takes off the words for a road, with what stands beside them: "the international highway".
  bool peel_road_word(Range& range) const {
    bool found = false;
    while (!range.empty()) {
      const std::size_t front = at_front(range, rules_.roads);
      const std::size_t back = at_back(range, rules_.roads);
      if (front == 0 && back == 0) break;
      range.begin += front;
      if (front == 0) range.end -= back;
      found = true;
    }
    return found;
  }

  bool ends(Range first, Range second, PlaceReading& reading) {
    second.begin += second.empty() ? 0 : at_front(second, rules_.articles);
    PlaceReading one;
    PlaceReading other;
    if (first.empty() || second.empty() || !peel(first, one) || !peel(second, other)) return false;
    if (one.key == other.key) return false;
    reading = std::move(one);
    reading.shape = PlaceShape::kBetween;
    reading.type = PlaceType::kFacility;
    reading.end_key = std::move(other.key);
    reading.end_rows = std::move(other.rows);
    return true;
  }

  bool is_word(std::size_t begin, std::size_t end) const {
    PlaceReading ignored;
    return is_common({begin, end}, ignored);
  }

  /// The thing if it has a name of its own that is known, else the place that holds it.
  bool join(Range thing, Range holder, bool near, PlaceReading& reading) {
    PlaceReading inner;
    PlaceReading outer;
    const bool has_inner = !is_word(thing.begin, thing.end) && peel(thing, inner);
    const bool has_outer = peel(holder, outer) || split(holder, outer);
    if (has_inner && (has_outer || search_ == Search::kLoose)) {
      reading = std::move(inner);
      reading.container = outer.key;
      return true;
    }
    if (!has_outer) return false;
    reading = std::move(outer);
    reading.type = inner.type == PlaceType::kNone ? PlaceType::kFacility : inner.type;
    take_shape(near ? PlaceShape::kNear : PlaceShape::kWithin, reading);
    return true;
  }

  /// A known name at the beginning or end of an unknown longer one.
  void partial(Range core, PlaceReading& reading) const {
    if (core.empty() || core.end - core.begin < 2) return;
    for (std::size_t n = core.end - core.begin - 1; n > 0; --n) {
      for (const Range part : {Range{core.begin, core.begin + n}, Range{core.end - n, core.end}}) {
        const Range rest =
            part.begin == core.begin ? Range{part.end, core.end} : Range{core.begin, part.begin};
        PlaceReading other;
        if (phrase(part).size() < kPartialBytes || !look_up(part, reading)) continue;
        if (reading.rows.front().match == NameMatch::kAdjective || look_up(rest, other)) {
          reading = {.type = reading.type, .shape = reading.shape};  // two names: which one?
          return;
        }
        reading.is_partial = true;
        take_shape(PlaceShape::kWithin, reading);
        return;
      }
    }
  }

  std::string_view text_;
  const PlaceWords& rules_;
  const Gazetteer& gazetteer_;
  std::vector<Word> words_;
  Range core_{0, 0};
  Search search_ = Search::kExact;
};

}  // namespace

PlaceReading read_place_name(std::string_view text, Span span, const PlaceWords& words,
                             const Gazetteer& gazetteer) {
  return NameReader(text, span, words, gazetteer).read();
}

}  // namespace tocsin::resolve
