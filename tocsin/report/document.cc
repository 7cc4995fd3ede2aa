#include "tocsin/report/document.h"

#include <algorithm>

namespace tocsin::report {

std::vector<int> citations_of(const Sentence& sentence) {
  std::vector<int> all;
  for (const Run& run : sentence) all.insert(all.end(), run.citations.begin(), run.citations.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string words_of(const Sentence& sentence) {
  std::string words;
  for (const Run& run : sentence) words += run.text;
  return words;
}

std::string flat(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

std::string ranges(const std::vector<int>& numbers) {
  constexpr std::size_t kShortestRange = 3;
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    if (!text.empty()) text += ", ";
    text += std::to_string(numbers[i]);
    if (end - i >= kShortestRange) {
      text += "–" + std::to_string(numbers[end - 1]);
      i = end;
    } else {
      ++i;
    }
  }
  return text;
}

}  // namespace tocsin::report
