#include "tocsin/code/words.h"

#include <algorithm>
#include <cctype>

#include "tocsin/code/data_file.h"

namespace tocsin::code {
namespace {

/// Letters, digits and every byte of a non-ASCII character; Arabic and Latin punctuation outside
/// ASCII is rare inside mentions and only makes a word longer.
bool is_word_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x80 || std::isalnum(value) != 0;
}

/// The words of `text` in lower case, one space between them, so that runs can be compared.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char byte : text) {
    if (!is_word_byte(byte)) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    const bool upper = byte >= 'A' && byte <= 'Z';
    words.back() += upper ? static_cast<char>(byte - 'A' + 'a') : byte;
  }
  return words;
}

/// Whether `word` is of the shape `pattern`, a star standing for any letters.
bool matches(std::string_view pattern, std::string_view word) {
  if (pattern.empty()) return word.empty();
  if (pattern.front() != '*') {
    return !word.empty() && pattern.front() == word.front() &&
           matches(pattern.substr(1), word.substr(1));
  }
  for (std::size_t skipped = 0; skipped <= word.size(); ++skipped) {
    if (matches(pattern.substr(1), word.substr(skipped))) return true;
  }
  return false;
}

/// The patterns of a listed phrase: its parts between spaces.
std::vector<std::string_view> parts_of(std::string_view phrase) {
  std::vector<std::string_view> parts;
  while (!phrase.empty()) {
    const std::size_t space = std::min(phrase.find(' '), phrase.size());
    if (space > 0) parts.push_back(phrase.substr(0, space));
    phrase.remove_prefix(std::min(space + 1, phrase.size()));
  }
  return parts;
}

bool contains_phrase(const std::vector<std::string>& words, std::string_view phrase) {
  const std::vector<std::string_view> parts = parts_of(phrase);
  const auto same = [](const std::string& word, std::string_view part) {
    return matches(part, word);
  };
  return std::search(words.begin(), words.end(), parts.begin(), parts.end(), same) != words.end();
}

}  // namespace

Words Words::load(const std::filesystem::path& file) {
  const DataFile data(file);
  Words words;
  data.check_keys(data.root(), {"list"});
  for (const toml::table* list : data.tables(data.root(), "list")) {
    const std::string id = data.text(*list, "id");
    const auto [place, is_new] = words.lists_.try_emplace(id);
    if (!is_new) data.fail(*list, "the list \"" + id + "\" twice", "each list once");
    for (const auto& [key, node] : *list) {
      if (key.str() == "id" || key.str() == "note") continue;
      for (std::string& word : data.texts(*list, key.str())) {
        if (parts_of(word).empty()) data.fail(node, "an empty word", "a word");
        place->second.push_back(std::move(word));
      }
    }
  }
  return words;
}

bool Words::has(std::string_view list) const { return lists_.contains(list); }

bool Words::contains(std::string_view list, std::string_view text) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return false;
  const std::vector<std::string> words = words_of(text);
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](const std::string& phrase) { return contains_phrase(words, phrase); });
}

}  // namespace tocsin::code
