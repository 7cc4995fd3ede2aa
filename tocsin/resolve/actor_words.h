#pragma once
/// Words of names in the form in which they are compared: without case, accents and apostrophes,
/// and with or without the small words that some languages write joined to them.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/span.h"

namespace tocsin::resolve {

/// How the words of all languages together are folded; from data/lang/<code>/actor.toml.
struct WordFolding {
  std::map<char32_t, std::string> replace;      ///< after decomposition and lower case
  std::set<std::string, std::less<>> articles;  ///< whole words that are dropped, folded
  std::vector<std::string> joined_articles;     ///< folded; dropped from words of names
  std::vector<std::string> proclitics;          ///< folded; may be dropped from words of a text
  std::vector<std::string> possessive_endings;  ///< with plain apostrophes
};

/// `word` decomposed, in lower case, without marks and apostrophes.
std::string fold(std::string_view word, const WordFolding& folding);

/// One word of a text, not counting articles.
struct NameWord {
  Span span;
  std::vector<std::string> forms;  ///< folded, the whole word first
  bool capital = false;            ///< begins with a capital letter
  bool capitals = false;           ///< two or more letters, all capital
  bool caseless = false;           ///< its script has no capitals
  bool definite = false;           ///< a joined article was dropped in one of the forms
};

/// The words in `within`; `in_name` drops joined articles for good, as names are stored.
std::vector<NameWord> words_of(std::string_view text, Span within, const WordFolding& folding);
std::vector<NameWord> words_of_name(std::string_view name, const WordFolding& folding);

/// Whether one of the forms of `word` is `key`.
bool has_form(const NameWord& word, std::string_view key);
/// Whether one of the forms of `word` is in `keys`.
bool has_form_in(const NameWord& word, const std::set<std::string, std::less<>>& keys);

}  // namespace tocsin::resolve
