#pragma once
/// What was done to those whom a figure counts, by the words beside it; and whether it is a toll.

#include <optional>
#include <string_view>

#include "tocsin/core/values.h"
#include "tocsin/resolve/quantity_tokens.h"

namespace tocsin::resolve {

/// The harm that the word tells of; nothing where it tells of none.
std::optional<Role> harm_word(const NumberToken& token, const NumberLanguage& language);

/// Fills `harms` and `tally` of `value` from the words in and around its span, on its line.
///
/// A harm told as the last word of the span or right behind it comes first, then the one told right
/// before it; only where there is neither, one told before an earlier figure of the same list
/// ("wounding five soldiers and [two children]").
void read_harm(std::string_view text, const NumberLanguage& language, QuantityValue& value);

/// The toll that the ordinal at `at` tells of: "the [fourth] fatality", "a [seventeenth] victim …
/// died"; nothing where it tells of none.
std::optional<std::int64_t> ordinal_toll(const std::vector<NumberToken>& tokens, std::size_t at,
                                         const NumberLanguage& language);

}  // namespace tocsin::resolve
