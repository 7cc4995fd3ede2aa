#include "tocsin/resolve/time_present.h"

#include <memory>
#include <string>
#include <string_view>

#include "tocsin/resolve/time_normal.h"

namespace tocsin::resolve {
namespace {

bool fits(const std::unique_ptr<RE2>& pattern, const std::string& words) {
  return pattern != nullptr && RE2::PartialMatch(words, *pattern);
}

bool is_present(const std::string& before, const std::string& trigger,
                const TimeLanguage& language) {
  if (fits(language.has, before)) return true;
  return fits(language.now, trigger) && !fits(language.no_now, before);
}

}  // namespace

PresentTriggers told_in_present(const Report& report, const Text& text, const Analysis& analysis,
                                const TimeRules& rules) {
  PresentTriggers triggers;
  const auto languages = rules.for_language(text.language);
  if (languages.size() != 1) return triggers;  // the language is not known
  const LetterFold& fold = languages.front()->fold;
  for (const Frame& frame : analysis.frames) {
    if (frame.sentence >= text.sentences.size()) continue;
    const Span before{text.sentences[frame.sentence].span.begin, frame.trigger.begin};
    if (before.end < before.begin) continue;
    const std::string left = normalise(report.text, before, fold).text;
    const std::string trigger = normalise(report.text, frame.trigger, fold).text;
    if (is_present(left, trigger, *languages.front())) triggers.present.insert(frame.trigger);
    if (fits(languages.front()->going_on, left + trigger)) triggers.going_on.insert(frame.trigger);
  }
  return triggers;
}

}  // namespace tocsin::resolve
