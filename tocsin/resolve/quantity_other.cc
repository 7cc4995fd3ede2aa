#include "tocsin/resolve/quantity_other.h"

#include <algorithm>
#include <array>

#include "tocsin/resolve/quantity_harm.h"
#include "tocsin/resolve/quantity_words.h"

namespace tocsin::resolve {
namespace {

using Tokens = std::vector<NumberToken>;

bool is_money(std::string_view before) {
  constexpr std::array<std::string_view, 4> kSigns{"$", "€", "£", "¥"};
  return std::any_of(kSigns.begin(), kSigns.end(),
                     [&](std::string_view sign) { return before.ends_with(sign); });
}

/// "23 [year]-old man", "17-year-[old]": marked alone.
bool is_part_of_age(const FigureWords& words, const NumberLanguage& language) {
  const Tokens& tokens = words.tokens;
  std::size_t before = words.begin;
  while (before > 0 && is_dash(tokens[before - 1])) --before;
  const bool follows = before > 0 && is_in(tokens[before - 1], language.age_words);
  const bool is_one =
      words.end == words.begin + 1 && tokens[words.begin].kind == NumberToken::Kind::kWord;
  return is_one && before > 0 && (follows || is_in(tokens[words.begin], language.age_words));
}

/// Whether "of the injuries" stands at token `at`.
bool is_of_harm(const Tokens& tokens, std::size_t at, const NumberLanguage& language) {
  if (at >= tokens.size() || !is_in(tokens[at], language.part_words)) return false;
  ++at;
  while (at < tokens.size() && is_in(tokens[at], language.skip_words)) ++at;
  return at < tokens.size() && harm_word(tokens[at], language).has_value();
}

/// "[None] of the injuries was grave".
bool is_none_of_harm(const FigureWords& words, const NumberLanguage& language) {
  return std::any_of(language.before.begin(), language.before.end(),
                     [&](const NumberPhrase& phrase) {
                       return phrase.kind == HedgeKind::kZero &&
                              is_phrase_at(words.tokens, words.begin, phrase.words) &&
                              is_of_harm(words.tokens, words.begin + phrase.words.size(), language);
                     });
}

/// "[14]-year-old": a number alone, with the word of age behind it.
bool is_age(const FigureWords& words, const NumberLanguage& language) {
  if (is_age_of_somebody(words.tokens, words.begin, language)) return true;
  const auto amount = read_range(words.tokens, words.begin, language);
  return amount && amount->end >= words.end && is_followed_by_age(words.tokens, *amount, language);
}

}  // namespace

bool is_followed_by_age(const Tokens& tokens, const Amount& amount,
                        const NumberLanguage& language) {
  std::size_t next = amount.end;
  while (next < tokens.size() && is_dash(tokens[next])) ++next;
  return next < tokens.size() && is_in(tokens[next], language.age_words);
}

std::optional<std::string_view> what_else(const FigureWords& words,
                                          const NumberLanguage& language) {
  if (words.begin == words.end) return std::nullopt;
  if (is_age(words, language)) return "an age";
  if (is_clock_time(words.tokens, words.begin, language)) return "an hour";
  if (is_money(words.before)) return "a sum of money";
  if (is_part_of_age(words, language)) return "a part of an age";
  if (is_none_of_harm(words, language)) return "none of the harm, and nobody";
  return std::nullopt;
}

}  // namespace tocsin::resolve
