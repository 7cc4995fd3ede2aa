#include "tocsin/resolve/time_normal.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "tocsin/core/utf8.h"

namespace tocsin::resolve {
namespace {

bool is_apostrophe(char32_t c) {
  return c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02B9 || c == 0x2032;
}

/// The one character that `c` is matched as.
char32_t plain(char32_t c, const LetterFold& fold) {
  const auto folded = fold.same.find(c);
  if (folded != fold.same.end()) return folded->second;
  if (c < 0x80) return c < 0x20 ? U' ' : c;
  const auto point = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(point)) return U' ';
  if (is_apostrophe(c)) return U'\'';
  if (u_charType(point) == U_DASH_PUNCTUATION || c == 0x2212) return U'-';
  const int digit = u_charDigitValue(point);
  return digit >= 0 ? U'0' + static_cast<char32_t>(digit) : c;
}

/// Marks of direction and width that stand between letters and are not seen.
bool is_invisible(char32_t c) {
  return c >= 0x80 && u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR;
}

}  // namespace

Span NormalText::source(std::size_t begin, std::size_t end) const {
  if (begin >= end) return {};
  // Marks dropped after the last character belong to it, so the end is where the next one starts.
  return {origin[begin], origin[end]};
}

NormalText normalise(std::string_view text, Span part, const LetterFold& fold) {
  NormalText result;
  std::uint32_t at = part.begin;
  while (at < part.end) {
    const CodePoint point = decode_utf8(text, at);
    const char32_t c = plain(point.value, fold);
    const bool skip = fold.dropped.contains(point.value) || is_invisible(point.value) ||
                      (c == U' ' && result.text.ends_with(' '));
    if (!skip) {
      append_utf8(result.text, c);
      result.origin.resize(result.text.size(), at);
    }
    at += point.bytes;
  }
  result.origin.push_back(part.end);
  return result;
}

std::string normalise(std::string_view words, const LetterFold& fold) {
  return normalise(words, Span{0, static_cast<std::uint32_t>(words.size())}, fold).text;
}

std::string word_key(std::string_view words, const LetterFold& fold) {
  std::string key;
  icu::UnicodeString::fromUTF8(normalise(words, fold))
      .toLower(icu::Locale::getRoot())
      .toUTF8String(key);
  return key;
}

}  // namespace tocsin::resolve
