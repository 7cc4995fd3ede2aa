#include "tocsin/ingest/title.h"

#include <cstdint>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/encoding.h"

namespace tocsin::ingest {
namespace {

constexpr std::uint32_t kMaxTitleCharacters = 200;

}  // namespace

std::string_view trim(std::string_view words) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = words.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return words.substr(begin, words.find_last_not_of(kSpace) + 1 - begin);
}

std::string title_of(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && is_blank(text.substr(begin, text.find('\n', begin) - begin))) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return "";
    begin = end + 1;
  }
  const std::size_t end = text.find('\n', begin);
  if (end == std::string_view::npos || is_blank(text.substr(end))) return "";
  std::string_view line = text.substr(begin, end - begin);
  if (line.starts_with('#')) line.remove_prefix(line.find_first_not_of('#') % line.size());
  line = trim(line);
  if (line.ends_with('.')) return "";
  return CodePointOffsets(line)(line.size()) <= kMaxTitleCharacters ? std::string(line) : "";
}

}  // namespace tocsin::ingest
