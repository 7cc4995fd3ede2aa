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
  std::string encoding;  ///< the one it was read in: "UTF-8", "windows-1256"
};

/// Whether ICU knows an encoding of this name.
bool is_encoding(const std::string& name);

/// The encoding of bytes that are only the beginning of an input; told as decode() finds it.
std::string encoding_of(std::string_view beginning);

/// The bytes read in the encoding that ICU knows by this name; U+FFFD for what it cannot read.
///
/// Throws: Error(kBadEncoding) when there is no such encoding.
std::string convert(std::string_view bytes, const std::string& encoding);

/// What the bytes look like, where they are no text: "a PDF document"; nothing for text.
std::optional<std::string> recognise_binary(std::string_view bytes);

/// The bytes as text: by their byte-order mark, as UTF-8 when they are, as UTF-16 when their zero
/// bytes say so, by the `declared` name of the encoding (may be empty), else by statistics. A guess
/// and every byte that could not be read are told in a diagnostic.
///
/// A `forced` name (may be empty) wins over all of that.
///
/// Throws: Error(kNotText) when they are no text in any encoding; its message lacks the file.
/// Source: Unicode 15 chapter 3; ICU's converters and charset detection.
Decoded decode(std::string_view bytes, const std::string& declared, const std::string& forced = {});

/// The text as it is stored: every line ended by "\n", no byte-order mark, and U+FFFD for NUL.
std::string normalise_lines(std::string_view text);

/// normalise_lines, and a diagnostic when there was a NUL in the text.
std::string stored_text(std::string_view text, std::vector<Diagnostic>& diagnostics);

/// Whether the text has nothing but white space and control characters.
bool is_blank(std::string_view text);

}  // namespace tocsin::ingest
