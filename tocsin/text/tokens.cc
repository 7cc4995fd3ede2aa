#include "tocsin/text/tokens.h"

#include "tocsin/core/utf8.h"
#include "tocsin/text/characters.h"

namespace tocsin::text {

std::vector<Span> tokens(std::string_view text) {
  std::vector<Span> found;
  bool in_run = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + point.bytes)};
    const bool word = is_word(point.value);
    if (word && in_run) {
      found.back().end = span.end;
    } else if (!is_nothing(point.value)) {
      found.push_back(span);
    }
    in_run = word;
    at += point.bytes;
  }
  return found;
}

}  // namespace tocsin::text
