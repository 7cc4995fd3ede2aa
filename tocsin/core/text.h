#pragma once
/// The layout of a report's text: language, paragraphs, sentences, words.

#include <cstdint>
#include <string>
#include <vector>

#include "tocsin/core/span.h"

namespace tocsin {

struct Sentence {
  Span span;                      ///< without surrounding white space
  std::uint32_t first_token = 0;  ///< tokens `[first_token, end_token)` lie in it
  std::uint32_t end_token = 0;
  std::uint32_t paragraph = 0;
  bool operator==(const Sentence&) const = default;
};

/// Spans point into the text of the report it was made from.
struct Text {
  std::string language;          ///< BCP 47; "und" when not recognised
  std::vector<Span> paragraphs;  ///< in text order, never overlapping
  std::vector<Sentence> sentences;
  std::vector<Span>
      tokens;  ///< words: runs of letters, marks and digits; every other character alone
};

}  // namespace tocsin
