#pragma once
/// What the program says on standard error.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/error.h"

namespace tocsin::apps {

/// One line: "tocsin: ORIGIN: what was found, what was expected. How to mend it."
/// `fix` says how, where more is known than the code tells.
std::string fault_line(ErrorCode code, std::string_view origin, std::string_view message,
                       std::string_view fix = {});

/// The one of `known` that is most like `word`; empty where none is like it.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

/// "3 of 5 inputs coded, 2 failed."
std::string closing_count(std::size_t coded, std::size_t failed);

}  // namespace tocsin::apps
