// Which words of a text a search has found.
#include <algorithm>

#include "tocsin/core/utf8.h"
#include "tocsin/engine/overview.h"
#include "tocsin/store/fold.h"

namespace tocsin::engine {
namespace {

// Letters, digits and marks; of other scripts all but their punctuation.
bool is_of_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool is_sign = (c <= 0xBF) || c == 0xD7 || c == 0xF7 || c == 0x060C || c == 0x061B ||
                       c == 0x061F || c == 0x06D4 || (c >= 0x2000 && c <= 0x206F) ||
                       (c >= 0x3000 && c <= 0x303F);
  return !is_sign;
}

struct Word {
  std::string folded;
  Characters at;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  std::string word;
  std::int64_t at = 0;
  std::int64_t begin = 0;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back({store::fold_name(word), {begin, at}});
    word.clear();
  };
  for (std::size_t byte = 0; byte < text.size(); ++at) {
    const CodePoint point = decode_utf8(text, byte);
    if (is_of_word(point.value)) {
      if (word.empty()) begin = at;
      word += text.substr(byte, point.bytes);
    } else {
      end_word();
    }
    byte += point.bytes;
  }
  end_word();
  return words;
}

}  // namespace

std::vector<Characters> marks(std::string_view text, std::string_view words) {
  std::vector<std::string> wanted;
  for (Word& word : words_of(words)) wanted.push_back(std::move(word.folded));
  const bool begins_only = words.ends_with('*');
  std::vector<Characters> found;
  for (const Word& word : words_of(text)) {
    const bool is_wanted = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& each) {
      return word.folded == each || (begins_only && word.folded.starts_with(each));
    });
    if (is_wanted) found.push_back(word.at);
  }
  return found;
}

}  // namespace tocsin::engine
