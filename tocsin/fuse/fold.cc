#include "tocsin/fuse/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::fuse {
namespace {

const icu::Normalizer2& checked(const icu::Normalizer2* normalizer, UErrorCode status) {
  if (U_FAILURE(status) != 0 || normalizer == nullptr) {
    throw Error(ErrorCode::kInternal, std::string("ICU normalisation: ") + u_errorName(status));
  }
  return *normalizer;
}

const icu::Normalizer2& case_fold() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
  return checked(found, status);
}

const icu::Normalizer2& decompose() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = icu::Normalizer2::getNFKDInstance(status);
  return checked(found, status);
}

bool is_dropped(UChar32 letter) {
  constexpr UChar32 kTatweel = 0x0640;
  constexpr std::uint32_t kMarks = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
  return letter == kTatweel || (U_GET_GC_MASK(letter) & kMarks) != 0;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

std::string fold_ascii(std::string_view text) {
  std::string folded(text);
  for (char& byte : folded) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  return folded;
}

bool is_word(char32_t letter) {
  constexpr std::uint32_t kWord = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(letter)) & kWord) != 0;
}

bool ends_sentence(char32_t letter) {
  return letter == U'\n' || u_hasBinaryProperty(static_cast<UChar32>(letter), UCHAR_S_TERM) != 0;
}

}  // namespace

std::string fold(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece bytes(text.data(), static_cast<std::int32_t>(text.size()));
  const icu::UnicodeString cased =
      case_fold().normalize(icu::UnicodeString::fromUTF8(bytes), status);
  const icu::UnicodeString apart = decompose().normalize(cased, status);
  if (U_FAILURE(status) != 0) {
    throw Error(ErrorCode::kInternal, std::string("ICU normalisation: ") + u_errorName(status));
  }
  std::string folded;
  for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const UChar32 letter = apart.char32At(at);
    if (!is_dropped(letter)) append_utf8(folded, static_cast<char32_t>(letter));
  }
  return folded;
}

std::uint32_t hash32(std::string_view bytes, std::uint32_t seed) {
  for (const char byte : bytes) seed = (seed ^ static_cast<unsigned char>(byte)) * 16777619U;
  return seed;
}

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
  for (const char byte : bytes) seed = (seed ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
  return seed;
}

std::vector<FoldedWord> folded_words(std::string_view text) {
  std::vector<FoldedWord> words;
  bool opens = true;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint first = decode_utf8(text, at);
    if (!is_word(first.value)) {
      if (ends_sentence(first.value)) opens = true;
      at += first.bytes;
      continue;
    }
    std::size_t end = at;
    for (CodePoint next = first; end < text.size() && is_word(next.value);) {
      end += next.bytes;
      if (end < text.size()) next = decode_utf8(text, end);
    }
    FoldedWord word;
    word.text = fold(text.substr(at, end - at));
    word.hash = hash32(word.text);
    word.capital = u_isUUppercase(static_cast<UChar32>(first.value)) != 0;
    word.opens = opens;
    word.number = std::all_of(word.text.begin(), word.text.end(),
                              [](char byte) { return byte >= '0' && byte <= '9'; });
    opens = false;
    at = end;
    if (!word.text.empty()) words.push_back(std::move(word));
  }
  return words;
}

}  // namespace tocsin::fuse
