#pragma once
/// What an assessment must say against itself.

#include <optional>
#include <string>
#include <vector>

#include "tocsin/assess/assess.h"

namespace tocsin::assess {

/// Sentences on the number of independent sources, what rests on one of them, how old the last
/// report is, and what has no place or date. `used` are the deeds within the window.
std::vector<std::string> caveats(const std::vector<const Deed*>& used, const Question& question,
                                 const CaveatRules& rules);

/// "1 day", "3 days".
std::string counted(std::size_t number, std::string_view one, std::string_view many);

}  // namespace tocsin::assess
