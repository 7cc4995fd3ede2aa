// How it works: the tokens of the mention are read with those around it. A number that begins or
// ends outside of the mention is taken whole; numbers that a joiner ties are added up; words of a
// part or of harm end the sum; the hedge before or behind bounds it.
#include "tocsin/resolve/quantity_reader.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "tocsin/resolve/quantity_amount.h"
#include "tocsin/resolve/quantity_harm.h"
#include "tocsin/resolve/quantity_other.h"

namespace tocsin::resolve {
namespace {

// How far before and behind a mention hedges are looked for, in bytes and tokens.
constexpr std::uint32_t kContextBytes = 80;
constexpr std::size_t kContextTokens = 6;

std::string in_quotes(std::string_view words) { return "“" + std::string(words) + "”"; }

/// The start of the stretch before `at` that lies on the same line and is no longer than allowed.
std::uint32_t context_begin(std::string_view text, std::uint32_t at) {
  std::uint32_t begin = at > kContextBytes ? at - kContextBytes : 0;
  while (begin < at && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  const std::size_t line = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return line != std::string_view::npos && line >= begin ? static_cast<std::uint32_t>(line + 1)
                                                         : begin;
}

std::uint32_t context_end(std::string_view text, std::uint32_t at) {
  auto end = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), at + kContextBytes));
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  const std::size_t line = text.find('\n', at);
  return line < end ? static_cast<std::uint32_t>(line) : end;
}

struct Sum {
  double min = 0;
  std::optional<double> max = 0;
  std::string terms;
  std::size_t parts = 0;
  bool is_vague = false;

  void add(double low, std::optional<double> high, const std::string& words) {
    min += low;
    max = max && high ? std::optional(*max + *high) : std::nullopt;
    terms += (parts == 0 ? "" : " + ") + in_quotes(words);
    ++parts;
  }
};

class QuantityReader {
 public:
  QuantityReader(std::string_view text, const Mention& mention, const NumberLanguage& language,
                 std::uint32_t hedges_from)
      : text_(text), mention_(mention), language_(language) {
    mention_.span = whole_number(text, mention.span, language);
    const std::uint32_t begin = std::max(hedges_from, context_begin(text, mention_.span.begin));
    tokens_ = number_tokens(text, {begin, mention_.span.begin}, language);
    if (tokens_.size() > kContextTokens) {
      tokens_.erase(tokens_.begin(), tokens_.end() - kContextTokens);
    }
    first_ = tokens_.size();
    const auto own = number_tokens(text, mention_.span, language);
    tokens_.insert(tokens_.end(), own.begin(), own.end());
    end_ = tokens_.size();
    const auto after =
        number_tokens(text, {mention_.span.end, context_end(text, mention_.span.end)}, language);
    for (std::size_t i = 0; i < std::min(after.size(), kContextTokens); ++i) {
      tokens_.push_back(after[i]);
    }
    take_whole_number();
  }

  QuantityValue read() {
    QuantityValue value;
    value.span = mention_.span;
    if (is_asked()) {
      value.reason = in_quotes(slice(text_, mention_.span)) + ": the text asks how many";
      return value;
    }
    const std::string_view before = text_.substr(0, mention_.span.begin);
    if (const auto other = what_else({before, tokens_, first_, end_}, language_)) {
      value.is_no_count = true;
      value.reason = in_quotes(slice(text_, mention_.span)) + " is " + std::string(*other);
      return value;
    }
    if (read_ordinal(value)) return value;
    if (read_aged(value)) return value;
    if (is_person() ? read_person(value) : read_numbers(value)) return value;
    if (read_zero(value)) return value;
    if (!read_bare(value)) {
      value.reason = in_quotes(slice(text_, mention_.span)) + " says no number";
    }
    return value;
  }

 private:
  /// A mention may begin behind or within its number ("Three [soldiers]", "300 [million]") or end
  /// within it ("[one] hundred").
  void take_whole_number() {
    if (is_person() || first_ == end_) return;
    const auto own = read_range(tokens_, first_, language_);
    for (std::size_t at = 0; at < first_; ++at) {
      const auto amount = read_range(tokens_, at, language_);
      if (!amount || is_ordinal(at) || is_year(*amount)) continue;
      if (amount->end > first_ || (amount->end == first_ && !own)) return take(at, amount->end);
    }
    if (own) take(first_, own->end);
  }

  void take(std::size_t begin, std::size_t end) {
    first_ = begin;
    end_ = std::max(end_, end);
    mention_.span = {std::min(mention_.span.begin, tokens_[first_].span.begin),
                     std::max(mention_.span.end, tokens_[end_ - 1].span.end)};
  }

  /// "In 2011 [protesters]".
  bool is_year(const Amount& amount) const {
    constexpr double kFirst = 1800;
    constexpr double kLast = 2100;
    return amount.end == amount.begin + 1 &&
           tokens_[amount.begin].kind == NumberToken::Kind::kDigits && amount.min >= kFirst &&
           amount.min <= kLast;
  }

  bool is_person() const { return mention_.kind.starts_with("p."); }

  std::string words(std::size_t begin, std::size_t end) const {
    return std::string(slice(text_, {tokens_[begin].span.begin, tokens_[end - 1].span.end}));
  }

  /// "A seventeenth victim": a toll of so many.
  bool read_ordinal(QuantityValue& value) const {
    for (std::size_t at = first_; at < end_ && at + 1 < tokens_.size(); ++at) {
      const auto toll = ordinal_toll(tokens_, at, language_);
      if (!toll) continue;
      value.min = value.max = *toll;
      value.reason = in_quotes(words(at, at + 2)) + ": a toll to date";
      return true;
    }
    return false;
  }

  /// "Nobody knows how [many soldiers] died".
  bool is_asked() const {
    const auto asks = [&](std::size_t at) { return is_in(tokens_[at], language_.asking_words); };
    return first_ < end_ && (asks(first_) || (first_ > 0 && asks(first_ - 1)));
  }

  /// "[23 year-old man]", not marked as a person.
  bool read_aged(QuantityValue& value) const {
    if (is_person() || first_ == end_) return false;
    const auto amount = read_range(tokens_, first_, language_);
    if (!amount || !is_followed_by_age(tokens_, *amount, language_)) return false;
    const std::string all(slice(text_, mention_.span));
    const bool are_many = is_plural(tokens_[end_of_phrase(first_) - 1], language_);
    return are_many ? set_plural(value, all)
                    : set(value, 1, 1, in_quotes(all) + ": one of that age");
  }

  /// A person is one, unless the words begin with a number that is no age.
  bool read_person(QuantityValue& value) {
    const std::optional<Amount> amount =
        first_ < end_ ? read_range(tokens_, first_, language_) : std::nullopt;
    const bool is_number = amount && !is_followed_by_age(tokens_, *amount, language_);
    return is_number && read_numbers(value);
  }

  bool read_numbers(QuantityValue& value) {
    Sum sum;
    std::optional<Amount> first;
    bool is_open = true;   // a number here is counted
    bool is_part = false;  // behind "of", "among them"
    for (std::size_t at = first_; at < end_;) {
      const auto amount = is_part || !is_open ? std::nullopt : read_range(tokens_, at, language_);
      if (amount && amount->end <= end_ && !is_ordinal(at)) {
        if (first && is_subject(amount->end)) return set_two_clauses(value);
        if (!first) count_before(at, sum);
        add_amount(*amount, sum, first);
        is_open = false;
        at = amount->end;
        continue;
      }
      if (sum.parts > 0) {
        if (harm_word(tokens_[at], language_)) break;
        if (is_in(tokens_[at], language_.division_words) || is_opening(tokens_[at])) break;
        if (is_in(tokens_[at], language_.list_signs)) {
          is_open = opens_after_sign(at);
          is_part = is_part && !is_open;
          if (is_open && add_one(at, sum)) is_open = false;
        } else if (is_in(tokens_[at], language_.part_words)) {
          is_part = true;
        } else if (is_joiner(tokens_, at, language_)) {
          is_part = false;
          is_open = true;
          if (add_one(at, sum)) is_open = false;
          if (is_open && tokens_[at].is_joined && starts_number(at)) continue;
        }
      }
      ++at;
    }
    if (!first) return false;
    finish(value, sum, *first);
    return true;
  }

  /// "nine men fell and fourteen [were hurt]": a number of another clause than the one before.
  bool is_subject(std::size_t at) const {
    return at == end_ && at < tokens_.size() && is_in(tokens_[at], language_.harm_links);
  }

  /// The words count two things; what each is, the words behind them say (quantity_harm).
  bool set_two_clauses(QuantityValue& value) const {
    value.is_no_count = true;
    value.reason = in_quotes(std::string(slice(text_, mention_.span))) + ": figures of two clauses";
    return true;
  }

  /// What opens the parts of a figure: "two dead: the vendor and a boy".
  static bool is_opening(const NumberToken& token) {
    constexpr std::string_view kSigns = ":;(";
    return token.kind == NumberToken::Kind::kSign &&
           kSigns.find(token.forms.front()) != std::string_view::npos;
  }

  /// Whether the sum goes on behind a comma: "two men, a boy", and not "nine men, two of them
  /// boys".
  bool opens_after_sign(std::size_t at) const {
    const std::size_t next = at + 1;
    if (next >= end_) return false;
    const auto amount = read_amount(tokens_, next, language_);
    if (!amount) return is_in(tokens_[next], language_.one_words);
    return amount->end < end_ && !is_in(tokens_[amount->end], language_.part_words) &&
           !is_told_as_part(amount->end);
  }

  /// "12 dead, four children [among them]": also where those words stand behind the mention.
  bool is_told_as_part(std::size_t at) const {
    constexpr std::size_t kMostWords = 4;
    for (std::size_t i = at; i < std::min(tokens_.size(), at + kMostWords); ++i) {
      if (tokens_[i].kind != NumberToken::Kind::kWord || is_joiner(tokens_, i, language_)) break;
      if (is_in(tokens_[i], language_.division_words)) return true;
    }
    return false;
  }

  /// Whether the word with a joiner written joined to it is a number itself: "وخمسة".
  bool starts_number(std::size_t at) {
    tokens_[at].is_joined = false;  // read once as a joiner
    return read_amount(tokens_, at, language_).has_value();
  }

  bool is_ordinal(std::size_t at) const { return is_in(tokens_[at], language_.ordinals); }

  /// "bride's brother and three aunts", "a man and his two sons": a singular noun before the first
  /// number.
  void count_before(std::size_t at, Sum& sum) const {
    while (at > first_ && is_in(tokens_[at - 1], language_.one_words)) --at;  // "and his two sons"
    if (at < first_ + 2 || !is_in(tokens_[at - 1], language_.joiners)) return;
    for (std::size_t i = first_; i + 1 < at; ++i) {
      if (is_plural(tokens_[i], language_) || is_in(tokens_[i], language_.part_words)) return;
    }
    sum.add(1, 1, words(first_, at - 1));
  }

  void add_amount(const Amount& amount, Sum& sum, std::optional<Amount>& first) const {
    sum.add(amount.min, amount.max, words(amount.begin, amount.end));
    sum.is_vague = sum.is_vague || amount.is_vague;
    if (!first) first = amount;
  }

  /// "and a woman", "وامرأة" behind a number.
  bool add_one(std::size_t at, Sum& sum) const {
    if (is_in(tokens_[at], language_.one_nouns)) {
      sum.add(1, 1, words(at, at + 1));
      return true;
    }
    const std::size_t next = at + 1;
    if (next + 1 >= end_ || !is_in(tokens_[next], language_.one_words)) return false;
    if (read_amount(tokens_, next + 1, language_)) return false;
    if (is_plural(tokens_[end_of_phrase(next + 1) - 1], language_)) return false;
    sum.add(1, 1, words(next, next + 2));
    return true;
  }

  /// The end of the words up to the next joiner or word that opens a part.
  std::size_t end_of_phrase(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < end_ && tokens_[end].kind == NumberToken::Kind::kWord &&
           !is_joiner(tokens_, end, language_) && !is_in(tokens_[end], language_.part_words)) {
      ++end;
    }
    return end;
  }

  /// The hedge that ends right before token `at`, articles left aside.
  std::optional<NumberPhrase> hedge_before(std::size_t at) const {
    std::optional<NumberPhrase> about;
    while (at > 0) {
      const NumberPhrase* phrase = phrase_before(at);
      if (phrase != nullptr && phrase->kind != HedgeKind::kAbout) {
        const bool is_none = phrase->kind == HedgeKind::kZero || phrase->kind == HedgeKind::kExact;
        return is_none ? about : std::optional(*phrase);
      }
      if (phrase != nullptr) {
        about = *phrase;
        at -= phrase->words.size();
      } else if (is_in(tokens_[at - 1], language_.skip_words)) {
        --at;
      } else {
        break;
      }
    }
    return about;
  }

  const NumberPhrase* phrase_before(std::size_t at) const {
    for (const NumberPhrase& phrase : language_.before) {
      const std::size_t size = phrase.words.size();
      if (size <= at && is_phrase_at(tokens_, at - size, phrase.words)) return &phrase;
    }
    return nullptr;
  }

  const NumberPhrase* phrase_after(std::size_t at) const {
    for (const NumberPhrase& phrase : language_.after) {
      if (is_phrase_at(tokens_, at, phrase.words)) return &phrase;
    }
    return nullptr;
  }

  void finish(QuantityValue& value, const Sum& sum, const Amount& first) const {
    value.min = std::llround(sum.min);
    if (sum.max) value.max = std::llround(*sum.max);
    value.reason = sum.terms;
    if (sum.is_vague) value.reason += ": a word for an unknown number";
    if (sum.is_vague && !sum.max) value.reason += ", at its least";
    if (!sum.is_vague && sum.max && *sum.max != sum.min) value.reason += ": a range";
    std::optional<NumberPhrase> hedge = hedge_before(first.begin);
    if (!hedge) {
      const NumberPhrase* after = phrase_after(first.end);
      if (after == nullptr) after = phrase_after(end_);
      if (after != nullptr) hedge = *after;
    }
    if (hedge) apply_hedge(*hedge, value);
  }

  /// "no casualties", "nobody".
  bool read_zero(QuantityValue& value) const {
    for (std::size_t at = first_; at <= end_; ++at) {
      const NumberPhrase* phrase = phrase_before(at);
      if (phrase == nullptr || phrase->kind != HedgeKind::kZero) continue;
      // Before the mention, or its first words.
      if (at > first_ + phrase->words.size()) continue;
      value.min = 0;
      value.max = 0;
      value.reason = in_quotes(phrase->shown) + ": none";
      return true;
    }
    return false;
  }

  /// Words without a number.
  bool read_bare(QuantityValue& value) const {
    if (first_ >= end_) return false;
    const std::string all(slice(text_, mention_.span));
    // "married [couple]": the noun at the end of the phrase, where words stand before it.
    const NumberToken& noun = tokens_[end_of_phrase(first_) - 1];
    if (is_dual(tokens_[first_]) || is_in(noun, language_.dual_nouns)) {
      const std::size_t sum = 2 + joined_ones();
      return set(value, sum, sum, in_quotes(all) + ": a dual" + (sum > 2 ? " and more" : ""));
    }
    const std::size_t head_end = end_of_phrase(first_);
    const bool is_plural_head =
        is_plural(tokens_[head_end - 1], language_) || is_plural(tokens_[first_], language_);
    if (is_person()) {
      if (is_plural_head && head_end == first_ + 1) {
        return is_name_inside_sentence() ? set_name(value, all) : set_plural(value, all);
      }
      const std::size_t names = persons();
      value.is_named = true;
      return set(value, names, names, in_quotes(all) + ": named or described one by one");
    }
    if (is_in(tokens_[first_], language_.unknown_words)) return false;
    if (is_plural_head) return set_plural(value, all);
    if (has_share_or_ordinal()) return false;
    if (mention_.kind != "num") return false;
    const std::size_t nouns = persons();
    return set(value, nouns, nouns, in_quotes(all) + ": a noun in the singular");
  }

  bool has_share_or_ordinal() const {
    return std::any_of(
        tokens_.begin() + first_, tokens_.begin() + end_, [&](const NumberToken& token) {
          return token.kind == NumberToken::Kind::kDigits || is_in(token, language_.share_words) ||
                 is_in(token, language_.ordinals) || is_in(token, language_.unknown_words);
        });
  }

  /// How many persons are strung together: "driver and a vendor".
  std::size_t persons() const {
    std::size_t count = 1;
    for (std::size_t at = first_ + 1; at + 1 < end_; ++at) {
      if (is_in(tokens_[at], language_.part_words)) break;
      if (is_in(tokens_[at], language_.joiners)) ++count;
    }
    return count;
  }

  /// "and a woman" behind a dual.
  std::size_t joined_ones() const {
    std::size_t count = 0;
    for (std::size_t at = first_ + 1; at < end_; ++at) {
      if (is_in(tokens_[at], language_.part_words)) break;
      if (tokens_[at].is_joined && is_in(tokens_[at], language_.one_nouns)) ++count;
    }
    return count;
  }

  bool is_dual(const NumberToken& token) const {
    if (token.kind != NumberToken::Kind::kWord) return false;
    if (is_in(token, language_.dual_nouns)) return true;
    if (is_in(token, language_.dual_exceptions)) return false;
    const std::string& word = token.forms.front();
    return std::any_of(language_.dual_endings.begin(), language_.dual_endings.end(),
                       [&](const std::string& ending) {
                         return word.size() >= ending.size() + 6 && word.ends_with(ending);
                       });
  }

  static bool set(QuantityValue& value, std::size_t min, std::size_t max, std::string reason) {
    value.min = static_cast<std::int64_t>(min);
    value.max = static_cast<std::int64_t>(max);
    value.reason = std::move(reason);
    return true;
  }

  /// "Genesis", "Williams": capital letters inside a sentence may be a name or a people.
  bool is_name_inside_sentence() const {
    const std::string_view before = text_.substr(0, mention_.span.begin);
    const std::size_t last = before.find_last_not_of(" \n\t\"'");
    const bool is_inside = last != std::string_view::npos &&
                           std::string_view(".!?:;-").find(before[last]) == std::string_view::npos;
    const char first = text_[mention_.span.begin];
    return is_inside && first >= 'A' && first <= 'Z';
  }

  static bool set_name(QuantityValue& value, const std::string& all) {
    value.min = 1;
    value.is_named = true;
    value.reason = in_quotes(all) + ": a name or a people, at least one";
    return true;
  }

  static bool set_plural(QuantityValue& value, const std::string& all) {
    value.min = 2;
    value.is_bare = true;
    value.reason = in_quotes(all) + ": a plural without a number, at least two";
    return true;
  }

  std::string_view text_;
  Mention mention_;
  const NumberLanguage& language_;
  std::vector<NumberToken> tokens_;  // of the context before, the mention, the context behind
  std::size_t first_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

QuantityValue read_quantity(std::string_view text, const Mention& mention,
                            const NumberLanguage& language, std::uint32_t hedges_from) {
  return QuantityReader(text, mention, language, hedges_from).read();
}

}  // namespace tocsin::resolve
