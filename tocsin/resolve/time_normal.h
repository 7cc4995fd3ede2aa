#pragma once
/// The form of a text that time rules are matched on: one kind of space, dash, apostrophe and
/// digit, letters folded as the language's data say, with the way back to the report's bytes.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/span.h"

namespace tocsin::resolve {

/// Which letters a language writes in several ways, from the `[fold]` table of its time.toml.
struct LetterFold {
  std::map<char32_t, char32_t> same;  ///< letter → the one it is matched as
  std::set<char32_t> dropped;         ///< vowel signs and the like, left out
};

struct NormalText {
  std::string text;
  std::vector<std::uint32_t> origin;  ///< for each byte of `text`, and its end: byte in the report

  /// The report's bytes that bytes `[begin, end)` of `text` were made from.
  Span source(std::size_t begin, std::size_t end) const;
};

/// `part` of `text` in normal form. Runs of white space become one space; case is kept.
NormalText normalise(std::string_view text, Span part, const LetterFold& fold);

/// The same for a word or pattern, without the way back.
std::string normalise(std::string_view words, const LetterFold& fold);

/// The key under which a word is looked up: normal form in lower case.
std::string word_key(std::string_view words, const LetterFold& fold);

}  // namespace tocsin::resolve
