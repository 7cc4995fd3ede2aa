// How it works: from the figure the tokens are read outwards. Forwards, linking words ("more people
// were") and nouns in the plural lead on to a word of harm; a joiner, a verb or a full stop ends
// the search. Backwards, hedges and articles do; behind a joiner only a figure with its nouns leads
// on.
#include "tocsin/resolve/quantity_harm.h"

#include <algorithm>
#include <vector>

#include "tocsin/resolve/quantity_amount.h"

namespace tocsin::resolve {
namespace {

constexpr std::uint32_t kContextBytes = 160;
constexpr std::size_t kTollWords = 9;   // from a toll word to its figure
constexpr std::size_t kSinceWords = 6;  // from a figure to "since"

using Tokens = std::vector<NumberToken>;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The stretch before or behind the span, on its line.
Span before(std::string_view text, Span span) {
  std::uint32_t begin = span.begin > kContextBytes ? span.begin - kContextBytes : 0;
  while (begin < span.begin && is_continuation(text[begin])) ++begin;
  const std::size_t line =
      span.begin == 0 ? std::string_view::npos : text.rfind('\n', span.begin - 1);
  if (line != std::string_view::npos && line >= begin) begin = static_cast<std::uint32_t>(line + 1);
  return {begin, span.begin};
}

Span behind(std::string_view text, Span span) {
  auto end =
      static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), span.end + kContextBytes));
  while (end < text.size() && is_continuation(text[end])) ++end;
  const std::size_t line = text.find('\n', span.end);
  if (line < end) end = static_cast<std::uint32_t>(line);
  return {span.end, end};
}

bool is_word(const NumberToken& token) { return token.kind == NumberToken::Kind::kWord; }

class HarmReader {
 public:
  HarmReader(std::string_view text, Span span, const NumberLanguage& language)
      : language_(language),
        own_(number_tokens(text, span, language)),
        before_(number_tokens(text, before(text, span), language)),
        behind_(number_tokens(text, behind(text, span), language)) {}

  std::vector<Role> harms() const {
    std::vector<Role> found;
    const auto add = [&](std::optional<Role> harm) {
      if (harm && std::find(found.begin(), found.end(), *harm) == found.end()) {
        found.push_back(*harm);
      }
    };
    if (own_.size() > 1) add(harm_word(own_.back(), language_));
    add(harm_behind());
    add(harm_before());
    if (found.empty()) add(harm_of_list());
    if (found.empty()) add(harm_of_toll());
    return found;
  }

  Tally tally() const {
    if (is_over_time()) return Tally::kPeriod;
    std::size_t at = before_.size();
    bool since = false;
    for (std::size_t steps = 0; at > 0 && steps < kTollWords; ++steps) {
      const NumberToken& token = before_[--at];
      if (!is_word(token)) break;
      since = since || is_in(token, language_.since_words);
      if (!is_in(token, language_.toll_words)) continue;
      return since || is_since_behind() ? Tally::kPeriod : Tally::kTotal;
    }
    return harm_of_toll() ? Tally::kTotal : Tally::kEvent;
  }

 private:
  static bool is_full_stop(const NumberToken& token) {
    return token.kind == NumberToken::Kind::kSign && token.forms.front() == ".";
  }

  /// Where the sentence of the figure begins among the tokens before it.
  std::size_t sentence_begin() const {
    std::size_t at = before_.size();
    while (at > 0 && !is_full_stop(before_[at - 1])) --at;
    return at;
  }

  /// "31 civilian deaths since the start of the month".
  bool is_over_time() const {
    for (const auto& phrase : language_.periods) {
      for (std::size_t at = sentence_begin(); at < before_.size(); ++at) {
        if (is_phrase_at(before_, at, phrase)) return true;
      }
      for (std::size_t at = 0; at < behind_.size() && !is_full_stop(behind_[at]); ++at) {
        if (is_phrase_at(behind_, at, phrase)) return true;
      }
    }
    return false;
  }

  /// Where a phrase of `phrases` begins that ends right before the figure, hedges left aside.
  std::optional<std::size_t> phrase_before(
      const std::vector<std::vector<std::string>>& phrases) const {
    for (std::size_t end = before_.size(); end > 0; --end) {
      for (const auto& phrase : phrases) {
        if (phrase.size() <= end && is_phrase_at(before_, end - phrase.size(), phrase)) {
          return end - phrase.size();
        }
      }
      if (!is_word(before_[end - 1]) || !is_hedge(before_[end - 1])) return std::nullopt;
    }
    return std::nullopt;
  }

  /// The last harm told in tokens `[begin, end)` before the figure.
  std::optional<Role> last_harm(std::size_t begin, std::size_t end) const {
    for (std::size_t at = end; at > begin; --at) {
      if (const auto harm = harm_word(before_[at - 1], language_)) return harm;
    }
    return std::nullopt;
  }

  /// "Those killed on the lorry number seventeen."; "Two of the wounded died. That makes five.".
  std::optional<Role> harm_of_toll() const {
    if (const auto phrase = phrase_before(language_.tolls)) {
      const std::size_t begin = sentence_begin();
      if (const auto harm = last_harm(begin, *phrase)) return harm;
      const bool is_toll = std::any_of(
          before_.begin() + static_cast<std::ptrdiff_t>(begin),
          before_.begin() + static_cast<std::ptrdiff_t>(*phrase), [&](const NumberToken& token) {
            return is_in(token, language_.toll_words) || is_in(token, language_.count_words);
          });
      if (is_toll) return Role::kKilled;
    }
    if (const auto phrase = phrase_before(language_.sums)) return last_harm(0, *phrase);
    return std::nullopt;
  }

  bool is_since_behind() const {
    for (std::size_t i = 0; i < std::min(behind_.size(), kSinceWords); ++i) {
      if (!is_word(behind_[i])) return false;
      if (is_in(behind_[i], language_.since_words)) return true;
    }
    return false;
  }

  /// The end of ", including three children,": where the sentence goes on; `at` where it does not.
  std::size_t skip_aside(std::size_t at) const {
    if (at + 1 >= behind_.size() || !is_in(behind_[at], language_.list_signs)) return at;
    const bool is_part = is_in(behind_[at + 1], language_.part_words) ||
                         is_in(behind_[at + 1], language_.unknown_words);  // "most of them"
    if (!is_part) return at;
    std::size_t end = at + 1;
    while (end < behind_.size() && !is_in(behind_[end], language_.list_signs)) ++end;
    return end < behind_.size() ? end + 1 : at;
  }

  /// "three [members of the police] have given their lives": up to where the verb begins.
  std::size_t skip_whole(std::size_t at) const {
    constexpr std::size_t kLongest = 5;  // words
    if (!is_in(behind_[at], language_.part_words) || !is_in(behind_[at], language_.harm_links)) {
      return at;
    }
    for (std::size_t end = at + 1; end < behind_.size() && end <= at + kLongest; ++end) {
      if (!is_word(behind_[end]) || is_joiner(behind_, end, language_)) return at;
      if (harm_word(behind_[end], language_) || is_in(behind_[end], language_.harm_links)) {
        return end;
      }
    }
    return at;
  }

  std::optional<Role> harm_behind() const {
    for (std::size_t at = 0; at < behind_.size();) {
      const NumberToken& token = behind_[at];
      if (const std::size_t next = skip_aside(at); next != at) {
        at = next;
        continue;
      }
      if (is_dash(token)) {  // "four passers-by hurt"
        ++at;
        continue;
      }
      if (!is_word(token) || is_joiner(behind_, at, language_)) return std::nullopt;
      if (const auto harm = harm_word(token, language_)) return harm;
      if (const std::size_t next = skip_whole(at); next != at) {
        // "Two of the people hurt have died": a part of those hurt, not how many were.
        if (harm_word(behind_[next], language_) == Role::kInjured && is_killed_after(next + 1)) {
          return std::nullopt;
        }
        at = next;
        continue;
      }
      if (!is_in(token, language_.harm_links) && !is_plural(token, language_)) return std::nullopt;
      ++at;
    }
    return std::nullopt;
  }

  bool is_killed_after(std::size_t at) const {
    for (; at < behind_.size() && !is_full_stop(behind_[at]); ++at) {
      if (is_in(behind_[at], language_.list_signs)) return false;
      if (harm_word(behind_[at], language_) == Role::kKilled) return true;
    }
    return false;
  }

  static bool is_colon(const NumberToken& token) {
    return token.kind == NumberToken::Kind::kSign && token.forms.front() == ":";
  }

  bool is_hedge(const NumberToken& token) const {
    if (is_in(token, language_.skip_words) || is_in(token, language_.one_words)) return true;
    return std::any_of(language_.before.begin(), language_.before.end(), [&](const auto& phrase) {
      return std::any_of(phrase.words.begin(), phrase.words.end(), [&](const std::string& word) {
        return std::find(token.forms.begin(), token.forms.end(), word) != token.forms.end();
      });
    });
  }

  std::optional<Role> harm_before() const {
    for (std::size_t at = before_.size(); at > 0; --at) {
      const NumberToken& token = before_[at - 1];
      if (is_colon(token)) continue;  // "Wounded: 26"
      if (!is_word(token)) return std::nullopt;
      if (const auto harm = harm_word(token, language_)) return harm;
      if (!is_hedge(token)) return std::nullopt;
    }
    return std::nullopt;
  }

  /// "wounding five soldiers and [two children]": behind a joiner or a sign of a list there must be
  /// a noun before the word of harm, else that word stands behind a figure of its own.
  std::optional<Role> harm_of_list() const {
    bool is_after_joint = false;  // right behind the joiner as read backwards
    bool has_joint = !own_.empty() && is_joiner(own_, 0, language_);
    for (std::size_t at = before_.size(); at > 0; --at) {
      const NumberToken& token = before_[at - 1];
      const bool joins = is_in(token, language_.list_signs) || is_in(token, language_.joiners);
      if (joins) {
        has_joint = is_after_joint = true;
        continue;
      }
      if (const auto harm = harm_word(token, language_)) {
        return has_joint && !is_after_joint ? harm : std::nullopt;
      }
      const bool leads = token.kind == NumberToken::Kind::kDigits || is_plural(token, language_) ||
                         is_hedge(token) || is_in(token, language_.one_nouns) ||
                         language_.numbers.contains(token.forms.front());
      if (!leads) return std::nullopt;
      is_after_joint = false;
    }
    return std::nullopt;
  }

  const NumberLanguage& language_;
  Tokens own_;
  Tokens before_;
  Tokens behind_;
};

}  // namespace

std::optional<Role> harm_word(const NumberToken& token, const NumberLanguage& language) {
  for (const std::string& form : token.forms) {
    const auto found = language.harms.find(form);
    if (found != language.harms.end()) return found->second;
  }
  return std::nullopt;
}

namespace {

/// "Soldier [has died]": whether the verb behind the noun at `at` is one of dying.
bool dies_behind(const std::vector<NumberToken>& tokens, std::size_t at,
                 const NumberLanguage& language) {
  constexpr std::size_t kMostWords = 4;
  if (!is_word(tokens[at])) return false;
  for (std::size_t i = at + 1; i < std::min(tokens.size(), at + kMostWords); ++i) {
    if (is_in(tokens[i], language.one_more_verbs)) return true;
    if (!is_in(tokens[i], language.harm_links)) return false;
  }
  return false;
}

}  // namespace

std::optional<std::int64_t> ordinal_toll(const std::vector<NumberToken>& tokens, std::size_t at,
                                         const NumberLanguage& language) {
  if (at + 1 >= tokens.size()) return std::nullopt;
  if (!is_in(tokens[at + 1], language.one_more_words) && !dies_behind(tokens, at + 1, language)) {
    return std::nullopt;
  }
  // "A second victim was robbed" is no toll of the dead.
  const bool is_killed = std::any_of(
      tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1, tokens.end(),
      [&](const NumberToken& token) { return harm_word(token, language) == Role::kKilled; });
  if (!is_killed) return std::nullopt;
  for (const std::string& form : tokens[at].forms) {
    const auto ordinal = language.ordinal_numbers.find(form);
    if (ordinal == language.ordinal_numbers.end() || ordinal->second < 2) continue;
    return static_cast<std::int64_t>(ordinal->second);
  }
  return std::nullopt;
}

void read_harm(std::string_view text, const NumberLanguage& language, QuantityValue& value) {
  if (language.harms.empty() || is_empty(value.span)) return;
  const HarmReader reader(text, value.span, language);
  value.harms = reader.harms();
  value.tally = reader.tally();
  if (value.tally != Tally::kEvent) value.reason += "; a toll to date, not the count of one event";
}

}  // namespace tocsin::resolve
