#include "tocsin/core/capital_words.h"

#include <algorithm>

namespace tocsin {

std::set<std::string_view> capital_words(std::string_view text) {
  constexpr std::string_view kSigns = " \t\n,;:.()\"/";
  std::set<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(kSigns, at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(kSigns, begin), text.size());
    if (text[begin] >= 'A' && text[begin] <= 'Z') words.insert(text.substr(begin, end - begin));
    at = end;
  }
  return words;
}

std::set<std::string_view> place_names(const Frame& frame, std::string_view text) {
  std::set<std::string_view> names;
  for (const RoleFiller& filler : frame.roles) {
    if (filler.role == Role::kPlace) names.merge(capital_words(slice(text, filler.mention.span)));
  }
  return names;
}

}  // namespace tocsin
