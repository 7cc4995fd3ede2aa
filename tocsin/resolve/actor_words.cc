#include "tocsin/resolve/actor_words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/text/characters.h"

namespace tocsin::resolve {
namespace {

// The shortest rest, in bytes, that may be left of a word when a joined word is taken off it.
constexpr std::size_t kShortestRest = 4;

bool is_apostrophe(char32_t value) {
  return std::u32string_view(U"'\u2019\u2018\u02BC\u02BB\u02BF\u02BE`").find(value) !=
         std::u32string_view::npos;
}

bool in_word(char32_t value) { return text::is_word(value) || is_apostrophe(value); }

icu::UnicodeString decompose(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  const icu::StringPiece bytes(word.data(), static_cast<std::int32_t>(word.size()));
  icu::UnicodeString result = nfkd->normalize(icu::UnicodeString::fromUTF8(bytes), status);
  if (U_FAILURE(status) != 0) {
    throw Error(ErrorCode::kInternal, std::string("ICU NFKD: ") + u_errorName(status));
  }
  return result;
}

std::string plain_apostrophes(std::string_view word) {
  std::string result;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode_utf8(word, at);
    if (is_apostrophe(point.value)) {
      result += '\'';
    } else {
      result += word.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return result;
}

std::string without_possessive(std::string word, const WordFolding& folding) {
  for (const std::string& ending : folding.possessive_endings) {
    if (word.size() > ending.size() && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      return word;
    }
  }
  return word;
}

/// The stretches of word characters in `within`, with single letters between full stops joined.
std::vector<Span> raw_words(std::string_view text, Span within) {
  std::vector<Span> words;
  const auto characters = text::characters(text, within);
  for (std::size_t i = 0; i < characters.size();) {
    if (!text::is_word(characters[i].value)) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < characters.size() && in_word(characters[end].value)) ++end;
    // "U.S.": one letter, a full stop, one letter and so on.
    while (end + 1 < characters.size() && end - i < 8 && characters[end].value == U'.' &&
           text::is_upper(characters[end - 1].value) && text::is_upper(characters[end + 1].value) &&
           (end - i == 1 || characters[end - 2].value == U'.') &&
           (end + 2 >= characters.size() || !text::is_word(characters[end + 2].value))) {
      end += 2;
    }
    const std::uint32_t stop = end < characters.size() ? characters[end].at : within.end;
    words.push_back({characters[i].at, stop});
    i = end;
  }
  return words;
}

void note_case(NameWord& word, std::string_view text) {
  std::size_t letters = 0;
  std::size_t capitals = 0;
  for (const auto& [value, at] : text::characters(text, word.span)) {
    if (!text::is_letter(value)) continue;
    ++letters;
    if (letters == 1) word.caseless = text::is_caseless(value);
    if (!text::is_upper(value)) continue;
    if (letters == 1) word.capital = true;
    ++capitals;
  }
  word.capitals = letters >= 2 && capitals == letters;
}

void add_form(NameWord& word, std::string form) {
  if (std::find(word.forms.begin(), word.forms.end(), form) == word.forms.end()) {
    word.forms.push_back(std::move(form));
  }
}

bool takes_off(const std::string& whole, const std::string& prefix) {
  return whole.starts_with(prefix) && whole.size() - prefix.size() >= kShortestRest;
}

std::vector<NameWord> make_words(std::string_view text, Span within, const WordFolding& folding) {
  std::vector<NameWord> result;
  for (const Span span : raw_words(text, within)) {
    NameWord word{.span = span};
    std::string plain = plain_apostrophes(slice(text, span));
    std::string whole = fold(without_possessive(std::move(plain), folding), folding);
    if (whole.empty() || folding.articles.contains(whole)) continue;
    note_case(word, text);
    word.forms.push_back(std::move(whole));
    result.push_back(std::move(word));
  }
  return result;
}

}  // namespace

std::string fold(std::string_view word, const WordFolding& folding) {
  std::string result;
  const icu::UnicodeString letters = decompose(word);
  for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 letter = letters.char32At(i);
    if (!text::is_word(static_cast<char32_t>(letter)) || u_charType(letter) == U_NON_SPACING_MARK) {
      continue;
    }
    const auto small = static_cast<char32_t>(u_foldCase(letter, U_FOLD_CASE_DEFAULT));
    if (const auto found = folding.replace.find(small); found != folding.replace.end()) {
      result += found->second;
    } else {
      append_utf8(result, small);
    }
  }
  return result;
}

std::vector<NameWord> words_of(std::string_view text, Span within, const WordFolding& folding) {
  std::vector<NameWord> words = make_words(text, within, folding);
  for (NameWord& word : words) {
    const std::string whole = word.forms.front();
    for (const std::string& prefix : folding.proclitics) {
      if (takes_off(whole, prefix)) add_form(word, whole.substr(prefix.size()));
    }
    for (const std::string& article : folding.joined_articles) {
      word.definite = word.definite || takes_off(whole, article);
    }
  }
  return words;
}

std::vector<NameWord> words_of_name(std::string_view name, const WordFolding& folding) {
  const Span all{0, static_cast<std::uint32_t>(name.size())};
  std::vector<NameWord> words = make_words(name, all, folding);
  for (NameWord& word : words) {
    for (const std::string& article : folding.joined_articles) {
      if (!takes_off(word.forms.front(), article)) continue;
      word.forms.front().erase(0, article.size());
      break;
    }
  }
  return words;
}

bool has_form(const NameWord& word, std::string_view key) {
  return std::find(word.forms.begin(), word.forms.end(), key) != word.forms.end();
}

bool has_form_in(const NameWord& word, const std::set<std::string, std::less<>>& keys) {
  return std::any_of(word.forms.begin(), word.forms.end(),
                     [&](const std::string& form) { return keys.contains(form); });
}

}  // namespace tocsin::resolve
