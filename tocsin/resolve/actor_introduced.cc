#include <algorithm>

#include "tocsin/core/utf8.h"
#include "tocsin/resolve/actor_mentions.h"
#include "tocsin/text/characters.h"

namespace tocsin::resolve {
namespace {

// How far after a mention a cue such as "known as" may begin, and how long a name may be, in words.
constexpr std::size_t kMaxSkipped = 0;
constexpr std::size_t kMaxNameWords = 6;

/// How many words of `words` at `at` are a cue for another name; 0 where there is none.
std::size_t cue_length(const std::vector<NameWord>& words, std::size_t at,
                       const std::vector<std::vector<std::string>>& cues) {
  for (const auto& cue : cues) {
    if (at + cue.size() > words.size()) continue;
    std::size_t same = 0;
    while (same < cue.size() && has_form(words[at + same], cue[same])) ++same;
    if (same == cue.size()) return same;
  }
  return 0;
}

/// What stands in quotation marks right after `at`; empty where nothing does.
Span quoted_after(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end && text[at] == ' ') ++at;
  if (at >= end) return {};
  const CodePoint opening = decode_utf8(text, at);
  if (!text::is_opening(opening.value) || opening.value == U'(') return {};
  const std::uint32_t begin = at + opening.bytes;
  for (std::uint32_t i = begin; i < end;) {
    const CodePoint point = decode_utf8(text, i);
    if (text::is_closing(point.value)) return {begin, i};
    i += point.bytes;
  }
  return {};
}

/// The run of words with capital letters at the start of `words`.
Span capitalised(const std::vector<NameWord>& words, std::size_t first) {
  Span name;
  for (std::size_t i = first; i < words.size() && i < first + kMaxNameWords; ++i) {
    if (!words[i].capital) break;
    name = {i == first ? words[i].span.begin : name.begin, words[i].span.end};
  }
  return name;
}

class Introductions {
 public:
  Introductions(const ActorInput& input, const ActorTable& table, ActorMentions& mentions)
      : input_(input), table_(table), mentions_(mentions) {}

  void run() {
    for (auto& [span, mention] : mentions_) read_alias(mention);
    for (auto& [span, mention] : mentions_) read_acronym(mention);
    for (auto& [span, mention] : mentions_) use_acronym(mention);
    for (auto& [span, mention] : mentions_) use_full_name(mention);
    for (auto& [span, mention] : mentions_) use_full_group(mention);
  }

 private:
  std::string_view text() const { return input_.report.text; }

  Span sentence(const ActorMention& mention) const {
    return input_.text.sentences.empty() ? Span{0, static_cast<std::uint32_t>(text().size())}
                                         : input_.text.sentences[mention.sentence].span;
  }

  /// "the Russian general known as “Assad Allah”".
  void read_alias(ActorMention& mention) {
    const Span own = mention.mention.span;
    const Span rest{own.end, std::max(own.end, sentence(mention).end)};
    if (mention.is_settled || mention.pronoun || is_empty(rest)) return;
    const std::vector<NameWord> words = words_of(text(), rest, table_.words().folding);
    const std::size_t length = cue_length(words, kMaxSkipped, table_.words().alias_cues);
    if (length == 0) return;
    const std::string_view between = slice(text(), {own.end, words.front().span.begin});
    if (between.find_first_not_of(" ,(") != std::string_view::npos) return;
    Span name = quoted_after(text(), words[length - 1].span.end, rest.end);
    if (is_empty(name)) name = capitalised(words, length);
    if (is_empty(name)) return;
    const NameReading reading = read_name(text(), name, mention.kind, table_, {});
    const ActorValue value = value_of(input_, table_, name, mention.kind, reading);
    stand_for(mention, value, name,
              "the text gives the name " + in_quotes(slice(text(), name)) + " for " +
                  in_quotes(slice(text(), own)));
  }

  /// "Syrian Democratic Forces (SDF)".
  void read_acronym(const ActorMention& mention) {
    if (mention.kind.is_person || mention.pronoun) return;
    const std::uint32_t end = mention.mention.span.end;
    const std::uint32_t open = end + (end < text().size() && text()[end] == ' ' ? 1 : 0);
    if (open >= text().size() || text()[open] != '(') return;
    const std::size_t close = text().find(')', open);
    if (close == std::string_view::npos) return;
    const Span inside{open + 1, static_cast<std::uint32_t>(close)};
    const std::vector<NameWord> words = words_of(text(), inside, table_.words().folding);
    if (words.size() != 1 || !(words.front().capitals || words.front().caseless)) return;
    if (mention.reading.words.size() < 2) return;
    acronyms_.emplace(words.front().forms.front(), mention.mention.span);
  }

  void use_acronym(ActorMention& mention) {
    if (mention.kind.is_person || mention.reading.words.empty()) return;
    const NameWord& first = mention.reading.words.front();
    if (!first.capitals && !first.caseless) return;
    for (const std::string& form : first.forms) {
      const auto found = acronyms_.find(form);
      if (found == acronyms_.end() || found->second == mention.mention.span) continue;
      const ActorMention& full = mentions_.at(found->second);
      if (!full.value.id.empty() && full.value.id == mention.value.id) return;
      const bool rest_fits = std::all_of(
          mention.reading.words.begin() + 1, mention.reading.words.end(),
          [&](const NameWord& word) { return has_form_in(word, table_.words().members); });
      if (!rest_fits) return;
      stand_for(mention, full.value, found->second,
                "the text introduces this acronym for " + in_quotes(full.value.name));
      mention.value.country = full.value.country;
      mention.value.sector = full.value.sector;
      return;
    }
  }

  /// The words of a person's name without titles.
  std::vector<const NameWord*> bare_name(const ActorMention& mention) const {
    std::vector<const NameWord*> words;
    for (const NameWord& word : mention.reading.words) {
      const bool is_title = has_form_in(word, table_.words().honorifics);
      if (!is_title && (word.capital || word.caseless)) words.push_back(&word);
    }
    return words;
  }

  /// A full name in the report of which `mention` is the last word.
  const ActorMention* full_name(const ActorMention& mention) const {
    const std::vector<const NameWord*> own = bare_name(mention);
    if (own.size() != 1) return nullptr;
    const ActorMention* found = nullptr;
    for (const auto& [span, other] : mentions_) {
      const std::vector<const NameWord*> words = bare_name(other);
      if (!other.kind.is_person || words.size() < 2 || !other.reading.is_named) continue;
      if (!has_form(*own.front(), words.back()->forms.front())) continue;
      const bool is_same = found != nullptr && found->value.name == other.value.name;
      if (found != nullptr && !is_same) return nullptr;
      if (found == nullptr) found = &other;
    }
    return found;
  }

  void use_full_name(ActorMention& mention) {
    if (!mention.kind.is_person || mention.is_settled || mention.pronoun) return;
    const ActorMention* full = full_name(mention);
    if (full == nullptr) return;
    stand_for(mention, full->value, full->mention.span,
              "the report has the full name " + in_quotes(full->value.name));
  }

  /// A group named in full before `mention` of whose name `mention` is the end ("the Brigades"
  /// after "Radwan Brigades"), where there is only one.
  const ActorMention* full_group(const ActorMention& mention) const {
    const std::vector<NameWord>& own = mention.reading.words;
    const ActorMention* found = nullptr;
    for (const auto& [span, other] : mentions_) {
      if (mention.mention.span <= span) break;
      const std::vector<NameWord>& words = other.reading.words;
      const bool is_longer = !other.kind.is_person && other.reading.is_named &&
                             !other.value.stands_for && words.size() > own.size();
      if (!is_longer) continue;
      const bool is_end = std::equal(
          own.rbegin(), own.rend(), words.rbegin(), [](const NameWord& a, const NameWord& b) {
            return (a.capital || a.caseless) && has_form(a, b.forms.front());
          });
      if (!is_end) continue;
      if (found != nullptr && found->value.name != other.value.name) return nullptr;
      found = &other;
    }
    return found;
  }

  void use_full_group(ActorMention& mention) {
    const bool is_open = !mention.kind.is_person && !mention.is_settled && !mention.pronoun &&
                         mention.value.id.empty() && mention.reading.countries.empty() &&
                         !mention.reading.words.empty();
    if (!is_open ||
        (mention.reading.words.front().caseless && !mention.reading.words.front().definite)) {
      return;
    }
    const ActorMention* full = full_group(mention);
    if (full == nullptr) return;
    stand_for(mention, full->value, full->mention.span,
              "the report has the full name " + in_quotes(full->value.name));
  }

  const ActorInput& input_;
  const ActorTable& table_;
  ActorMentions& mentions_;
  std::map<std::string, Span, std::less<>> acronyms_;
};

}  // namespace

void resolve_introduced(const ActorInput& input, const ActorTable& table, ActorMentions& mentions) {
  Introductions(input, table, mentions).run();
}

}  // namespace tocsin::resolve
