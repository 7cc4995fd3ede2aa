#include "tocsin/store/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::store {
namespace {

constexpr char32_t kNothing = 0;

// Arabic letters that are written in several ways, by one of them.
char32_t one_spelling(char32_t c) {
  switch (c) {
    case U'\u0622':  // alef with madda
    case U'\u0623':  // alef with hamza above
    case U'\u0625':  // alef with hamza below
    case U'\u0671':  // alef wasla
    case U'\u0672':
    case U'\u0673':
    case U'\u0675':
      return U'\u0627';
    case U'\u0649':  // alef maksura
    case U'\u06CC':  // Farsi yeh
    case U'\u0626':  // yeh with hamza
    case U'\u06D2':
      return U'\u064A';
    case U'\u0624':  // waw with hamza
      return U'\u0648';
    case U'\u0629':  // teh marbuta
    case U'\u06C0':
    case U'\u06C1':
    case U'\u06D5':
      return U'\u0647';
    case U'\u06A9':  // keheh
      return U'\u0643';
    case U'\u0621':  // hamza alone
    case U'\u0640':  // tatweel
      return kNothing;
    default:
      return c;
  }
}

bool is_dropped(char32_t c) {
  const bool is_arabic_mark =
      (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
      (c >= 0x06D6 && c <= 0x06ED && c != 0x06DD && c != 0x06DE && c != 0x06E9);
  const bool is_direction = (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
                            (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x061C ||
                            c == 0x00AD;
  return is_arabic_mark || is_direction;
}

char32_t folded(char32_t c) {
  if (c < 0x80) return c;
  if (is_dropped(c)) return kNothing;
  const int digit = u_charDigitValue(static_cast<UChar32>(c));
  if (digit >= 0 && u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER) {
    return U'0' + static_cast<char32_t>(digit);
  }
  return one_spelling(c);
}

// Presentation forms (ligatures, joined letters) as the letters they show.
std::string composed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  std::string result;
  if (U_SUCCESS(status) != 0) {
    const icu::StringPiece bytes(text.data(), static_cast<std::int32_t>(text.size()));
    nfkc->normalize(icu::UnicodeString::fromUTF8(bytes), status).toUTF8String(result);
  }
  if (U_FAILURE(status) != 0) {
    throw Error(ErrorCode::kInternal, std::string("ICU NFKC: ") + u_errorName(status));
  }
  return result;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

std::string quoted(std::string_view words) {
  std::string text = "\"";
  for (const char c : words) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + "\"";
}

bool has_letter(std::string_view words) {
  for (std::size_t at = 0; at < words.size();) {
    const CodePoint point = decode_utf8(words, at);
    if (u_isalnum(static_cast<UChar32>(point.value)) != 0) return true;
    at += point.bytes;
  }
  return false;
}

void add_term(std::string& query, std::string_view word) {
  if (!has_letter(word)) return;
  const bool is_beginning = word.ends_with('*');
  if (is_beginning) word.remove_suffix(1);
  if (!query.empty()) query += " ";
  query += quoted(word) + (is_beginning ? "*" : "");
}

}  // namespace

std::string fold(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  const std::string whole = composed(text);
  std::string result;
  result.reserve(whole.size());
  for (std::size_t at = 0; at < whole.size();) {
    const CodePoint point = decode_utf8(whole, at);
    at += point.bytes;
    const char32_t c = folded(point.value);
    if (c != kNothing) append_utf8(result, c);
  }
  return result;
}

std::string fold_name(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status) != 0) {
    throw Error(ErrorCode::kInternal, std::string("ICU NFKD: ") + u_errorName(status));
  }
  const icu::UnicodeString parts =
      nfkd->normalize(icu::UnicodeString::fromUTF8(fold(name)), status);
  icu::UnicodeString kept;
  bool blank = true;  // at the beginning, so that it opens with no blank
  for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    const UChar32 c = parts.char32At(at);
    if ((U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 || c == '\'' || c == 0x2019 || c == 0x02BF) continue;
    const bool is_word = u_isalnum(c) != 0;
    if (is_word) kept.append(u_tolower(c));
    if (!is_word && !blank) kept.append(static_cast<UChar32>(' '));
    blank = !is_word;
  }
  std::string result;
  kept.toUTF8String(result);
  while (result.ends_with(' ')) result.pop_back();
  return result;
}

std::string match_query(std::string_view words) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::string folded_words = fold(words);
  std::string_view rest = folded_words;
  std::string query;
  while (true) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    if (rest.empty()) return query;
    const bool is_phrase = rest.front() == '"';
    if (is_phrase) rest.remove_prefix(1);
    const std::size_t end =
        std::min(rest.find_first_of(is_phrase ? "\"" : " \t\r\n\""), rest.size());
    add_term(query, rest.substr(0, end));
    rest.remove_prefix(std::min(end + (is_phrase ? 1 : 0), rest.size()));
  }
}

}  // namespace tocsin::store
