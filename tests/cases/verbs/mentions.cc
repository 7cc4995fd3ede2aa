#include "tests/cases/verbs/mentions.h"

#include <regex>
#include <stdexcept>

namespace tocsin::cases {
namespace {

const char* const kQuoted = R"re("([^"]*)"(?:#(\d+))?)re";

/// The n-th occurrence of `words`, counted from 1.
Span find(const std::string& text, const std::string& words, const std::string& number) {
  std::size_t at = text.find(words);
  for (int n = number.empty() ? 1 : std::stoi(number); n > 1 && at != std::string::npos; --n) {
    at = text.find(words, at + words.size());
  }
  if (words.empty() || at == std::string::npos) {
    throw std::runtime_error("\"" + words + "\" is not in the text as often");
  }
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

}  // namespace

Analysis mentions_of(const Case& input, const std::string& text) {
  static const std::regex kItem(std::string(R"re(^\s*(?:;\s*)?([a-z]+(?:\.[A-Z]+)?):)re") +
                                kQuoted + "(?:->" + kQuoted + ")?");
  Analysis analysis;
  std::string rest = input.arguments;
  std::smatch item;
  while (rest.find_first_not_of(' ') != std::string::npos) {
    if (!std::regex_search(rest, item, kItem)) throw std::runtime_error("no mention: " + rest);
    Mention mention{.span = find(text, item[2], item[3]), .kind = item[1]};
    if (item[4].matched) mention.antecedent = find(text, item[4], item[5]);
    analysis.mentions.push_back(mention);
    rest = item.suffix();
  }
  return analysis;
}

}  // namespace tocsin::cases
