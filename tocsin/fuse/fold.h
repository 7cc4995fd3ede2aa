#pragma once
/// Words as fusion compares them: without case, marks and width, by their hash.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::fuse {

/// The text without case, marks, joiners and differences of width (NFKC case folding).
std::string fold(std::string_view text);

/// FNV-1a of the bytes, going on from `seed`.
std::uint32_t hash32(std::string_view bytes, std::uint32_t seed = 2166136261U);
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 14695981039346656037ULL);

/// A run of letters and digits.
struct FoldedWord {
  std::string text;        ///< folded
  std::uint32_t hash = 0;  ///< of the folded text
  bool capital = false;    ///< begins with a capital letter
  bool opens = false;      ///< the first of its sentence or line
  bool number = false;     ///< digits alone
};

/// The words of a text in order. Cost: O(text).
std::vector<FoldedWord> folded_words(std::string_view text);

}  // namespace tocsin::fuse
