#include "tocsin/resolve/time_match.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <span>

#include "tocsin/core/utf8.h"

namespace tocsin::resolve {
namespace {

constexpr std::size_t kContextBytes = 80;  // how far around an expression the context patterns see
constexpr int kMostGroups = 24;
// The word lists that numbers are spelled with, in every language.
constexpr std::array<std::string_view, 2> kNumberLists{"number", "ordinal"};
// Words for one that count only where no number stands: "a day", but "a ten-day truce".
constexpr std::array<std::string_view, 1> kArticleList{"article"};

bool is_word(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  return u_isalnum(point) || (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
}

std::size_t previous_start(std::string_view text, std::size_t at) {
  do {
    --at;
  } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

char32_t before(std::string_view text, std::size_t at) {
  return at == 0 ? U' ' : decode_utf8(text, previous_start(text, at)).value;
}

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// Whether bytes `[begin, end)` would cut a longer number: "1,500", "3.1914", "12/1944".
bool cuts_number(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kInside = ".,:/";
  if (begin >= 2 && is_digit_at(text, begin) && is_digit_at(text, begin - 2) &&
      kInside.find(text[begin - 1]) != std::string_view::npos) {
    return true;
  }
  return end + 1 < text.size() && is_digit_at(text, end - 1) && is_digit_at(text, end + 1) &&
         kInside.find(text[end]) != std::string_view::npos;
}

/// Whether a word may start at `at`: nothing before it belongs to the same word, except letters
/// that the language writes together with the next word.
bool starts_word(std::string_view text, std::size_t at, std::string_view prefixes) {
  if (!is_word(before(text, at))) return true;
  for (int letters = 0; letters < 2 && at > 0; ++letters) {
    const std::size_t start = previous_start(text, at);
    if (prefixes.find(text.substr(start, at - start)) == std::string_view::npos) return false;
    at = start;
    if (!is_word(before(text, at))) return true;
  }
  return false;
}

std::string_view tail(std::string_view text, std::size_t end) {
  std::size_t begin = end > kContextBytes ? end - kContextBytes : 0;
  while (begin < end && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  return text.substr(begin, end - begin);
}

std::string_view head(std::string_view text, std::size_t begin) {
  std::size_t end = std::min(text.size(), begin + kContextBytes);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(begin, end - begin);
}

bool fits(const std::unique_ptr<RE2>& pattern, std::string_view text) {
  return pattern != nullptr &&
         RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
}

/// The longest number word at the start of `words`, whole words only: its value and its length.
std::optional<std::pair<double, std::size_t>> number_word(const TimeLanguage& language,
                                                          std::span<const std::string_view> lists,
                                                          std::string_view words) {
  std::optional<std::pair<double, std::size_t>> best;
  for (const std::string_view list : lists) {
    const auto numbers = language.words.find(list);
    if (numbers == language.words.end()) continue;
    for (const auto& [word, slot] : numbers->second) {
      if (!slot.number || !words.starts_with(word)) continue;
      const bool is_whole =
          word.size() == words.size() || !is_word(decode_utf8(words, word.size()).value);
      if (is_whole && (!best || word.size() > best->second)) best = {*slot.number, word.size()};
    }
  }
  return best;
}

/// The number that words such as "twenty-one" or "two and a half" make, word by word.
std::optional<double> spelled_number(const TimeLanguage& language,
                                     std::span<const std::string_view> lists,
                                     std::string_view key) {
  double sum = 0;
  bool at_start = true;
  for (std::size_t at = 0; at < key.size();) {
    const auto word = at_start ? number_word(language, lists, key.substr(at)) : std::nullopt;
    if (!word) {
      const CodePoint point = decode_utf8(key, at);
      at_start = !is_word(point.value);
      at += point.bytes;
      continue;
    }
    const auto [value, size] = *word;
    sum = value >= 100 && sum > 0 ? sum * value : sum + value;
    at += size;
    at_start = false;
  }
  return sum > 0 ? std::optional(sum) : std::nullopt;
}

/// Whether a word such as "several" stands in place of a number.
bool is_vague(const TimeLanguage& language, std::string_view key) {
  const auto vague = language.words.find("vague");
  if (vague == language.words.end()) return false;
  return std::any_of(vague->second.begin(), vague->second.end(), [&](const auto& entry) {
    const std::size_t at = key.find(entry.first);
    return at != std::string_view::npos && !is_word(before(key, at));
  });
}

std::optional<double> leading_number(std::string_view key) {
  if (!is_digit_at(key, 0)) return std::nullopt;
  double number = 0;
  std::size_t at = 0;
  for (; is_digit_at(key, at); ++at) number = number * 10 + (key[at] - '0');
  if (at + 1 < key.size() && (key[at] == '.' || key[at] == ',') && is_digit_at(key, at + 1)) {
    double place = 0.1;
    for (++at; is_digit_at(key, at); ++at, place /= 10) number += place * (key[at] - '0');
  }
  return number;
}

/// What a captured group means, by its list; else by digits; else by the list of number words.
TimeSlot meaning(const TimeLanguage& language, const std::string& list, std::string_view captured) {
  const std::string key = word_key(captured, language.fold);
  const auto words = language.words.find(list);
  if (words != language.words.end()) {
    const auto word = words->second.find(key);
    if (word != words->second.end()) return word->second;
  }
  TimeSlot slot{key, leading_number(key)};
  if (slot.number) return slot;
  if (is_vague(language, key)) return {"X", std::nullopt};
  slot.number = spelled_number(language, kNumberLists, key);
  if (!slot.number) slot.number = spelled_number(language, kArticleList, key);
  return slot;
}

struct Found {
  TimeMatch match;
  std::size_t begin = 0;  // in the normal text
  std::size_t end = 0;
  std::size_t order = 0;  // of the rule
};

/// All rules of one language over one paragraph.
class ParagraphMatcher {
 public:
  ParagraphMatcher(const TimeLanguage& language, const NormalText& normal)
      : language_(language), normal_(normal), text_(normal.text) {}

  std::vector<Found> run() {
    for (std::size_t i = 0; i < language_.rules.size(); ++i) match_rule(language_.rules[i], i);
    return keep_longest();
  }

 private:
  void match_rule(const TimeRule& rule, std::size_t order) {
    const re2::StringPiece all(text_.data(), text_.size());
    re2::StringPiece groups[kMostGroups];
    const int count = std::min<int>(kMostGroups, static_cast<int>(rule.slots.size()) + 2);
    std::size_t at = 0;
    while (at < text_.size() &&
           rule.pattern->Match(all, at, text_.size(), RE2::UNANCHORED, groups, count)) {
      const auto begin = static_cast<std::size_t>(groups[1].data() - text_.data());
      const std::size_t end = begin + groups[1].size();
      if (end > begin && accepts(rule, begin, end)) {
        found_.push_back({make_match(rule, groups), begin, end, order});
        at = end;
      } else {
        at = begin + decode_utf8(text_, begin).bytes;
      }
    }
  }

  bool accepts(const TimeRule& rule, std::size_t begin, std::size_t end) const {
    if (!starts_word(text_, begin, language_.prefixes) || cuts_number(text_, begin, end)) {
      return false;
    }
    const std::string_view left = tail(text_, begin);
    const std::string_view right = head(text_, end);
    if (rule.before != nullptr && !fits(rule.before, left)) return false;
    if (rule.after != nullptr && !fits(rule.after, right)) return false;
    return !fits(rule.not_before, left) && !fits(rule.not_after, right);
  }

  TimeMatch make_match(const TimeRule& rule, const re2::StringPiece* groups) const {
    TimeMatch match;
    match.language = &language_;
    match.rule = &rule;
    match.slots = rule.constants;
    const auto begin = static_cast<std::size_t>(groups[1].data() - text_.data());
    const std::size_t end = begin + groups[1].size();
    std::size_t first_end = begin;
    std::size_t second_begin = end;
    for (std::size_t i = 0; i < rule.slots.size(); ++i) {
      const re2::StringPiece& group = groups[i + 2];
      if (group.data() == nullptr || group.empty()) continue;
      const auto at = static_cast<std::size_t>(group.data() - text_.data());
      if (rule.slots[i].ends_with('1')) first_end = std::max(first_end, at + group.size());
      if (rule.slots[i].ends_with('2')) second_begin = std::min(second_begin, at);
      match.slots.insert_or_assign(
          rule.slots[i],
          meaning(language_, rule.lists[i], std::string_view(group.data(), group.size())));
    }
    match.span = normal_.source(begin, end);
    match.first = normal_.source(begin, first_end);
    match.second = normal_.source(second_begin, end);
    return match;
  }

  std::vector<Found> keep_longest() {
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      const std::size_t length_a = a.end - a.begin;
      const std::size_t length_b = b.end - b.begin;
      if (length_a != length_b) return length_a > length_b;
      return a.order != b.order ? a.order < b.order : a.begin < b.begin;
    });
    std::map<std::size_t, Found> kept;  // by begin
    for (Found& found : found_) {
      const auto next = kept.lower_bound(found.begin);
      if (next != kept.end() && next->second.begin < found.end) continue;
      if (next != kept.begin() && std::prev(next)->second.end > found.begin) continue;
      kept.emplace(found.begin, std::move(found));
    }
    std::vector<Found> result;
    for (auto& [begin, found] : kept) {
      if (found.match.rule->operation != TimeOperation::kIgnore) result.push_back(std::move(found));
    }
    return result;
  }

  const TimeLanguage& language_;
  const NormalText& normal_;
  const std::string& text_;
  std::vector<Found> found_;
};

TimeBound bound_before(const TimeLanguage& language, std::string_view left) {
  if (fits(language.since, left)) return TimeBound::kSince;
  if (fits(language.until, left)) return TimeBound::kUntil;
  if (fits(language.sooner, left)) return TimeBound::kBefore;
  if (fits(language.later, left)) return TimeBound::kAfter;
  return TimeBound::kNone;
}

TimeLink link_between(const TimeLanguage& language, std::string_view text, const Found& a,
                      const Found& b) {
  const std::string_view between = text.substr(a.end, b.begin - a.end);
  if (between == " (" && text.substr(b.end).starts_with(")")) return TimeLink::kParenthesis;
  TimeLink link = TimeLink::kNone;
  for (const TimeJoin& join : language.joins) {
    if (!fits(join.words, between)) continue;
    if (join.before != nullptr && !fits(join.before, tail(text, a.begin))) continue;
    if (join.is_range) return TimeLink::kRange;
    link = TimeLink::kList;
  }
  return link;
}

/// Whether the clause around bytes `[begin, end)` of the sentence speaks of the future: a word for
/// it stands before the expression, or after one that opens the clause ("On Friday, the council
/// will …"). A time that dates the telling ("said on Monday that … will") does not belong to it.
bool speaks_of_future(const TimeLanguage& language, std::string_view sentence, std::size_t begin,
                      std::size_t end) {
  constexpr std::size_t kOpening = 12;  // bytes of a preposition or two
  if (language.future == nullptr || fits(language.told, tail(sentence, begin))) return false;
  std::size_t from = begin == 0 ? std::string_view::npos : sentence.find_last_of(",;", begin - 1);
  from = from == std::string_view::npos ? 0 : from + 1;
  if (fits(language.future, sentence.substr(from, begin - from))) return true;
  if (begin - from > kOpening) return false;
  std::size_t to = std::min(sentence.find_first_of(",;", end), sentence.size());
  if (from == 0 && to < sentence.size()) {
    to = std::min(sentence.find_first_of(",;", to + 1), sentence.size());
  }
  return fits(language.future, sentence.substr(end, to - end));
}

std::uint32_t sentence_at(const Text& text, std::uint32_t byte) {
  const auto after = std::upper_bound(
      text.sentences.begin(), text.sentences.end(), byte,
      [](std::uint32_t at, const Sentence& sentence) { return at < sentence.span.begin; });
  return after == text.sentences.begin()
             ? 0
             : static_cast<std::uint32_t>(after - text.sentences.begin() - 1);
}

std::size_t normal_offset(const NormalText& normal, std::uint32_t byte) {
  return static_cast<std::size_t>(
      std::lower_bound(normal.origin.begin(), normal.origin.end(), byte) - normal.origin.begin());
}

/// The relative clause in bytes `[from, to)` of the normal text that holds `at`: from the words
/// that open it to the next comma; empty where none does.
Span aside_around(const TimeLanguage& language, const NormalText& normal, std::size_t from,
                  std::size_t at, std::size_t to) {
  const std::size_t comma = at == 0 ? std::string::npos : normal.text.rfind(',', at - 1);
  if (comma == std::string::npos || comma < from) return {};
  const std::size_t end = std::min(normal.text.find(',', at), to);
  if (!fits(language.aside, std::string_view(normal.text).substr(comma, at - comma))) return {};
  return normal.source(comma, end);
}

/// The words for a death that stand in a sentence before an expression that dates it; empty where
/// there are none, or where they died of the event itself. Spans are those of the normal text, the
/// one returned is that of the report.
Span death_before(const TimeLanguage& language, const NormalText& normal, Span sentence,
                  Span expression) {
  if (language.dying == nullptr) return {};
  const std::string_view text = normal.text;
  const std::string_view left = text.substr(sentence.begin, expression.begin - sentence.begin);
  const std::string_view right = text.substr(expression.end, sentence.end - expression.end);
  if (fits(language.dying_as, right)) return {};
  const std::string around = std::string(left) + "#" + std::string(right);
  std::vector<re2::StringPiece> groups(
      static_cast<std::size_t>(language.dying->NumberOfCapturingGroups()) + 1);
  if (!language.dying->Match(around, 0, around.size(), RE2::UNANCHORED, groups.data(),
                             static_cast<int>(groups.size()))) {
    return {};
  }
  for (std::size_t group = 1; group < groups.size(); ++group) {
    if (groups[group].empty()) continue;
    const auto at = static_cast<std::size_t>(groups[group].data() - around.data());
    return at < left.size() ? normal.source(sentence.begin + at, expression.begin) : Span{};
  }
  return {};
}

/// "The day after tomorrow, [Wednesday]": what is named once more lies ahead as well.
bool follows_future(const std::vector<Found>& found, std::size_t at, std::string_view text) {
  if (at == 0) return false;
  const Found& before = found[at - 1];
  const auto direction = before.match.slots.find("direction");
  const bool is_ahead = before.match.rule->anchor == TimeAnchor::kDocument &&
                        direction != before.match.slots.end() &&
                        direction->second.number.value_or(0) > 0;
  return is_ahead && text.substr(before.end, found[at].begin - before.end) == ", ";
}

void add_context(std::vector<Found>& found, const TimeLanguage& language, const NormalText& normal,
                 const Text& text) {
  for (std::size_t i = 0; i < found.size(); ++i) {
    TimeMatch& match = found[i].match;
    match.bound = bound_before(language, tail(normal.text, found[i].begin));
    match.in_sentence = fits(language.within, tail(normal.text, found[i].begin));
    if (i + 1 < found.size()) {
      match.link = link_between(language, normal.text, found[i], found[i + 1]);
    }
    match.sentence = sentence_at(text, match.span.begin);
    if (match.sentence >= text.sentences.size()) continue;
    const Span sentence = text.sentences[match.sentence].span;
    const std::size_t from = std::min(normal_offset(normal, sentence.begin), found[i].begin);
    const std::size_t to =
        std::clamp(normal_offset(normal, sentence.end), found[i].end, normal.text.size());
    const std::string_view left = std::string_view(normal.text).substr(from, found[i].begin - from);
    match.is_limit = fits(language.deadline, left);
    match.is_of_noun = fits(language.of_noun, left) && !fits(language.of_time, left);
    match.aside = aside_around(language, normal, from, found[i].begin, to);
    const auto narrow = [](std::size_t at) { return static_cast<std::uint32_t>(at); };
    match.death = death_before(language, normal, {narrow(from), narrow(to)},
                               {narrow(found[i].begin), narrow(found[i].end)});
    match.in_past = fits(language.had, left);
    match.in_future =
        !match.in_past &&
        (fits(language.limit, left) || follows_future(found, i, normal.text) ||
         speaks_of_future(language, std::string_view(normal.text).substr(from, to - from),
                          found[i].begin - from, found[i].end - from));
  }
}

}  // namespace

std::vector<TimeMatch> match_times(const Report& report, const Text& text, const TimeRules& rules) {
  std::vector<TimeMatch> matches;
  const auto languages = rules.for_language(text.language);
  for (std::uint32_t paragraph = 0; paragraph < text.paragraphs.size(); ++paragraph) {
    std::vector<TimeMatch> best;
    for (const TimeLanguage* language : languages) {
      const NormalText normal = normalise(report.text, text.paragraphs[paragraph], language->fold);
      std::vector<Found> found = ParagraphMatcher(*language, normal).run();
      add_context(found, *language, normal, text);
      // Where the language is not known, the one whose rules find most reads the paragraph.
      if (found.size() <= best.size()) continue;
      best.clear();
      for (Found& one : found) best.push_back(std::move(one.match));
    }
    for (TimeMatch& match : best) {
      match.paragraph = paragraph;
      matches.push_back(std::move(match));
    }
  }
  return matches;
}

}  // namespace tocsin::resolve
