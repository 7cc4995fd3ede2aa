#include "tocsin/resolve/gazetteer_fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::resolve {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::size_t number(std::string_view digits) {
  std::size_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

icu::UnicodeString decompose(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  const icu::StringPiece bytes(name.data(), static_cast<std::int32_t>(name.size()));
  icu::UnicodeString result = nfkd->normalize(icu::UnicodeString::fromUTF8(bytes), status);
  if (U_FAILURE(status) != 0) {
    throw Error(ErrorCode::kInternal, std::string("ICU NFKD: ") + u_errorName(status));
  }
  return result;
}

bool is_dropped(UChar32 letter) {
  constexpr std::uint32_t kDropped = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
  return (U_GET_GC_MASK(letter) & kDropped) != 0;
}

bool is_kept(UChar32 letter) {
  constexpr std::uint32_t kKept = U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK;
  return (U_GET_GC_MASK(letter) & kKept) != 0;
}

/// White space at the ends gone, and of several spaces only one left.
std::string squeeze(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    if (letter != ' ' || (!result.empty() && result.back() != ' ')) result += letter;
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string replace_all(std::string text, const std::string& old, const std::string& with) {
  for (std::size_t at = text.find(old); at != std::string::npos;
       at = text.find(old, at + with.size())) {
    text.replace(at, old.size(), with);
  }
  return text;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

}  // namespace

NameFolding::NameFolding(std::string_view rules) {
  for (const std::string_view line : split(rules, '\n')) read_rule(split(line, '\t'));
}

void NameFolding::read_rule(const std::vector<std::string_view>& fields) {
  if (fields.size() < 2) return;
  const std::string_view kind = fields[0];
  const std::string value(fields[1]);
  if (kind == "remove") {
    for (std::size_t at = 0; at < value.size();) {
      const CodePoint letter = decode_utf8(value, at);
      remove_.insert(letter.value);
      at += letter.bytes;
    }
  } else if (kind == "article") {
    articles_.insert(value);
  } else if (kind == "attached") {
    attached_.push_back(value);
  } else if (kind == "attached_rest") {
    attached_rest_ = number(value);
  } else if (kind == "skeleton_letters") {
    skeleton_letters_ = number(value);
  } else if (kind == "consonants") {
    least_consonants_ = number(value);
  } else if (kind == "suffix") {
    suffixes_.push_back(value);
  } else if (fields.size() >= 3) {
    const std::string with(fields[2]);
    if (kind == "replace") replace_[decode_utf8(value, 0).value] = with;
    if (kind == "before") before_.emplace_back(value, with);
    if (kind == "after") after_.emplace_back(value, with);
    if (kind == "latin") latin_.emplace_back(value, with);
    if (kind == "arabic") arabic_.emplace_back(value, with);
  }
}

std::string NameFolding::fold(std::string_view name) const {
  const icu::UnicodeString parts = decompose(name);
  std::string folded;
  for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    const UChar32 part = parts.char32At(at);
    if (is_dropped(part) || remove_.contains(static_cast<char32_t>(part))) continue;
    const UChar32 lower = u_tolower(part);
    const auto replaced = replace_.find(static_cast<char32_t>(lower));
    if (replaced != replace_.end()) {
      folded += replaced->second;
    } else if (is_kept(part)) {
      append_utf8(folded, static_cast<char32_t>(lower));
    } else {
      folded += ' ';
    }
  }
  return squeeze(folded);
}

std::string NameFolding::strip(std::string_view folded) const {
  std::string result;
  for (std::string_view word : split(folded, ' ')) {
    if (word.empty() || articles_.contains(word)) continue;
    for (const std::string& article : attached_) {
      if (word.starts_with(article) && letters(word) >= letters(article) + attached_rest_) {
        word.remove_prefix(article.size());
        break;
      }
    }
    if (!result.empty()) result += ' ';
    result += word;
  }
  return result.empty() ? std::string(folded) : result;
}

std::string NameFolding::skeleton(std::string_view stripped) const {
  if (!is_ascii(stripped)) return {};
  std::string key = replace_all(std::string(stripped), " ", "");
  const auto undouble = [&key] { key.erase(std::unique(key.begin(), key.end()), key.end()); };
  for (const auto& [old, with] : before_) key = replace_all(std::move(key), old, with);
  undouble();
  for (const auto& [old, with] : after_) key = replace_all(std::move(key), old, with);
  undouble();
  for (const std::string& suffix : suffixes_) {
    if (key.ends_with(suffix)) key.resize(key.size() - suffix.size());
  }
  return key.size() >= skeleton_letters_ ? key : std::string();
}

std::string NameFolding::consonants(std::string_view stripped) const {
  std::string key = replace_all(std::string(stripped), " ", "");
  const Replacements& spelling = is_ascii(key) ? latin_ : arabic_;
  if (is_ascii(key)) key.erase(std::unique(key.begin(), key.end()), key.end());
  for (const auto& [old, with] : spelling) key = replace_all(std::move(key), old, with);
  return is_ascii(key) && key.size() >= least_consonants_ ? key : std::string();
}

}  // namespace tocsin::resolve
