#pragma once
/// Words and signs of a text. The reader is trained on this very definition.

#include <string_view>
#include <vector>

#include "tocsin/core/span.h"

namespace tocsin::text {

/// The tokens of the text in order: runs of letters, marks and numbers (general category L, M, N),
/// and each punctuation mark or symbol (P, S) alone. Separators and other characters (Z, C) end a
/// run and are in no token.
std::vector<Span> tokens(std::string_view text);

}  // namespace tocsin::text
