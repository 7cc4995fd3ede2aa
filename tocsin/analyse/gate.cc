#include "tocsin/analyse/gate.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace tocsin::analyse {

std::string fold_word(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int>(word.size())));
  icu::UnicodeString folded = folding->normalize(source, status);
  std::string result;
  folded.toUTF8String(result);
  return result;
}

Gate::Gate(std::string_view words) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    if (end > at) words_.emplace(words.substr(at, end - at));
    at = end + 1;
  }
}

bool Gate::opens(std::string_view text, const std::vector<Span>& tokens, std::uint32_t first,
                 std::uint32_t end) const {
  if (words_.empty()) return true;
  return std::any_of(tokens.begin() + first, tokens.begin() + end,
                     [&](Span token) { return words_.contains(fold_word(slice(text, token))); });
}

}  // namespace tocsin::analyse
