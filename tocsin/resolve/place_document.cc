#include "tocsin/resolve/place_document.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "tocsin/core/capital_words.h"
#include "tocsin/core/utf8.h"
#include "tocsin/resolve/log_entry.h"

namespace tocsin::resolve {
namespace {

constexpr std::string_view kPlaceKind = "loc";
constexpr std::uint32_t kLongestGap = 40;  // bytes between a place and the one that holds it

/// What stands between two mentions.
enum class Gap : std::uint8_t { kOther, kList, kHolder };

bool may_be_capitalised(std::string_view word) {
  const auto first = static_cast<UChar32>(decode_utf8(word, 0).value);
  return u_isalpha(first) != 0 && u_islower(first) == 0;
}

class Reader {
 public:
  Reader(const Report& report, const Text& text, const Analysis& analysis, const PlaceWords& words,
         const Gazetteer& gazetteer)
      : report_(report), text_(text), analysis_(analysis), words_(words), gazetteer_(gazetteer) {}

  DocumentPlaces read() {
    read_mentions();
    for (std::size_t i = 1; i < found_.mentions.size(); ++i) link(i);
    link_containers();
    read_demonyms();
    return std::move(found_);
  }

 private:
  void add(const Mention& mention, std::map<Span, Span>& targets) const {
    if (mention.kind != kPlaceKind || is_empty(mention.span)) return;
    Span& target = targets.try_emplace(mention.span, mention.span).first->second;
    if (mention.antecedent && stands_for(mention.span, *mention.antecedent)) {
      target = *mention.antecedent;
    }
  }

  /// Whether the words name no place by themselves ("the town", "there") and the other ones stand
  /// before them. A road or a school in a town is not the town.
  bool stands_for(Span words, Span antecedent) const {
    if (is_empty(antecedent) || antecedent.begin >= words.begin) return false;
    const PlaceReading own = read_place_name(report_.text, words, words_, gazetteer_);
    return own.is_common && own.type != PlaceType::kFacility;
  }

  std::string_view word_at(std::size_t token) const {
    return token < text_.tokens.size() ? slice(report_.text, text_.tokens[token])
                                       : std::string_view();
  }

  /// Whether a number stands beside the word: a capital there begins a month or a weekday.
  bool is_beside_number(std::size_t token) const {
    const auto is_number = [](std::string_view word) {
      return !word.empty() && word.front() >= '0' && word.front() <= '9';
    };
    return (token > 0 && is_number(word_at(token - 1))) || is_number(word_at(token + 1));
  }

  bool is_lower_at(std::size_t token) const {
    const std::string_view word = word_at(token);
    return !word.empty() && word.front() >= 'a' && word.front() <= 'z';
  }

  /// Whether a word joins the parts of a name: the hyphen and what stands right before it.
  bool is_joint(std::size_t token) const {
    const bool is_glued =
        word_at(token + 1) == "-" && text_.tokens[token + 1].begin == text_.tokens[token].end;
    return word_at(token) == "-" || word_at(token) == "'" || is_glued;
  }

  /// The names in capitals in the heading of an entry, which tells of no event and so has no
  /// mentions of its own.
  void add_names(Span heading, std::map<Span, Span>& targets) const {
    Span name;                // empty between names
    std::uint32_t reach = 0;  // to where a name and what joins it to more goes
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) {
      const Span token = text_.tokens[i];
      if (!contains(heading, token)) continue;
      const bool is_capital = !capital_words(word_at(i)).empty() && !is_beside_number(i);
      const bool goes_on = token.begin <= reach + 1 && (is_capital || is_joint(i));
      if (!is_empty(name) && !goes_on) {
        // "Shells fell": the capital of a sentence is not that of a name.
        const bool is_opening = name.begin == heading.begin && is_lower_at(i);
        if (!is_opening) add_name(name, targets);
        name = {};
      }
      if (is_capital) name = is_empty(name) ? token : Span{name.begin, token.end};
      if (!is_empty(name)) reach = token.end;
    }
    if (!is_empty(name)) add_name(name, targets);
  }

  void add_name(Span name, std::map<Span, Span>& targets) const {
    const bool is_known = std::any_of(targets.begin(), targets.end(), [&](const auto& target) {
      return overlaps(target.first, name);
    });
    if (is_known) return;
    if (read_place_name(report_.text, name, words_, gazetteer_).is_common) return;
    targets.emplace(name, name);
  }

  void read_mentions() {
    std::map<Span, Span> targets;
    for (const Mention& mention : analysis_.mentions) add(mention, targets);
    for (const Frame& frame : analysis_.frames) {
      for (const RoleFiller& role : frame.roles) add(role.mention, targets);
    }
    for (std::uint32_t i = 0; i < text_.sentences.size(); ++i) {
      if (is_entry_heading(text_, analysis_, i)) add_names(text_.sentences[i].span, targets);
    }
    std::map<std::pair<std::string, PlaceType>, std::size_t> known;
    for (const auto& [span, target] : targets) {
      PlaceMention mention{.mention = span, .target = target};
      mention.reading = read_place_name(report_.text, target, words_, gazetteer_);
      const PlaceReading& reading = mention.reading;
      const auto add_name = [&](const std::string& key, PlaceType type,
                                const std::vector<PlaceRow>& rows) {
        const auto [at, is_new] = known.try_emplace({key, type}, found_.names.size());
        if (is_new) {
          found_.names.push_back({key, type, rows, {}, {}});
          found_.names.back().is_partial = true;
        }
        PlaceName& name = found_.names[at->second];
        name.is_partial = name.is_partial && reading.is_partial;
        found_.names[at->second].positions.push_back(target.begin);
        return at->second;
      };
      const bool is_road = !reading.end_rows.empty();
      const PlaceType type = is_road ? PlaceType::kNone : reading.type;
      if (!reading.rows.empty()) mention.name = add_name(reading.key, type, reading.rows);
      if (is_road) mention.end = add_name(reading.end_key, type, reading.end_rows);
      found_.mentions.push_back(std::move(mention));
    }
    for (PlaceName& name : found_.names) std::sort(name.positions.begin(), name.positions.end());
  }

  /// "Tafas, in western Daraa" and "Paris, Texas" say what holds a place; "A, B and C" is a list.
  Gap gap_between(Span before, Span after) const {
    if (after.begin < before.end || after.begin - before.end > kLongestGap) return Gap::kOther;
    const std::string_view gap = slice(report_.text, {before.end, after.begin});
    if (gap.find_first_of(".;:!?\n") != std::string_view::npos && !gap.starts_with(".,")) {
      return Gap::kOther;
    }
    const bool comma =
        gap.find(',') != std::string_view::npos || gap.find("،") != std::string_view::npos;
    const bool bracket = gap.find('(') != std::string_view::npos;
    bool inside = false;
    bool joiner = false;
    const std::string folded = gazetteer_.folding().fold(gap);
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t end = std::min(folded.find(' ', at), folded.size());
      const std::string word = folded.substr(at, end - at);
      at = end + 1;
      if (words_.inside.contains(word))
        inside = true;
      else if (words_.joiners.contains(word))
        joiner = true;
      else if (!words_.articles.contains(word) && !words_.bearings.contains(word) &&
               !words_.types.contains(word) && !words_.parts.contains(word))
        return Gap::kOther;
    }
    if (joiner) return Gap::kList;
    if (inside || bracket) return Gap::kHolder;
    return comma ? Gap::kHolder : Gap::kOther;
  }

  void link(std::size_t i) {
    PlaceMention& after = found_.mentions[i];
    const PlaceMention& before = found_.mentions[i - 1];
    const Gap gap = gap_between(before.mention, after.mention);
    if (gap == Gap::kOther) return;
    // A comma may separate the parts of a list as well as a place and what holds it; a statement
    // that no row fits is not counted (place_choice.cc).
    if (gap == Gap::kList || gap == Gap::kHolder) after.listed_after = i - 1;
    if (gap == Gap::kHolder && before.name && after.name && before.name != after.name) {
      add_holder(*before.name, *after.name);
    }
  }

  void add_holder(std::size_t inner, std::size_t outer) {
    std::vector<std::size_t>& holders = found_.names[inner].holders;
    if (std::find(holders.begin(), holders.end(), outer) == holders.end()) holders.push_back(outer);
  }

  void link_containers() {
    const std::size_t count = found_.names.size();
    for (const PlaceMention& mention : found_.mentions) {
      if (!mention.name || mention.reading.container.empty()) continue;
      const std::string& key = mention.reading.container;
      std::size_t holder = 0;
      while (holder < found_.names.size() && found_.names[holder].key != key) ++holder;
      if (holder == found_.names.size()) {
        std::vector<PlaceRow> rows = gazetteer_.find(key);
        if (rows.empty()) continue;
        found_.names.push_back(
            {key, PlaceType::kNone, std::move(rows), {mention.target.begin}, {}});
      }
      if (holder != *mention.name && *mention.name < count) add_holder(*mention.name, holder);
    }
  }

  bool is_in_mention(Span token) const {
    return std::any_of(
        found_.mentions.begin(), found_.mentions.end(),
        [token](const PlaceMention& mention) { return overlaps(mention.mention, token); });
  }

  /// Countries and regions whose people are named, or that are named outside the mentions.
  void read_demonyms() {
    std::map<std::string_view, std::optional<std::size_t>> known;
    for (const Span token : text_.tokens) {
      const std::string_view word = slice(report_.text, token);
      if (word.size() < 4 || !may_be_capitalised(word) || is_in_mention(token)) continue;
      const auto [at, is_new] = known.try_emplace(word, std::nullopt);
      if (is_new) at->second = add_demonym(word);
      if (at->second) found_.names[*at->second].positions.push_back(token.begin);
    }
  }

  std::optional<std::size_t> add_demonym(std::string_view word) {
    std::vector<PlaceRow> rows = gazetteer_.find(word);
    std::erase_if(rows, [](const PlaceRow& row) {
      return row.country.empty() || (row.match != NameMatch::kAdjective &&
                                     (row.feature != "PCLI" || row.match != NameMatch::kPrimary));
    });
    if (rows.empty()) return std::nullopt;
    PlaceName name{.key = gazetteer_.folding().fold(word), .rows = std::move(rows)};
    name.is_adjective = true;
    found_.names.push_back(std::move(name));
    return found_.names.size() - 1;
  }

  const Report& report_;
  const Text& text_;
  const Analysis& analysis_;
  const PlaceWords& words_;
  const Gazetteer& gazetteer_;
  DocumentPlaces found_;
};

}  // namespace

DocumentPlaces read_places(const Report& report, const Text& text, const Analysis& analysis,
                           const PlaceWords& words, const Gazetteer& gazetteer) {
  return Reader(report, text, analysis, words, gazetteer).read();
}

}  // namespace tocsin::resolve
