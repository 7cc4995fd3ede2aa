#pragma once
/// Figures that count nobody and nothing: ages, hours, money.

#include <optional>
#include <string_view>
#include <vector>

#include "tocsin/resolve/quantity_amount.h"

namespace tocsin::resolve {

/// The words of a mention among those around it.
struct FigureWords {
  std::string_view before;  ///< the text up to the mention
  const std::vector<NumberToken>& tokens;
  std::size_t begin = 0;  ///< of the mention's tokens
  std::size_t end = 0;
};

/// What the words say where they are no number of people or things ("an age"); nothing where they
/// may be one.
std::optional<std::string_view> what_else(const FigureWords& words, const NumberLanguage& language);

/// "23 year-old", "17-year-old": whether a word of age stands behind the amount.
bool is_followed_by_age(const std::vector<NumberToken>& tokens, const Amount& amount,
                        const NumberLanguage& language);

}  // namespace tocsin::resolve
