#include "tocsin/resolve/event_reference.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <set>

#include "tocsin/core/capital_words.h"
#include "tocsin/resolve/rule_file.h"
#include "tocsin/resolve/separated_values.h"

namespace tocsin::resolve {
namespace {

constexpr std::uint32_t kBefore = 48;      // bytes before a noun that its article may stand in
constexpr std::size_t kWordsBetween = 2;   // "the deadly bus [attack]"
constexpr std::size_t kShortestStem = 6;   // bytes of the stems of other words: three letters
constexpr std::size_t kShortestLatin = 4;  // letters of the stems of Latin words

/// One event.toml, with errors that name the line.
class File : public RuleFile {
 public:
  using RuleFile::RuleFile;

  ReferenceLanguage language() const {
    ReferenceLanguage language;
    language.definite = words("definite");
    language.attached = words("attached");
    language.other = words("other");
    language.verbs = words("verbs");
    language.singular = words("singular");
    language.plural_ending = root()["plural_ending"].value_or(std::string());
    language.other_behind = words("other_behind");
    language.verb_beginnings = words("verb_beginnings");
    language.verb_endings = words("verb_endings");
    language.endings = words("endings");
    if (language.definite.empty() && language.attached.empty()) {
      fail(root(), "definite = [words] or attached = [letters]");
    }
    std::stable_sort(language.endings.begin(), language.endings.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    add_examples("again", true, language);
    add_examples("not_again", false, language);
    return language;
  }

 private:
  std::vector<std::string> words(std::string_view key) const {
    std::vector<std::string> found;
    const toml::array* list = root()[key].as_array();
    if (list == nullptr) return found;
    for (const toml::node& node : *list) {
      const auto word = node.value<std::string>();
      if (!word || word->empty()) fail(node, "a word in quotes");
      found.push_back(*word);
    }
    return found;
  }

  /// "Gunmen [attacked] a bus. Two died in the [attack]."
  void add_examples(std::string_view key, bool holds, ReferenceLanguage& language) const {
    const toml::array* list = root()["examples"][key].as_array();
    if (list == nullptr) fail(root(), "[examples] with again = [texts] and not_again = [texts]");
    for (const toml::node& node : *list) {
      ReferenceExample example;
      example.holds = holds;
      std::vector<std::uint32_t> ends;
      for (const char c : node.value_or(std::string())) {
        if (c == '[' || c == ']') {
          ends.push_back(static_cast<std::uint32_t>(example.text.size()));
        } else {
          example.text += c;
        }
      }
      if (ends.size() != 4) fail(node, "a text with two triggers in [brackets]");
      example.first = {ends[0], ends[1]};
      example.again = {ends[2], ends[3]};
      language.examples.push_back(std::move(example));
    }
  }
};

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The words of `text`, in lower case.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : lower_ascii(text)) {
    const bool is_letter = static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
                           (c >= '0' && c <= '9') || c == '\'' || c == '-';
    if (is_letter) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

class ReferenceFinder {
 public:
  ReferenceFinder(const Report& report, const Text& text, const Analysis& analysis,
                  const Values& values, const ReferenceLanguage& language)
      : report_(report), text_(text), analysis_(analysis), values_(values), language_(language) {}

  std::map<Span, ToldBefore> run() const {
    std::map<Span, ToldBefore> found;
    const auto& frames = analysis_.frames;
    for (std::size_t i = 0; i < frames.size(); ++i) {
      if (!is_definite(frames[i]) || has_details(frames[i])) continue;
      const Frame* first = of_type(i, found);
      const bool is_same = first != nullptr;
      if (!is_same) first = of_word(i);
      if (first != nullptr) found[frames[i].trigger] = {first->trigger, is_same};
    }
    return found;
  }

 private:
  /// Whether the trigger is a noun behind "the" or the like.
  bool is_definite(const Frame& frame) const {
    const std::string_view trigger = slice(report_.text, frame.trigger);
    if (is_verb(trigger) || is_other(frame.trigger)) return false;
    for (const std::string& letters : language_.attached) {
      if (trigger.starts_with(letters)) return true;
    }
    const std::vector<std::string> words = words_of(before(frame));
    for (std::size_t back = 1; back <= std::min(words.size(), kWordsBetween + 1); ++back) {
      const std::string& word = words[words.size() - back];
      if (holds(language_.definite, word)) return back == 1 || !is_subject_before(words, frame);
      if (holds(language_.other, word)) return false;
    }
    return false;
  }

  /// "The rebels [attack]", "the army [left]": what stands between is the subject of a verb.
  bool is_subject_before(const std::vector<std::string>& words, const Frame& frame) const {
    const std::string& last = words.back();
    const bool is_plural =
        !language_.plural_ending.empty() && last.ends_with(language_.plural_ending) &&
        !last.ends_with("'" + language_.plural_ending) && !holds(language_.singular, last);
    const std::vector<std::string> trigger = words_of(slice(report_.text, frame.trigger));
    return is_plural || (!trigger.empty() && holds(language_.verbs, trigger.front()));
  }

  /// The words right before the trigger, up to a sign.
  std::string_view before(const Frame& frame) const {
    if (frame.sentence >= text_.sentences.size()) return {};
    const std::uint32_t from = text_.sentences[frame.sentence].span.begin;
    std::uint32_t begin =
        std::max(from, frame.trigger.begin - std::min(frame.trigger.begin, kBefore));
    while (begin < frame.trigger.begin &&
           (static_cast<unsigned char>(report_.text[begin]) & 0xC0) == 0x80) {
      ++begin;
    }
    if (begin > frame.trigger.begin) return {};
    std::string_view words = slice(report_.text, {begin, frame.trigger.begin});
    if (const auto sign = words.find_last_of(",;:.()\""); sign != std::string_view::npos) {
      words.remove_prefix(sign + 1);
    }
    return words;
  }

  /// By its form: "attacked", "التقى".
  bool is_verb(std::string_view trigger) const {
    const std::vector<std::string> words = words_of(trigger);
    if (words.empty()) return true;
    const auto begins = [&](const std::string& letters) {
      return words.front().starts_with(letters);
    };
    const auto ends = [&](const std::string& letters) { return words.back().ends_with(letters); };
    return std::any_of(language_.verb_beginnings.begin(), language_.verb_beginnings.end(),
                       begins) ||
           std::any_of(language_.verb_endings.begin(), language_.verb_endings.end(), ends);
  }

  /// "الهجوم [الثاني]": a word behind the noun makes it another.
  bool is_other(Span trigger) const {
    constexpr std::uint32_t kBehind = 24;
    const auto size = static_cast<std::uint32_t>(report_.text.size());
    const std::vector<std::string> words =
        words_of(slice(report_.text, {trigger.end, std::min(size, trigger.end + kBehind)}));
    return !words.empty() && holds(language_.other_behind, words.front());
  }

  bool has_details(const Frame& frame) const {
    return std::any_of(frame.roles.begin(), frame.roles.end(), [&](const RoleFiller& filler) {
      if (is_harm(filler.role)) return true;
      if (filler.role == Role::kTime) {
        const auto value = values_.times.find(filler.mention.span);
        return value != values_.times.end() && value->second.interval;
      }
      if (filler.role != Role::kPlace) return false;
      const auto value = values_.places.find(filler.mention.span);
      return value != values_.places.end() && value->second.place;
    });
  }

  Reality reality_of(const Frame& frame) const {
    const auto overruled = values_.realities.find(frame.trigger);
    return overruled == values_.realities.end() ? frame.reality : overruled->second;
  }

  bool is_alike(const Frame& a, const Frame& b) const {
    return a.type == b.type && reality_of(a) == reality_of(b) &&
           (a.mode == b.mode || a.mode.empty() || b.mode.empty());
  }

  std::optional<std::uint32_t> paragraph_of(const Frame& frame) const {
    if (frame.sentence >= text_.sentences.size()) return std::nullopt;
    return text_.sentences[frame.sentence].paragraph;
  }

  /// The first day that the frame's time roles give.
  std::optional<Date> day_of(const Frame& frame) const {
    for (const RoleFiller& filler : frame.roles) {
      if (filler.role != Role::kTime) continue;
      const auto value = values_.times.find(filler.mention.span);
      if (value != values_.times.end() && value->second.interval) {
        return value->second.interval->start;
      }
    }
    return std::nullopt;
  }

  /// Whether the first names places that the other does not: "the killings at Tsoro" are no others.
  bool are_elsewhere(const Frame& a, const Frame& b) const {
    const auto left = place_names(a, report_.text);
    const auto right = place_names(b, report_.text);
    if (left.empty()) return false;
    return std::none_of(left.begin(), left.end(),
                        [&](std::string_view name) { return right.contains(name); });
  }

  const Frame* of_type(std::size_t index, const std::map<Span, ToldBefore>& found) const {
    const Frame& frame = analysis_.frames[index];
    const Frame* first = nullptr;
    std::set<Date> days;
    for (std::size_t i = index; i-- > 0;) {
      const Frame& other = analysis_.frames[i];
      if (!is_alike(frame, other) || other.trigger.end > frame.trigger.begin) continue;
      if (are_elsewhere(frame, other)) continue;
      const auto again = found.find(other.trigger);
      if (again != found.end() && again->second.is_same) continue;  // its first telling counts
      if (paragraph_of(other) == paragraph_of(frame)) return &other;
      const auto day = day_of(other);
      if (first == nullptr || day) first = &other;
      if (day) days.insert(*day);
    }
    return days.size() <= 1 ? first : nullptr;
  }

  std::string stem(Span trigger) const {
    const std::vector<std::string> words = words_of(slice(report_.text, trigger));
    if (words.empty()) return {};
    std::string word = words.back();
    for (const std::string& letters : language_.attached) {
      if (word.starts_with(letters)) {
        word.erase(0, letters.size());
        break;
      }
    }
    for (const std::string& ending : language_.endings) {
      if (word.ends_with(ending) && word.size() >= ending.size() + kShortestLatin) {
        word.resize(word.size() - ending.size());
        break;
      }
    }
    const bool is_latin = !word.empty() && static_cast<unsigned char>(word[0]) < 0x80;
    return word.size() >= (is_latin ? kShortestLatin : kShortestStem) ? word : std::string();
  }

  /// The nearest event, before or else behind, whose trigger is a form of the same word.
  const Frame* of_word(std::size_t index) const {
    const Frame& frame = analysis_.frames[index];
    const std::string own = stem(frame.trigger);
    if (own.empty()) return nullptr;
    const auto is_form = [&](const Frame& other) {
      return &other != &frame && reality_of(other) == reality_of(frame) &&
             stem(other.trigger) == own;
    };
    for (std::size_t i = index; i-- > 0;) {
      if (is_form(analysis_.frames[i])) return &analysis_.frames[i];
    }
    for (std::size_t i = index + 1; i < analysis_.frames.size(); ++i) {
      if (is_form(analysis_.frames[i])) return &analysis_.frames[i];
    }
    return nullptr;
  }

  const Report& report_;
  const Text& text_;
  const Analysis& analysis_;
  const Values& values_;
  const ReferenceLanguage& language_;
};

}  // namespace

ReferenceRules ReferenceRules::load(const std::filesystem::path& data_dir) {
  ReferenceRules rules;
  for (const std::filesystem::path& file : rule_files(data_dir, "event.toml")) {
    rules.languages_[file.parent_path().filename().string()] = File(file).language();
  }
  return rules;
}

const ReferenceLanguage* ReferenceRules::language(std::string_view code) const {
  const auto found = languages_.find(code.substr(0, code.find('-')));
  return found == languages_.end() ? nullptr : &found->second;
}

std::map<Span, ToldBefore> find_told_before(const Report& report, const Text& text,
                                            const Analysis& analysis, const Values& values,
                                            const ReferenceRules& rules) {
  const ReferenceLanguage* language = rules.language(text.language);
  if (language == nullptr) return {};
  return ReferenceFinder(report, text, analysis, values, *language).run();
}

}  // namespace tocsin::resolve
