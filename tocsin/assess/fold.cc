#include "tocsin/assess/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace tocsin::assess {
namespace {

// Apostrophes and their like inside a name: "Dar'a" and "Dara" are one.
bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BF || c == 0x02BE || c == 0x60;
}

// The same for plain ASCII, which most words are.
bool fold_ascii(std::string_view text, std::string& result) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
    if (c == '\'' || c == '`') continue;
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (result.back() != ' ') {
      result += ' ';
    }
  }
  return true;
}

}  // namespace

std::string fold_words(std::string_view text) {
  std::string result = " ";
  if (fold_ascii(text, result)) {
    if (result.back() != ' ') result += ' ';
    return result;
  }
  result = " ";
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* apart = icu::Normalizer2::getNFDInstance(status);
  const icu::UnicodeString folded =
      apart->normalize(fold->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                           text.data(), static_cast<int32_t>(text.size()))),
                                       status),
                       status);
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if (is_apostrophe(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) continue;
    if (u_isalnum(c)) {
      icu::UnicodeString(c).toUTF8String(result);
    } else if (result.back() != ' ') {
      result += ' ';
    }
  }
  if (result.back() != ' ') result += ' ';
  return result;
}

}  // namespace tocsin::assess
