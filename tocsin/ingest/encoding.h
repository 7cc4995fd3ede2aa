#pragma once
/// From bytes in whatever encoding to UTF-8 text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/diagnostic.h"

namespace tocsin::ingest {

struct Decoded {
  std::string text;  ///< valid UTF-8
  std::vector<Diagnostic> diagnostics;
};

/// What the bytes look like, where they are no text: "a PDF document"; nothing for text.
std::optional<std::string> recognise_binary(std::string_view bytes);

/// The bytes as text: by their byte-order mark, as UTF-8 when they are, as UTF-16 when their zero
/// bytes say so, by the `declared` name of the encoding (may be empty), else by statistics. A guess
/// and every byte that could not be read are told in a diagnostic.
///
/// Throws: Error(kNotText) when they are no text in any encoding; its message lacks the file.
/// Source: Unicode 15 chapter 3; ICU's converters and charset detection.
Decoded decode(std::string_view bytes, const std::string& declared);

/// The text as it is stored: every line ended by "\n", no byte-order mark, and U+FFFD for NUL.
std::string normalise_lines(std::string_view text);

/// Whether the text has nothing but white space and control characters.
bool is_blank(std::string_view text);

}  // namespace tocsin::ingest
