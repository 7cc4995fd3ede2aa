// How it works: in each sentence every number is read with the nouns behind it; what the words
// beside it say was done to those counted makes it a count of people harmed.
#include <algorithm>
#include <string>
#include <vector>

#include "tocsin/resolve/quantity.h"
#include "tocsin/resolve/quantity_amount.h"
#include "tocsin/resolve/quantity_harm.h"

namespace tocsin::resolve {
namespace {

using Tokens = std::vector<NumberToken>;

class HarmFinder {
 public:
  HarmFinder(const Report& report, const Text& text, const Analysis& analysis,
             const std::map<Span, TimeValue>& times, const NumberWords& numbers)
      : report_(report),
        text_(text),
        analysis_(analysis),
        times_(times),
        numbers_(numbers),
        language_(numbers.language(text.language)) {}

  std::vector<HarmCount> run() {
    if (language_.harms.empty()) return {};
    for (std::uint32_t i = 0; i < text_.sentences.size(); ++i) {
      read_sentence(i);
      if (!has_event(i)) read_persons(i);
    }
    return std::move(found_);
  }

 private:
  void read_sentence(std::uint32_t sentence) {
    const Tokens tokens = number_tokens(report_.text, text_.sentences[sentence].span, language_);
    for (std::size_t at = 0; at < tokens.size();) {
      const std::size_t end = end_of_figure(tokens, at);
      if (end == at) {
        ++at;
        continue;
      }
      const Span figure{tokens[at].span.begin, tokens[end - 1].span.end};
      if (!is_time(figure, tokens, end)) add(figure, sentence);
      at = end;
    }
  }

  bool has_event(std::uint32_t sentence) const {
    return std::any_of(analysis_.frames.begin(), analysis_.frames.end(),
                       [&](const Frame& frame) { return frame.sentence == sentence; });
  }

  /// "A lottery seller was killed.": with no event of its own, the sentence tells of the one
  /// before.
  void read_persons(std::uint32_t sentence) {
    const Span here = text_.sentences[sentence].span;
    for (const Mention& mention : analysis_.mentions) {
      const bool is_known = std::any_of(found_.begin(), found_.end(), [&](const HarmCount& harm) {
        return overlaps(harm.span, mention.span);
      });
      if (!mention.kind.starts_with("p.") || !contains(here, mention.span) || is_known) continue;
      const QuantityValue value = resolve_quantity(report_.text, mention, text_.language, numbers_);
      if (value.harms.empty() || !value.min) continue;
      found_.push_back(
          {value.span, value.harms.front(), sentence, value.min, value.max, value.reason});
    }
  }

  /// Behind the number, or the words for none ("nobody"), that begin at `at`; `at` where none do.
  std::size_t end_of_figure(const Tokens& tokens, std::size_t at) const {
    if (const auto amount = read_range(tokens, at, language_)) return amount->end;
    for (const NumberPhrase& phrase : language_.before) {
      if (phrase.kind != HedgeKind::kZero || at + phrase.words.size() > tokens.size()) continue;
      bool is_there = true;
      for (std::size_t i = 0; i < phrase.words.size(); ++i) {
        const auto& forms = tokens[at + i].forms;
        is_there =
            is_there && std::find(forms.begin(), forms.end(), phrase.words[i]) != forms.end();
      }
      if (is_there) return at + phrase.words.size();
    }
    return at;
  }

  /// "killed 2 days ago", "on 12 February", "aged 19".
  bool is_time(Span figure, const Tokens& tokens, std::size_t next) const {
    if (next < tokens.size() && is_in(tokens[next], language_.age_words)) return true;
    return std::any_of(times_.begin(), times_.end(),
                       [&](const auto& time) { return overlaps(time.first, figure); });
  }

  void add(Span figure, std::uint32_t sentence) {
    QuantityValue value = resolve_quantity(report_.text, figure, text_.language, numbers_);
    // "the toll has risen to 17": a toll is of the dead where nothing else is said.
    if (value.harms.empty() && value.tally == Tally::kTotal) value.harms = {Role::kKilled};
    if (value.harms.empty() || value.tally == Tally::kPeriod) return;
    if (!value.min && !value.max) return;
    found_.push_back(
        {value.span, value.harms.front(), sentence, value.min, value.max, value.reason});
  }

  const Report& report_;
  const Text& text_;
  const Analysis& analysis_;
  const std::map<Span, TimeValue>& times_;
  const NumberWords& numbers_;
  const NumberLanguage& language_;
  std::vector<HarmCount> found_;
};

}  // namespace

std::vector<HarmCount> find_harm_counts(const Report& report, const Text& text,
                                        const Analysis& analysis,
                                        const std::map<Span, TimeValue>& times,
                                        const NumberWords& numbers) {
  return HarmFinder(report, text, analysis, times, numbers).run();
}

}  // namespace tocsin::resolve
