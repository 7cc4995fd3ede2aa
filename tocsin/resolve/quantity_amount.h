#pragma once
/// One number in running words: "two hundred and sixty", "1.2 million", "hundreds of thousands",
/// "5 to 7".

#include <cstddef>
#include <optional>
#include <vector>

#include "tocsin/core/values.h"
#include "tocsin/resolve/quantity_tokens.h"

namespace tocsin::resolve {

struct Amount {
  double min = 0;
  std::optional<double> max;  ///< nothing: the words name no upper end ("many")
  bool is_vague = false;      ///< a word for an unknown number: "dozens"
  std::size_t begin = 0;      ///< its tokens
  std::size_t end = 0;
};

/// The number that begins with token `at`. Shares ("4 per cent"), ordinals ("third", "3rd") and
/// digits inside names ("M23", "F-16") are none.
std::optional<Amount> read_amount(const std::vector<NumberToken>& tokens, std::size_t at,
                                  const NumberLanguage& language);

/// The same, with the upper end of a range where one follows: "5 to 7", "between 5 and 7".
std::optional<Amount> read_range(const std::vector<NumberToken>& tokens, std::size_t at,
                                 const NumberLanguage& language);

/// Whether the number at `at` is an age: "a boy of [nine]".
bool is_age_of_somebody(const std::vector<NumberToken>& tokens, std::size_t at,
                        const NumberLanguage& language);

bool is_dash(const NumberToken& token);

/// Whether token `at` is a joiner or has one written joined to it.
bool is_joiner(const std::vector<NumberToken>& tokens, std::size_t at,
               const NumberLanguage& language);

/// Whether token `at` begins an hour of the clock: "ten to nine" counts down, as no range does.
bool is_clock_time(const std::vector<NumberToken>& tokens, std::size_t at,
                   const NumberLanguage& language);

/// What a hedge makes of the number: "at least" takes the upper end away, "over" the number itself.
void apply_hedge(const NumberPhrase& hedge, QuantityValue& value);

/// The span with the rest of a number that it begins or ends within: "[3],200", "[15],000",
/// "thirty-[eight] lorries".
Span whole_number(std::string_view text, Span span, const NumberLanguage& language);

}  // namespace tocsin::resolve
