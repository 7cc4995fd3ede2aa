// How it works: CLD2 recognises texts of some length. Where it is unsure, as with most headlines,
// the known languages are tried: a language whose script has a variety of letters of its own (the
// Arabic among the Arabic-script ones) is taken when nearly all letters are its letters; any other
// when its common words are among the text's words and those of no other known language are as
// many. Nothing here names a language: scripts, letters and words are data.

#include "tocsin/text/recognise.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "tocsin/core/utf8.h"
#include "tocsin/text/characters.h"
#include "tocsin/text/tokens.h"

namespace tocsin::text {
namespace {

constexpr std::size_t kMaxBytes = 200'000;
constexpr std::string_view kUnknown = "und";

std::string_view beginning(std::string_view text) {
  if (text.size() <= kMaxBytes) return text;
  std::size_t end = kMaxBytes;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// "he" for "iw", "en" for "eng", "pt-BR" for "pt_br"; "" for what is no tag.
std::string canonical_tag(const std::string& words) {
  UErrorCode status = U_ZERO_ERROR;
  char tag[64];
  const std::int32_t size =
      uloc_toLanguageTag(words.c_str(), tag, static_cast<std::int32_t>(sizeof tag), true, &status);
  if (U_FAILURE(status) || size <= 0 || size >= static_cast<std::int32_t>(sizeof tag)) return "";
  const std::string found(tag, static_cast<std::size_t>(size));
  return found == kUnknown ? "" : found;
}

// What CLD2 says when it is sure; "" otherwise.
std::string detect(std::string_view text) {
  CLD2::Language ranked[3];
  int percent[3];
  double scores[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::CLDHints hints{nullptr, "", CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  const CLD2::Language best =
      CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0,
                                     ranked, percent, scores, nullptr, &text_bytes, &reliable);
  if (!reliable || best == CLD2::UNKNOWN_LANGUAGE || percent[0] < 50) return "";
  return canonical_tag(CLD2::LanguageCode(best));
}

// How many letters the text has of each script.
std::map<std::string, std::size_t> count_scripts(std::string_view text) {
  std::map<std::string, std::size_t> counts;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    at += point.bytes;
    if (!is_letter(point.value)) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(point.value), &status);
    if (U_SUCCESS(status) && script > USCRIPT_INHERITED) ++counts[uscript_getShortName(script)];
  }
  return counts;
}

// The script of at least 60 of 100 letters; "" when there is none.
std::string main_script(std::string_view text) {
  std::size_t total = 0;
  std::pair<std::string, std::size_t> most;
  for (const auto& [script, count] : count_scripts(text)) {
    total += count;
    if (count > most.second) most = {script, count};
  }
  return most.second * 10 >= total * 6 ? most.first : "";
}

// Whether 98 of 100 letters of the text's main script are letters of the language.
bool is_in_letters_of(std::string_view text, const Language& language) {
  std::size_t known = 0;
  std::size_t total = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    at += point.bytes;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(point.value), &status);
    if (!is_letter(point.value) || language.script != uscript_getShortName(script)) continue;
    ++total;
    if (language.letters.find(point.value) != std::u32string::npos) ++known;
  }
  return total > 0 && known * 100 >= total * 98;
}

std::size_t count_common_words(const std::vector<std::string>& words, const Language& language) {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(),
                    [&](const std::string& word) { return language.common_words.contains(word); }));
}

std::vector<std::string> lower_words(std::string_view text) {
  std::vector<std::string> words;
  for (Span span : tokens(text)) words.push_back(to_lower(slice(text, span)));
  return words;
}

// The one known language of the script that the letters and words speak for.
std::string recognise_short(std::string_view text, const Languages& languages) {
  const std::string script = main_script(text);
  const std::vector<std::string> words = lower_words(text);
  std::string best;
  std::size_t most = 0;
  bool tied = false;
  for (const std::string& code : languages.codes()) {
    const Language& language = *languages.find(code);
    if (language.script != script) continue;
    std::size_t weight = count_common_words(words, language);
    if (!language.letters.empty()) weight = is_in_letters_of(text, language) ? weight + 1 : 0;
    if (weight > most) {
      most = weight;
      best = code;
      tied = false;
    } else if (weight == most) {
      tied = true;
    }
  }
  return most == 0 || tied ? std::string(kUnknown) : best;
}

}  // namespace

std::string language_code(std::string_view given, const Languages& languages) {
  const std::string lower = to_lower(given);
  for (const std::string& code : languages.codes()) {
    if (lower == to_lower(languages.find(code)->name)) return code;
  }
  const std::string tag = canonical_tag(std::string(given));
  const Language* language = languages.find(tag);
  return language == nullptr ? tag : language->code;
}

bool is_in_script_of(std::string_view text, const Language& language) {
  const std::string script = main_script(beginning(text));
  return script.empty() || script == language.script;
}

std::string recognise(std::string_view text, const Languages& languages) {
  const std::string_view sample = beginning(text);
  const std::string detected = detect(sample);
  if (!detected.empty()) return language_code(detected, languages);
  return recognise_short(sample, languages);
}

}  // namespace tocsin::text
