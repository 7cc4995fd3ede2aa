#include "tocsin/resolve/time_pattern.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace tocsin::resolve {
namespace {

constexpr int kDeepest = 6;  // a pattern that names itself would never end

struct Reference {
  std::string list;
  std::string slot;
  bool captures = true;
};

/// `list`, `list:slot` or `-list`.
Reference parse_reference(std::string_view words) {
  Reference reference;
  if (words.starts_with('-')) {
    reference.captures = false;
    words.remove_prefix(1);
  }
  const std::size_t colon = words.find(':');
  reference.list = words.substr(0, colon);
  reference.slot = colon == std::string_view::npos ? reference.list : words.substr(colon + 1);
  return reference;
}

class Expander {
 public:
  explicit Expander(const PatternLists& lists) : lists_(lists) {}

  ExpandedPattern run(std::string_view pattern) {
    result_.regex = expand(pattern, 0);
    return std::move(result_);
  }

 private:
  std::string expand(std::string_view pattern, int depth) {
    std::string regex;
    for (std::size_t at = 0; at < pattern.size();) {
      const char c = pattern[at];
      const std::size_t close = c == '{' ? pattern.find('}', at) : std::string_view::npos;
      const bool is_count = c == '{' && at + 1 < pattern.size() && std::isdigit(pattern[at + 1]);
      if (c == '\\' && at + 1 < pattern.size()) {
        // `\p{…}` holds braces of its own.
        const bool has_braces = (pattern[at + 1] == 'p' || pattern[at + 1] == 'P') &&
                                at + 2 < pattern.size() && pattern[at + 2] == '{';
        const std::size_t end = has_braces ? pattern.find('}', at) + 1 : at + 2;
        regex += pattern.substr(at, end - at);
        at = end;
      } else if (close == std::string_view::npos || is_count) {
        regex += c;
        ++at;
      } else {
        regex += group(parse_reference(pattern.substr(at + 1, close - at - 1)), depth);
        at = close + 1;
      }
    }
    return regex;
  }

  std::string group(const Reference& reference, int depth) {
    const bool captures = reference.captures && depth == 0;
    if (captures) {
      result_.slots.push_back(reference.slot);
      result_.lists.push_back(reference.list);
    }
    const std::string open = captures ? "(" : "(?:";
    const auto words = lists_.words.find(reference.list);
    if (words != lists_.words.end()) return open + words->second + ")";
    const auto pattern = lists_.patterns.find(reference.list);
    if (pattern == lists_.patterns.end() || depth > kDeepest) {
      result_.problem = "{" + reference.list + "} is neither a word list nor a pattern";
      return open + ")";
    }
    return open + expand(pattern->second, depth + 1) + ")";
  }

  const PatternLists& lists_;
  ExpandedPattern result_;
};

std::string in_capitals(const std::string& word) {
  std::string capitals;
  icu::UnicodeString::fromUTF8(word).toUpper(icu::Locale::getRoot()).toUTF8String(capitals);
  return capitals;
}

}  // namespace

std::string alternation(const std::vector<std::string>& words, WordCase word_case) {
  std::vector<std::string> forms = words;
  if (word_case == WordCase::kCapitalised) {
    for (const std::string& word : words) forms.push_back(in_capitals(word));
  }
  // The first alternative that fits is taken, so longer words come first.
  std::sort(forms.begin(), forms.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  std::string regex;
  for (const std::string& form : forms) {
    regex += (regex.empty() ? "" : "|") + RE2::QuoteMeta(form);
  }
  return word_case == WordCase::kCapitalised ? "(?-i:" + regex + ")" : regex;
}

ExpandedPattern expand(std::string_view pattern, const PatternLists& lists) {
  return Expander(lists).run(pattern);
}

}  // namespace tocsin::resolve
