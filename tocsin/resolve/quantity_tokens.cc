#include "tocsin/resolve/quantity_tokens.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "tocsin/text/characters.h"

namespace tocsin::resolve {
namespace {

using text::Character;

constexpr std::size_t kGroup = 3;
constexpr std::size_t kShortestRest = 4;  // bytes left of a word when a joined word is taken off

bool is_apostrophe(char32_t value) { return value == U'\'' || value == U'\u2019'; }

class Tokeniser {
 public:
  Tokeniser(std::string_view text, Span within, const NumberLanguage& language)
      : text_(text),
        within_(within),
        language_(language),
        characters_(text::characters(text, within)) {}

  std::vector<NumberToken> run() {
    for (std::size_t at = 0; at < characters_.size();) {
      const char32_t value = characters_[at].value;
      if (text::is_digit(value)) {
        at = digits(at);
      } else if (text::is_word(value)) {
        at = word(at);
      } else {
        if (!text::is_nothing(value)) sign(at);
        ++at;
      }
    }
    return std::move(tokens_);
  }

 private:
  char32_t at(std::size_t i) const { return i < characters_.size() ? characters_[i].value : U'\0'; }
  std::uint32_t byte(std::size_t i) const {
    return i < characters_.size() ? characters_[i].at : within_.end;
  }
  std::size_t digit_run(std::size_t i) const {
    std::size_t end = i;
    while (text::is_digit(at(end))) ++end;
    return end;
  }

  void add(NumberToken token) {
    token.follows = !tokens_.empty() && tokens_.back().span.end == token.span.begin;
    tokens_.push_back(std::move(token));
  }

  /// Digits in groups of three, then a fraction.
  std::size_t digits(std::size_t start) {
    std::size_t end = digit_run(start);
    double value = 0;
    for (std::size_t i = start; i < end; ++i)
      value = value * 10 + u_charDigitValue(static_cast<UChar32>(at(i)));
    const bool may_group = end - start <= kGroup;
    while (may_group && language_.group_separators.contains(at(end)) &&
           digit_run(end + 1) == end + 1 + kGroup && !is_scaled_fraction(end)) {
      for (std::size_t i = end + 1; i < end + 1 + kGroup; ++i)
        value = value * 10 + u_charDigitValue(static_cast<UChar32>(at(i)));
      end += 1 + kGroup;
    }
    if (language_.decimal_separators.contains(at(end)) && text::is_digit(at(end + 1))) {
      double place = 1;
      const std::size_t stop = digit_run(end + 1);
      for (std::size_t i = end + 1; i < stop; ++i) {
        place /= 10;
        value += place * u_charDigitValue(static_cast<UChar32>(at(i)));
      }
      end = stop;
    }
    add({.kind = NumberToken::Kind::kDigits, .span = {byte(start), byte(end)}, .value = value});
    return end;
  }

  /// "3.125 million": the separator opens a fraction and no group.
  bool is_scaled_fraction(std::size_t separator) const {
    if (!language_.decimal_separators.contains(at(separator))) return false;
    if (at(separator) == U',') return false;
    std::size_t i = digit_run(separator + 1);
    while (text::is_space(at(i))) ++i;
    std::size_t end = i;
    while (text::is_letter(at(end))) ++end;
    const std::string_view next = slice(text_, {byte(i), byte(end)});
    return !next.empty() && language_.multipliers.contains(fold(next, language_.folding));
  }

  std::size_t word(std::size_t start) {
    std::size_t end = start;
    while ((text::is_word(at(end)) && !text::is_digit(at(end))) ||
           (is_apostrophe(at(end)) && text::is_letter(at(end + 1)))) {
      ++end;
    }
    if (end == start) return start + 1;
    NumberToken token{.kind = NumberToken::Kind::kWord, .span = {byte(start), byte(end)}};
    const std::string whole = fold(slice(text_, token.span), language_.folding);
    token.forms.push_back(whole);
    for (const std::string& prefix : language_.folding.proclitics) {
      if (!whole.starts_with(prefix) || whole.size() - prefix.size() < kShortestRest) continue;
      token.forms.push_back(whole.substr(prefix.size()));
    }
    for (const std::string& prefix : language_.joined_joiners) {
      const bool alone = whole == prefix;
      token.is_joined = token.is_joined || (!alone && whole.starts_with(prefix));
    }
    // "و7": the joiner is a word of its own before digits.
    add(std::move(token));
    return end;
  }

  void sign(std::size_t i) {
    const Span span{byte(i), byte(i + 1)};
    add({.kind = NumberToken::Kind::kSign,
         .span = span,
         .forms = {std::string(slice(text_, span))}});
  }

  std::string_view text_;
  Span within_;
  const NumberLanguage& language_;
  std::vector<Character> characters_;
  std::vector<NumberToken> tokens_;
};

}  // namespace

std::vector<NumberToken> number_tokens(std::string_view text, Span within,
                                       const NumberLanguage& language) {
  return Tokeniser(text, within, language).run();
}

bool is_in(const NumberToken& token, const NumberLanguage::Set& words) {
  return std::any_of(token.forms.begin(), token.forms.end(),
                     [&](const std::string& form) { return words.contains(form); });
}

bool is_phrase_at(const std::vector<NumberToken>& tokens, std::size_t at,
                  const std::vector<std::string>& phrase) {
  if (at + phrase.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const auto& forms = tokens[at + i].forms;
    if (std::find(forms.begin(), forms.end(), phrase[i]) == forms.end()) return false;
  }
  return true;
}

bool is_plural(const NumberToken& token, const NumberLanguage& language) {
  if (token.kind != NumberToken::Kind::kWord || is_in(token, language.singular_words)) return false;
  if (is_in(token, language.plural_words)) return true;
  const std::string& word = token.forms.front();
  return std::any_of(language.plural_endings.begin(), language.plural_endings.end(),
                     [&](const std::string& ending) {
                       return word.size() > ending.size() + 2 && word.ends_with(ending);
                     });
}

}  // namespace tocsin::resolve
