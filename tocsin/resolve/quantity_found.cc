// How it works: in each sentence every number is read with the nouns behind it; what the words
// beside it say was done to those counted makes it a count of people harmed.
#include <algorithm>
#include <map>
#include <set>
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
    const auto persons = persons_without_event();
    for (std::uint32_t i = 0; i < text_.sentences.size(); ++i) {
      read_sentence(i);
      const auto [first, last] = persons.equal_range(i);
      for (auto person = first; person != last; ++person) add_person(*person->second, i);
    }
    return std::move(found_);
  }

 private:
  void read_sentence(std::uint32_t sentence) {
    const Tokens tokens = number_tokens(report_.text, text_.sentences[sentence].span, language_);
    for (std::size_t at = 0; at < tokens.size();) {
      if (add_ordinal(tokens, at, sentence)) {
        at += 2;
        continue;
      }
      const std::size_t end = end_of_figure(tokens, at);
      if (end == at) {
        ++at;
        continue;
      }
      const Span figure{tokens[at].span.begin, tokens[end - 1].span.end};
      const bool is_more = end < tokens.size() && is_in(tokens[end], language_.more_words);
      if (!is_time(figure, tokens, end)) add(figure, sentence, is_more);
      at = end;
    }
  }

  /// "The [fourth fatality] of the attack": a toll of four.
  bool add_ordinal(const Tokens& tokens, std::size_t at, std::uint32_t sentence) {
    const auto toll = ordinal_toll(tokens, at, language_);
    if (!toll) return false;
    const Span span{tokens[at].span.begin, tokens[at + 1].span.end};
    found_.push_back({span, Role::kKilled, sentence, *toll, *toll,
                      "“" + std::string(slice(report_.text, span)) + "”: a toll to date"});
    return true;
  }

  /// The persons named in sentences that hold no event, by sentence.
  std::multimap<std::uint32_t, const Mention*> persons_without_event() const {
    std::set<std::uint32_t> with_event;
    for (const Frame& frame : analysis_.frames) with_event.insert(frame.sentence);
    std::multimap<std::uint32_t, const Mention*> persons;
    for (const Mention& mention : analysis_.mentions) {
      if (!mention.kind.starts_with("p.")) continue;
      const auto behind = std::upper_bound(
          text_.sentences.begin(), text_.sentences.end(), mention.span.begin,
          [](std::uint32_t byte, const Sentence& sentence) { return byte < sentence.span.begin; });
      if (behind == text_.sentences.begin()) continue;
      const auto sentence = static_cast<std::uint32_t>(behind - text_.sentences.begin() - 1);
      if (!with_event.contains(sentence)) persons.emplace(sentence, &mention);
    }
    return persons;
  }

  /// "A lottery seller was killed.": with no event of its own, the sentence tells of the one
  /// before.
  void add_person(const Mention& person, std::uint32_t sentence) {
    const bool is_known = std::any_of(found_.begin(), found_.end(), [&](const HarmCount& harm) {
      return overlaps(harm.span, person.span);
    });
    const bool is_inside = contains(text_.sentences[sentence].span, person.span);
    if (is_known || !is_inside) return;
    const QuantityValue value = resolve_quantity(report_.text, person, text_.language, numbers_);
    if (value.harms.empty() || !value.min) return;
    found_.push_back(
        {value.span, value.harms.front(), sentence, value.min, value.max, value.reason});
  }

  /// Behind the number, or the words for none ("nobody"), that begin at `at`; `at` where none do.
  std::size_t end_of_figure(const Tokens& tokens, std::size_t at) const {
    if (const auto amount = read_range(tokens, at, language_)) return amount->end;
    for (const NumberPhrase& phrase : language_.before) {
      const bool is_there =
          phrase.kind == HedgeKind::kZero && is_phrase_at(tokens, at, phrase.words);
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

  void add(Span figure, std::uint32_t sentence, bool is_more) {
    QuantityValue value = resolve_quantity(report_.text, figure, text_.language, numbers_);
    // "the toll has risen to 17": a toll is of the dead where nothing else is said.
    if (value.harms.empty() && value.tally == Tally::kTotal) value.harms = {Role::kKilled};
    if (value.harms.empty() || value.tally == Tally::kPeriod) return;
    if (!value.min && !value.max) return;
    found_.push_back(
        {value.span, value.harms.front(), sentence, value.min, value.max, value.reason, is_more});
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
