#pragma once
/// Classes of characters that the text stage tells apart, by Unicode property.

#include <unicode/uchar.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/span.h"

namespace tocsin::text {

/// A code point and the byte it starts at.
struct Character {
  char32_t value;
  std::uint32_t at;
};

/// The characters of `span`, which must begin and end between characters of valid UTF-8.
std::vector<Character> characters(std::string_view text, Span span);

/// The words in small and in capital letters, by no language's own rules.
std::string to_lower(std::string_view word);
std::string to_upper(std::string_view word);

inline std::uint32_t category(char32_t value) { return U_GET_GC_MASK(static_cast<UChar32>(value)); }
/// Letters, marks and numbers: what words are made of.
inline bool is_word(char32_t value) {
  return (category(value) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}
/// White space, control and format characters, unassigned and private ones: never part of a token.
inline bool is_nothing(char32_t value) {
  return (category(value) & (U_GC_Z_MASK | U_GC_C_MASK)) != 0;
}
inline bool is_letter(char32_t value) { return (category(value) & U_GC_L_MASK) != 0; }
inline bool is_digit(char32_t value) { return (category(value) & U_GC_ND_MASK) != 0; }
inline bool is_lower(char32_t value) { return (category(value) & U_GC_LL_MASK) != 0; }
inline bool is_upper(char32_t value) {
  return (category(value) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
}
/// Letters of scripts without case.
inline bool is_caseless(char32_t value) { return (category(value) & U_GC_LO_MASK) != 0; }
inline bool is_space(char32_t value) { return u_isUWhiteSpace(static_cast<UChar32>(value)); }
inline bool is_opening(char32_t value) {
  return (category(value) & (U_GC_PS_MASK | U_GC_PI_MASK)) != 0 || value == '"' || value == '\'';
}
inline bool is_closing(char32_t value) {
  return (category(value) & (U_GC_PE_MASK | U_GC_PF_MASK)) != 0 || value == '"' || value == '\'';
}
inline bool is_dash(char32_t value) { return (category(value) & U_GC_PD_MASK) != 0; }
/// Signs that open the items of a list.
inline bool is_bullet(char32_t value) {
  return std::u32string_view(U"\u2022\u2023\u2043\u25AA\u25CF\u25E6\u25A0\u25BA\u2219\uF0B7")
             .find(value) != std::u32string_view::npos;
}
/// Emoji and other pictures.
inline bool is_picture(char32_t value) {
  return (category(value) & U_GC_SO_MASK) != 0 && !is_bullet(value);
}
/// Line feed, carriage return and the separators of lines and paragraphs.
inline bool is_line_end(char32_t value) {
  return (value >= 0x0A && value <= 0x0D) || value == 0x85 || value == 0x2028 || value == 0x2029;
}

}  // namespace tocsin::text
