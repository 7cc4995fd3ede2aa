#pragma once
/// The path and the query of a request, taken apart and decoded once.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tocsin::serve {

using Parameters = std::vector<std::pair<std::string, std::string>>;

struct Target {
  std::vector<std::string> path;  ///< segments, each decoded: "/v1/events/a%2F1" has three
  Parameters query;               ///< in their order, decoded; "+" is a space
};

/// Throws: Problem(bad_value) for what is no path of this host, for broken percent-encoding, for
///         bytes that are not UTF-8, and for U+0000.
Target parse_target(std::string_view target);

/// The text with everything but letters, digits and -._~ percent-encoded.
std::string encode(std::string_view text);

}  // namespace tocsin::serve
