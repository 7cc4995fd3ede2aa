#pragma once
/// From the short patterns of time.toml to regular expressions.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

/// What `{name}` may stand for in a pattern.
struct PatternLists {
  std::map<std::string, std::string, std::less<>> words;     ///< list → alternation of its words
  std::map<std::string, std::string, std::less<>> patterns;  ///< name → pattern
};

/// The alternation that matches the words of one list, longest first; `capitalised`: only as
/// written or in capitals.
enum class WordCase : std::uint8_t { kAny, kCapitalised };
std::string alternation(const std::vector<std::string>& words, WordCase word_case);

struct ExpandedPattern {
  std::string regex;
  std::vector<std::string> slots;
  std::vector<std::string> lists;
  std::string problem;  ///< not empty when a name in braces is unknown
};

/// `pattern` with `{list}` and `{list:slot}` replaced by capturing groups and `{-list}` by one that
/// captures nothing. Braces around digits are left to the regular expression.
ExpandedPattern expand(std::string_view pattern, const PatternLists& lists);

}  // namespace tocsin::resolve
