#pragma once
/// UTF-8: validity, decoding, and the one conversion from byte offsets to code points at the
/// borders.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin {

/// Where the first byte that is not valid UTF-8 stands; `text.size()` when all is valid.
std::size_t first_invalid_utf8(std::string_view text);

/// The text with every maximal invalid stretch replaced by U+FFFD (Unicode 15 section 3.9, as
/// Python's errors="replace").
std::string replace_invalid_utf8(std::string_view text);

/// The code point that starts at byte `at`, and how many bytes it takes (1 and U+FFFD for an
/// invalid byte).
struct CodePoint {
  char32_t value;
  std::uint32_t bytes;
};
CodePoint decode_utf8(std::string_view text, std::size_t at);

/// Appends `code_point` to `text`.
void append_utf8(std::string& text, char32_t code_point);

/// Byte offsets of one text to offsets in Unicode code points.
/// Threads: const after construction. Cost: O(text) once, then O(1) a query.
class CodePointOffsets {
 public:
  explicit CodePointOffsets(std::string_view text);
  /// The number of code points before byte `byte` (clamped to the text).
  std::uint32_t operator()(std::size_t byte) const;

 private:
  std::vector<std::uint32_t> block_start_;  // code points before each block of kBlock bytes
  std::string_view text_;                   // owned by the caller
};

}  // namespace tocsin
