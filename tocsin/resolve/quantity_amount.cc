// How it works: `sum` holds what is complete up to the last thousand or million, `group` what is
// being built below it. A smaller number word adds to the group, a multiplier multiplies it. A
// vague word ("hundreds") begins like a number but takes the upper end away.
#include "tocsin/resolve/quantity_amount.h"

#include <algorithm>

#include "tocsin/core/utf8.h"
#include "tocsin/resolve/actor_mentions.h"
#include "tocsin/text/characters.h"

namespace tocsin::resolve {
namespace {

constexpr double kHundred = 100;
constexpr double kThousand = 1000;
constexpr double kTen = 10;

using Values = std::map<std::string, double, std::less<>>;

std::optional<double> value_of(const NumberToken& token, const Values& values) {
  if (token.kind != NumberToken::Kind::kWord) return std::nullopt;
  for (const std::string& form : token.forms) {
    const auto found = values.find(form);
    if (found != values.end()) return found->second;
  }
  return std::nullopt;
}

class AmountReader {
 public:
  AmountReader(const std::vector<NumberToken>& tokens, std::size_t at,
               const NumberLanguage& language)
      : tokens_(tokens), language_(language), begin_(at), at_(at) {}

  std::optional<Amount> read() {
    if (at_ >= tokens_.size() || is_in_name(at_)) return std::nullopt;
    if (is_age_of_somebody(tokens_, at_, language_)) return std::nullopt;
    while (at_ < tokens_.size() && take()) {
    }
    if (!seen_ || is_share() || is_ordinal_) return std::nullopt;
    const double total = sum_ + group_;
    Amount amount{.min = total, .max = total, .is_vague = vague_, .begin = begin_, .end = at_};
    if (vague_ && above_ > 0) amount.max = above_ - 1;
    if (vague_ && above_ <= 0) amount.max.reset();
    return amount;
  }

 private:
  const NumberToken& token(std::size_t i) const { return tokens_[i]; }

  /// "M23", "F-16": digits that belong to a name.
  bool is_in_name(std::size_t i) const {
    if (token(i).kind != NumberToken::Kind::kDigits || i == 0 || !token(i).follows) return false;
    const NumberToken& before = token(i - 1);
    if (before.kind == NumberToken::Kind::kWord) return !is_joiner(tokens_, i - 1, language_);
    return i >= 2 && is_dash(before) && before.follows &&
           token(i - 2).kind == NumberToken::Kind::kWord;
  }

  bool take() {
    const NumberToken& next = token(at_);
    if (next.kind == NumberToken::Kind::kDigits) return take_digits(next);
    if (next.kind == NumberToken::Kind::kSign) return take_hyphen();
    if (const auto divisor = value_of(next, language_.fractions)) return take_fraction(*divisor);
    if (const auto value = value_of(next, language_.numbers)) return take_number(*value);
    if (const auto factor = value_of(next, language_.multipliers)) return take_factor(*factor);
    if (take_vague(next)) return true;
    return take_joiner();
  }

  bool take_digits(const NumberToken& next) {
    if (seen_) return false;
    group_ = next.value;
    last_ = next.value;
    seen_ = true;
    ++at_;
    if (at_ >= tokens_.size() || !token(at_).follows) return true;
    if (const auto factor = value_of(token(at_), language_.attached)) {
      group_ *= *factor;
      ++at_;
      return false;
    }
    is_ordinal_ = is_in(token(at_), language_.ordinal_endings);
    return true;
  }

  bool take_number(double value) {
    const bool continues = seen_ && adds(value);
    if (seen_ && !continues) return false;
    group_ += value;
    last_ = value;
    seen_ = true;
    ++at_;
    return true;
  }

  /// "twenty three", "hundred six"; in languages that say units first "three and twenty", "three
  /// ten".
  bool adds(double value) const {
    if (vague_ || token(at_ - 1).kind == NumberToken::Kind::kDigits) return false;
    if (last_ >= kHundred) return value < last_;
    if (language_.units_first && last_ < kTen) {
      return value >= kTen && value < kHundred && value > last_;
    }
    return last_ > kTen && value < kTen && !(last_ < 2 * kTen);
  }

  bool take_factor(double factor) {
    // "two hundred and a thousand" are two numbers.
    if (seen_ && factor >= kThousand && sum_ > 0 && factor > last_factor_) return false;
    const double count = seen_ && group_ > 0 ? group_ : 1;
    if (factor < kThousand) {
      group_ = count * factor;
    } else {
      sum_ += count * factor;
      group_ = 0;
      last_factor_ = factor;
    }
    above_ *= factor;
    last_ = factor;
    seen_ = true;
    ++at_;
    return true;
  }

  bool take_vague(const NumberToken& next) {
    for (const std::string& form : next.forms) {
      const auto found = language_.vague.find(form);
      if (found == language_.vague.end()) continue;
      const VagueNumber& word = found->second;
      if (seen_ && word.unit < kHundred) return false;
      if (!word.before.empty() && !is_phrase_at(tokens_, at_ + 1, {word.before})) return false;
      if (seen_) {
        group_ *= word.unit;
        above_ *= word.unit;
      } else {
        group_ = word.min;
        above_ = word.max ? *word.max + 1 : 0;
        vague_ = true;
      }
      last_ = group_;
      seen_ = true;
      ++at_;
      return true;
    }
    return false;
  }

  /// "half a million".
  bool take_fraction(double divisor) {
    std::size_t next = at_ + 1;
    while (!seen_ && next < tokens_.size() && is_in(token(next), language_.skip_words)) ++next;
    if (seen_ || next >= tokens_.size()) return false;
    const auto factor = value_of(token(next), language_.multipliers);
    if (!factor) return false;
    group_ = *factor / divisor;
    last_ = group_;
    seen_ = true;
    at_ = next + 1;
    return false;
  }

  bool take_hyphen() {
    if (!seen_ || !is_dash(token(at_)) || !token(at_).follows) return false;
    if (at_ + 1 >= tokens_.size() || !token(at_ + 1).follows) return false;
    return skip_before_number();
  }

  /// "two hundred and sixty", "hundreds of thousands", "tens of thousands".
  bool take_joiner() {
    if (!seen_ || at_ + 1 >= tokens_.size()) return false;
    if (vague_ && is_in(token(at_), language_.skip_words)) {
      const bool multiplies = value_of(token(at_ + 1), language_.multipliers).has_value() ||
                              is_big_vague(token(at_ + 1));
      if (multiplies) ++at_;
      return multiplies;
    }
    return is_in(token(at_), language_.joiners) && skip_before_number();
  }

  bool is_big_vague(const NumberToken& next) const {
    return std::any_of(next.forms.begin(), next.forms.end(), [&](const std::string& form) {
      const auto found = language_.vague.find(form);
      return found != language_.vague.end() && found->second.unit >= kHundred;
    });
  }

  /// Skips the token before a number word that adds to this number.
  bool skip_before_number() {
    const auto value = value_of(token(at_ + 1), language_.numbers);
    ++at_;
    if (value && adds(*value)) return true;
    --at_;
    return false;
  }

  bool is_share() const {
    std::size_t next = at_;
    while (next < tokens_.size() && is_dash(token(next))) ++next;
    if (next < tokens_.size() && is_in(token(next), language_.part_words)) ++next;  // "per cent"
    return next < tokens_.size() && is_in(token(next), language_.share_words);
  }

  const std::vector<NumberToken>& tokens_;
  const NumberLanguage& language_;
  std::size_t begin_;
  std::size_t at_;
  double sum_ = 0;
  double group_ = 0;
  double last_ = 0;
  double last_factor_ = 0;
  double above_ = 0;  // the least number that a vague word no longer means; 0: there is none
  bool seen_ = false;
  bool vague_ = false;
  bool is_ordinal_ = false;
};

}  // namespace

bool is_age_of_somebody(const std::vector<NumberToken>& tokens, std::size_t at,
                        const NumberLanguage& language) {
  return at >= 2 && is_in(tokens[at - 1], language.age_links) &&
         is_in(tokens[at - 2], language.aged_words);
}

bool is_dash(const NumberToken& token) {
  return token.kind == NumberToken::Kind::kSign && !token.forms.front().empty() &&
         text::is_dash(decode_utf8(token.forms.front(), 0).value);
}

bool is_joiner(const std::vector<NumberToken>& tokens, std::size_t at,
               const NumberLanguage& language) {
  return at < tokens.size() && (tokens[at].is_joined || is_in(tokens[at], language.joiners));
}

std::optional<Amount> read_amount(const std::vector<NumberToken>& tokens, std::size_t at,
                                  const NumberLanguage& language) {
  return AmountReader(tokens, at, language).read();
}

std::optional<Amount> read_range(const std::vector<NumberToken>& tokens, std::size_t at,
                                 const NumberLanguage& language) {
  std::optional<Amount> low = read_amount(tokens, at, language);
  if (!low || low->is_vague || low->end >= tokens.size()) return low;
  const bool is_between = at > 0 && is_in(tokens[at - 1], language.between_words);
  const NumberToken& link = tokens[low->end];
  const bool is_range = is_dash(link) || is_in(link, language.range_words);
  std::size_t next = low->end;
  if (is_range || (is_between && is_in(link, language.joiners))) {
    ++next;
  } else if (!is_between || !link.is_joined) {
    return low;
  }
  const std::optional<Amount> high = read_amount(tokens, next, language);
  if (!high || high->is_vague || high->min <= low->min) return low;
  return Amount{.min = low->min, .max = high->max, .begin = low->begin, .end = high->end};
}

bool is_clock_time(const std::vector<NumberToken>& tokens, std::size_t at,
                   const NumberLanguage& language) {
  constexpr double kLastMinute = 59;
  constexpr double kLastHour = 12;
  const std::optional<Amount> minutes = read_amount(tokens, at, language);
  if (!minutes || minutes->end >= tokens.size() || minutes->min > kLastMinute) return false;
  if (!is_in(tokens[minutes->end], language.range_words)) return false;
  const std::optional<Amount> hour = read_amount(tokens, minutes->end + 1, language);
  return hour && hour->min <= kLastHour && hour->min < minutes->min;
}

void apply_hedge(const NumberPhrase& hedge, QuantityValue& value) {
  value.reason += ", hedged by " + in_quotes(hedge.shown);
  switch (hedge.kind) {
    case HedgeKind::kAtLeast:
      value.max.reset();
      break;
    case HedgeKind::kAbove:
      value.min = value.min.value_or(0) + 1;
      value.max.reset();
      break;
    case HedgeKind::kAtMost:
      if (value.max) value.min.reset();
      break;
    case HedgeKind::kBelow:
      if (value.max) value.max = *value.max - 1;
      value.min.reset();
      break;
    case HedgeKind::kAbout:
      value.reason += ": approximate";
      break;
    case HedgeKind::kZero:
    case HedgeKind::kExact:
      break;
  }
}

namespace {

/// Whether digits stand on both sides of the border before byte `at`, with at most one mark between
/// them: "1|5", "15|,000", "15,|000".
bool is_within_digits(std::string_view text, std::uint32_t at) {
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  const auto is_mark = [&](std::size_t i) {
    return i < text.size() && (text[i] == ',' || text[i] == '.');
  };
  if (at == 0 || at >= text.size()) return false;
  if (is_digit(at - 1)) return is_digit(at) || (is_mark(at) && is_digit(at + 1));
  return at > 1 && is_mark(at - 1) && is_digit(at - 2) && is_digit(at);
}

/// Where the number begins whose second half, behind a hyphen, begins the span.
std::uint32_t begin_of_compound(std::string_view text, Span span, const NumberLanguage& language) {
  if (span.begin < 2 || text[span.begin - 1] != '-') return span.begin;
  const std::size_t before = text.find_last_of(" \n\t(\"", span.begin - 1);
  const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
  const Span whole{static_cast<std::uint32_t>(first), span.end};
  const auto tokens = number_tokens(text, whole, language);
  const auto amount = read_amount(tokens, 0, language);
  const bool reaches = amount && tokens[amount->end - 1].span.end > span.begin;
  return reaches ? whole.begin : span.begin;
}

}  // namespace

Span whole_number(std::string_view text, Span span, const NumberLanguage& language) {
  while (is_within_digits(text, span.begin)) --span.begin;
  while (is_within_digits(text, span.end)) ++span.end;
  span.begin = begin_of_compound(text, span, language);
  return span;
}

}  // namespace tocsin::resolve
