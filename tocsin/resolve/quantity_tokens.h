#pragma once
/// Numbers, words and signs of a text as the reading of quantities needs them.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/resolve/quantity_words.h"

namespace tocsin::resolve {

struct NumberToken {
  enum class Kind : std::uint8_t { kDigits, kWord, kSign };
  Kind kind;
  Span span;
  std::vector<std::string> forms;  ///< folded, the whole word first; the sign itself
  double value = 0;                ///< of digits
  bool is_joined = false;          ///< a joiner is written joined to it ("و7")
  bool follows = false;            ///< directly behind the token before it
};

/// The tokens of `within`; digits with their separators are one token.
std::vector<NumberToken> number_tokens(std::string_view text, Span within,
                                       const NumberLanguage& language);

bool is_in(const NumberToken& token, const NumberLanguage::Set& words);

/// Whether the words of a phrase, folded, stand at `at`.
bool is_phrase_at(const std::vector<NumberToken>& tokens, std::size_t at,
                  const std::vector<std::string>& phrase);

/// Whether the word is a plural by its ending or by the lists of its language.
bool is_plural(const NumberToken& token, const NumberLanguage& language);

}  // namespace tocsin::resolve
