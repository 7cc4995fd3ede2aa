#pragma once
/// Words as the rules compare them: without case, marks, apostrophes and differences of width.

#include <string>
#include <string_view>

namespace tocsin::assess {

/// Letters and digits folded, every run of anything else one space, with a space at both ends, so
/// that " word " is found as a whole word.
std::string fold_words(std::string_view text);

}  // namespace tocsin::assess
