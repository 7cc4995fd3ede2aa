#include "tocsin/resolve/reality.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "tocsin/resolve/rule_file.h"

namespace tocsin::resolve {
namespace {

// Between two sentences of an example.
constexpr std::string_view kBorder = " | ";

/// One reality.toml, with errors that name the line.
class File : public RuleFile {
 public:
  using RuleFile::RuleFile;

  std::vector<RealityRule> rules() const {
    std::vector<RealityRule> rules;
    const toml::array* list = root()["rule"].as_array();
    if (list == nullptr) fail(root(), "[[rule]] tables");
    for (const toml::node& node : *list) {
      const toml::table* table = node.as_table();
      if (table == nullptr) fail(node, "a table");
      rules.push_back(rule(*table));
    }
    return rules;
  }

 private:
  std::unique_ptr<RE2> pattern(const toml::table& table, std::string_view key) const {
    const auto words = table[key].value<std::string>();
    if (!words) return nullptr;
    RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_unique<RE2>("(?i)" + *words, options);
    if (!compiled->ok()) fail(*table.get(key), "a pattern; " + compiled->error());
    return compiled;
  }

  Reality reality(const toml::node& node) const {
    const auto reality = parse_reality(node.value_or(std::string()));
    if (!reality) fail(node, "a reality (docs/record.md)");
    return *reality;
  }

  /// "The army denied [shelling] the village."
  RealityExample example(const toml::node& node, bool holds) const {
    const std::string words = node.value_or(std::string());
    const std::size_t open = words.find('[');
    const std::size_t close = words.find(']');
    if (open == std::string::npos || close == std::string::npos || close < open) {
      fail(node, "a text with the trigger in [brackets]");
    }
    RealityExample example;
    example.text =
        words.substr(0, open) + words.substr(open + 1, close - open - 1) + words.substr(close + 1);
    if (const std::size_t border = example.text.find(kBorder); border != std::string::npos) {
      example.next = example.text.substr(border + kBorder.size());
      example.text.resize(border);
    }
    example.trigger = {static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(close - 1)};
    example.holds = holds;
    return example;
  }

  template <typename Take>
  void each(const toml::table& table, std::string_view key, Take take) const {
    const toml::array* list = table[key].as_array();
    if (list == nullptr) fail(table, std::string(key) + " = [...]");
    for (const toml::node& node : *list) take(node);
  }

  RealityRule rule(const toml::table& table) const {
    RealityRule rule;
    rule.name = table["name"].value_or(std::string());
    const toml::node* reality_node = table.get("reality");
    if (rule.name.empty() || reality_node == nullptr) fail(table, "a name and a reality");
    rule.reality = reality(*reality_node);
    each(table, "from", [&](const toml::node& node) { rule.from.push_back(reality(node)); });
    rule.before = pattern(table, "before");
    rule.not_before = pattern(table, "not_before");
    rule.after = pattern(table, "after");
    rule.next = pattern(table, "next");
    if (!rule.before && !rule.after) fail(table, "before or after");
    each(table, "examples",
         [&](const toml::node& node) { rule.examples.push_back(example(node, true)); });
    each(table, "counter_examples",
         [&](const toml::node& node) { rule.examples.push_back(example(node, false)); });
    return rule;
  }
};

bool fits(const std::unique_ptr<RE2>& pattern, std::string_view words) {
  return RE2::PartialMatch(re2::StringPiece(words.data(), words.size()), *pattern);
}

bool holds(const RealityRule& rule, std::string_view before, std::string_view after,
           std::string_view next) {
  if (rule.before && !fits(rule.before, before)) return false;
  if (rule.after && !fits(rule.after, after)) return false;
  if (rule.next && !fits(rule.next, next)) return false;
  return !rule.not_before || !fits(rule.not_before, before);
}

/// The sentence behind the one at `index` in its paragraph; empty where that is the last.
Span behind(const Text& text, std::size_t index) {
  const bool is_last = index + 1 == text.sentences.size() ||
                       text.sentences[index + 1].paragraph != text.sentences[index].paragraph;
  return is_last ? Span{} : text.sentences[index + 1].span;
}

}  // namespace

RealityRules RealityRules::load(const std::filesystem::path& data_dir) {
  RealityRules rules;
  for (const std::filesystem::path& file : rule_files(data_dir, "reality.toml")) {
    rules.rules_.emplace(file.parent_path().filename().string(), File(file).rules());
  }
  return rules;
}

const RealityRule* RealityRules::find(std::string_view language, std::string_view sentence,
                                      std::string_view next, Span trigger, Reality read) const {
  const auto own = rules_.find(language.substr(0, language.find('-')));
  if (own == rules_.end()) return nullptr;
  const std::string_view before = sentence.substr(0, trigger.begin);
  const std::string_view after = sentence.substr(trigger.end);
  for (const RealityRule& rule : own->second) {
    const bool is_meant = std::find(rule.from.begin(), rule.from.end(), read) != rule.from.end();
    if (is_meant && holds(rule, before, after, next)) return &rule;
  }
  return nullptr;
}

std::map<Span, Reality> overruled_realities(const Report& report, const Text& text,
                                            const Analysis& analysis, const RealityRules& rules) {
  std::map<Span, Reality> found;
  for (const Frame& frame : analysis.frames) {
    if (frame.sentence >= text.sentences.size()) continue;
    const Span sentence = text.sentences[frame.sentence].span;
    if (!contains(sentence, frame.trigger)) continue;
    const Span within{frame.trigger.begin - sentence.begin, frame.trigger.end - sentence.begin};
    const RealityRule* rule =
        rules.find(text.language, slice(report.text, sentence),
                   slice(report.text, behind(text, frame.sentence)), within, frame.reality);
    if (rule != nullptr) found.emplace(frame.trigger, rule->reality);
  }
  return found;
}

void correct_realities(const std::map<Span, Reality>& realities, std::vector<Frame>& frames) {
  for (Frame& frame : frames) {
    const auto found = realities.find(frame.trigger);
    if (found != realities.end()) frame.reality = found->second;
  }
}

}  // namespace tocsin::resolve
