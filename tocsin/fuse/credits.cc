#include "tocsin/fuse/credits.h"

#include <algorithm>
#include <set>

#include "tocsin/fuse/fold.h"

namespace tocsin::fuse {
namespace {

bool is_space(char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

/// The words in brackets as an agency's name; empty when they are none. Known names count, and
/// words in capital letters alone ("ANS").
std::string agency_in(std::string_view words, const Rules& rules) {
  std::string name;
  for (const FoldedWord& word : folded_words(words)) {
    if (name.empty() && rules.credit_words.contains(word.text)) continue;
    if (!name.empty()) name += ' ';
    name += word.text;
  }
  if (rules.agencies.contains(name)) return name;
  const std::size_t last = words.find_last_of(' ');
  const std::string_view acronym = last == std::string_view::npos ? words : words.substr(last + 1);
  constexpr std::size_t kShortest = 2;
  constexpr std::size_t kLongest = 6;
  const bool capitals = std::all_of(acronym.begin(), acronym.end(),
                                    [](char byte) { return byte >= 'A' && byte <= 'Z'; });
  const bool fits = acronym.size() >= kShortest && acronym.size() <= kLongest;
  constexpr std::size_t kMostWords = 3;
  const bool few = folded_words(words).size() <= kMostWords;
  return capitals && fits && few ? fold(acronym) : std::string();
}

/// Adds what stands in brackets in `part`.
void add_bracketed(std::set<std::string>& found, std::string_view part, const Rules& rules) {
  for (std::size_t open = part.find('('); open != std::string_view::npos;
       open = part.find('(', open + 1)) {
    const std::size_t close = part.find(')', open);
    if (close == std::string_view::npos) return;
    const std::string name = agency_in(part.substr(open + 1, close - open - 1), rules);
    if (!name.empty()) found.insert(name);
  }
}

bool is_name_word(std::string_view word) {
  return word.size() > 1 &&
         (static_cast<unsigned char>(word[0]) >= 0x80 || (word[0] >= 'A' && word[0] <= 'Z'));
}

}  // namespace

std::vector<std::string> credits(const Report& report, const Rules& rules) {
  constexpr std::size_t kDateline = 160;
  constexpr std::size_t kEnd = 60;
  std::set<std::string> found;
  std::string_view text = report.text;
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  // A dateline opens a paragraph: the first two may hold title and dateline.
  std::size_t from = 0;
  for (int paragraph = 0; paragraph < 3 && from < text.size(); ++paragraph) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const std::string_view line = text.substr(from, end - from);
    const std::size_t dash = std::min({line.find(" - "), line.find("–"), line.find("—")});
    if (dash < kDateline) add_bracketed(found, line.substr(0, dash), rules);
    from = text.find_first_not_of('\n', end);
  }
  if (!text.empty() && (text.back() == ')' || text.ends_with(")."))) {
    add_bracketed(found, text.size() > kEnd ? text.substr(text.size() - kEnd) : text, rules);
  }
  return {found.begin(), found.end()};
}

std::vector<std::string> credit_names(std::string_view outlet) {
  std::set<std::string> names;
  std::string whole;
  std::string initials;
  for (const FoldedWord& word : folded_words(outlet.substr(0, outlet.find('(')))) {
    whole += (whole.empty() ? "" : " ") + word.text;
    if (word.capital) initials += word.text[0];
  }
  if (!whole.empty()) names.insert(whole);
  if (initials.size() > 1) names.insert(initials);
  return {names.begin(), names.end()};
}

std::vector<std::string> named_sources(const Event& event) {
  std::set<std::string> names;
  for (const EventActor& source : event.source) {
    const std::string& name = source.value.name;
    const std::size_t space = name.find(' ');
    const bool two = space != std::string::npos && is_name_word(name) &&
                     is_name_word(std::string_view(name).substr(name.rfind(' ') + 1));
    const bool person = source.mention.kind.starts_with("p.");
    // A body that the actor tables know speaks with many mouths: "the army said" twice is no sign
    // of one source, a person named twice is.
    if (two && person) names.insert(fold(name));
  }
  return {names.begin(), names.end()};
}

}  // namespace tocsin::fuse
