#include "tocsin/text/characters.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "tocsin/core/utf8.h"

namespace tocsin::text {
namespace {

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

}  // namespace

std::vector<Character> characters(std::string_view text, Span span) {
  std::vector<Character> found;
  found.reserve(length(span));
  for (std::uint32_t at = span.begin; at < span.end;) {
    const CodePoint point = decode_utf8(text, at);
    found.push_back({point.value, at});
    at += point.bytes;
  }
  return found;
}

std::string to_lower(std::string_view word) {
  std::string lower;
  utf16(word).toLower(icu::Locale::getRoot()).toUTF8String(lower);
  return lower;
}

std::string to_upper(std::string_view word) {
  std::string upper;
  utf16(word).toUpper(icu::Locale::getRoot()).toUTF8String(upper);
  return upper;
}

}  // namespace tocsin::text
