#include "tocsin/resolve/time_file.h"

#include <toml++/toml.h>

#include <array>
#include <charconv>
#include <utility>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/resolve/time_calendar.h"
#include "tocsin/resolve/time_pattern.h"

namespace tocsin::resolve {
namespace {

constexpr std::array<std::pair<std::string_view, TimeOperation>, 8> kOperations{
    {{"date", TimeOperation::kDate},
     {"range", TimeOperation::kRange},
     {"shift", TimeOperation::kShift},
     {"unit", TimeOperation::kUnit},
     {"duration", TimeOperation::kDuration},
     {"portion", TimeOperation::kPortion},
     {"literal", TimeOperation::kLiteral},
     {"ignore", TimeOperation::kIgnore}}};

constexpr std::array<std::pair<std::string_view, TimeAnchor>, 4> kAnchors{
    {{"auto", TimeAnchor::kAuto},
     {"document", TimeAnchor::kDocument},
     {"narrative", TimeAnchor::kNarrative},
     {"event", TimeAnchor::kEvent}}};

TimeSlot slot_of(const std::string& value) {
  TimeSlot slot;
  slot.text = value;
  double number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, failure] = std::from_chars(value.data(), end, number);
  if (failure == std::errc{} && stop == end) slot.number = number;
  return slot;
}

/// One file while it is read.
class Reader {
 public:
  Reader(const std::filesystem::path& file, const std::string& code) : file_(file.string()) {
    language_.code = code;
  }

  TimeLanguage run() {
    const toml::table root = parse();
    read_fold(root);
    language_.prefixes = normal(text_of(root["prefixes"], ""));
    read_words(root);
    read_patterns(root);
    read_contexts(root);
    read_joins(root);
    const toml::array* rules = root["rule"].as_array();
    if (rules == nullptr) fail(root, "no [[rule]], expected at least one");
    for (const toml::node& node : *rules) read_rule(node);
    return std::move(language_);
  }

 private:
  toml::table parse() {
    try {
      return toml::parse_file(file_);
    } catch (const toml::parse_error& error) {
      throw Error(ErrorCode::kDataInvalid, file_ + ":" + std::to_string(error.source().begin.line) +
                                               ": " + std::string(error.description()));
    }
  }

  [[noreturn]] void fail(const toml::node& node, const std::string& problem) const {
    throw Error(ErrorCode::kDataInvalid,
                file_ + ":" + std::to_string(node.source().begin.line) + ": " + problem);
  }

  std::string normal(std::string_view words) const { return normalise(words, language_.fold); }

  static std::string text_of(toml::node_view<const toml::node> node, std::string_view fallback) {
    return node.value_or(std::string(fallback));
  }

  /// Each string of `same` lists letters written for the first of them; `drop` those left out.
  void read_fold(const toml::table& root) {
    if (const toml::array* groups = root["fold"]["same"].as_array()) {
      for (const toml::node& node : *groups) {
        const std::string letters = node.value_or(std::string());
        const char32_t first = letters.empty() ? U'\0' : decode_utf8(letters, 0).value;
        for (std::size_t at = 0; at < letters.size();) {
          const CodePoint point = decode_utf8(letters, at);
          language_.fold.same[point.value] = first;
          at += point.bytes;
        }
      }
    }
    const std::string dropped = text_of(root["fold"]["drop"], "");
    for (std::size_t at = 0; at < dropped.size();) {
      const CodePoint point = decode_utf8(dropped, at);
      language_.fold.dropped.insert(point.value);
      at += point.bytes;
    }
  }

  void read_words(const toml::table& root) {
    std::set<std::string> capitalised;
    if (const toml::array* names = root["capitalised"].as_array()) {
      for (const toml::node& node : *names) capitalised.insert(node.value_or(std::string()));
    }
    const toml::table* lists = root["words"].as_table();
    if (lists == nullptr) fail(root, "no [words.…] tables, expected the language's words");
    for (const auto& [name, node] : *lists) {
      const toml::table* list = node.as_table();
      if (list == nullptr) fail(node, "expected a table of value = [words]");
      const std::string list_name{name.str()};
      const WordCase word_case =
          capitalised.contains(list_name) ? WordCase::kCapitalised : WordCase::kAny;
      lists_.words[list_name] = read_list(*list, list_name, word_case);
    }
  }

  std::string read_list(const toml::table& list, const std::string& name, WordCase word_case) {
    std::vector<std::string> all;
    for (const auto& [value, node] : list) {
      const toml::array* words = node.as_array();
      if (words == nullptr) fail(node, "expected an array of words");
      for (const toml::node& word : *words) {
        const std::optional<std::string> text = word.value<std::string>();
        if (!text || text->empty()) fail(word, "expected a word in quotes");
        all.push_back(normal(*text));
        const auto [entry, is_new] = language_.words[name].emplace(
            word_key(*text, language_.fold), slot_of(std::string(value.str())));
        // Two spellings that fold to one are no fault; two meanings are.
        if (!is_new && entry->second.text != value.str()) {
          fail(word, "\"" + *text + "\" stands twice in [words." + name + "]");
        }
      }
    }
    if (all.empty()) fail(list, "[words." + name + "] is empty");
    return alternation(all, word_case);
  }

  void read_patterns(const toml::table& root) {
    const toml::table* patterns = root["pattern"].as_table();
    if (patterns == nullptr) return;
    for (const auto& [name, node] : *patterns) {
      const std::optional<std::string> pattern = node.value<std::string>();
      if (!pattern) fail(node, "expected a pattern in quotes");
      lists_.patterns[std::string(name.str())] = normal(*pattern);
    }
  }

  std::unique_ptr<RE2> compile(const toml::node& node, const std::string& regex) const {
    RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_unique<RE2>("(?i)" + regex, options);
    if (!compiled->ok()) fail(node, "the pattern is not valid: " + compiled->error());
    return compiled;
  }

  /// A pattern for what stands around an expression: it captures nothing.
  std::unique_ptr<RE2> context(const toml::table& table, std::string_view key,
                               std::string_view prefix, std::string_view suffix) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return nullptr;
    const std::optional<std::string> pattern = node->value<std::string>();
    if (!pattern) fail(*node, "expected a pattern in quotes");
    const ExpandedPattern expanded = expand(normal(*pattern), lists_);
    if (!expanded.problem.empty()) fail(*node, expanded.problem);
    return compile(*node, std::string(prefix) + "(?:" + expanded.regex + ")" + std::string(suffix));
  }

  std::unique_ptr<RE2> preceding(const toml::table& table, std::string_view key) const {
    return context(table, key, "(?:^|[^\\pL\\pN])", "$");
  }

  void read_contexts(const toml::table& root) {
    const toml::table* table = root["context"].as_table();
    if (table == nullptr) return;
    language_.since = preceding(*table, "since");
    language_.until = preceding(*table, "until");
    language_.sooner = preceding(*table, "before");
    language_.later = preceding(*table, "after");
    language_.limit = preceding(*table, "limit");
    language_.had = preceding(*table, "had");
    language_.of_noun = preceding(*table, "of_noun");
    language_.of_time = preceding(*table, "of_time");
    language_.aside = context(*table, "aside", "^", "");
    language_.dying = context(*table, "dying", "(?:^|[^\\pL\\pN])", "");
    language_.dying_as = context(*table, "dying_as", "^", "");
    language_.going_on = preceding(*table, "going_on");
    language_.told = preceding(*table, "told");
    language_.within = preceding(*table, "within");
    language_.has = preceding(*table, "has");
    language_.now = context(*table, "now", "^", "$");
    language_.deadline = preceding(*table, "deadline");
    language_.no_now = preceding(*table, "no_now");
    language_.future = context(*table, "future", "(?:^|[^\\pL\\pN])", "(?:$|[^\\pL\\pN])");
  }

  void read_joins(const toml::table& root) {
    const toml::array* joins = root["join"].as_array();
    if (joins == nullptr) return;
    for (const toml::node& node : *joins) {
      const toml::table* table = node.as_table();
      if (table == nullptr || !table->contains("words")) fail(node, "expected words = '…'");
      TimeJoin join;
      join.words = context(*table, "words", "^", "$");
      join.before = preceding(*table, "before");
      join.is_range = (*table)["range"].value_or(false);
      language_.joins.push_back(std::move(join));
    }
  }

  template <typename Value, std::size_t kCount>
  Value named(const toml::table& table, std::string_view key, std::string_view fallback,
              const std::array<std::pair<std::string_view, Value>, kCount>& names) const {
    const std::string word = text_of(table[key], fallback);
    std::string known;
    for (const auto& [name, value] : names) {
      if (name == word) return value;
      known += (known.empty() ? "" : ", ") + std::string(name);
    }
    fail(table, std::string(key) + " = \"" + word + "\", expected one of " + known);
  }

  void read_rule(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) fail(node, "expected a table");
    TimeRule rule;
    rule.name = text_of((*table)["name"], "");
    if (rule.name.empty()) fail(node, "the rule has no name");
    rule.operation = named(*table, "op", "date", kOperations);
    rule.anchor = named(*table, "anchor", "auto", kAnchors);
    rule.kind = text_of((*table)["kind"], "");
    rule.value = text_of((*table)["value"], "");
    read_pattern(*table, rule);
    rule.before = preceding(*table, "before");
    rule.not_before = preceding(*table, "not_before");
    rule.after = context(*table, "after", "^", "(?:$|[^\\pL\\pN])");
    rule.not_after = context(*table, "not_after", "^", "(?:$|[^\\pL\\pN])");
    read_constants(*table, rule);
    check_unit(*table, rule);
    read_examples(*table, rule);
    language_.rules.push_back(std::move(rule));
  }

  void read_pattern(const toml::table& table, TimeRule& rule) {
    const toml::node* node = table.get("pattern");
    const std::optional<std::string> pattern =
        node == nullptr ? std::nullopt : node->value<std::string>();
    if (!pattern) fail(table, "rule \"" + rule.name + "\" has no pattern");
    ExpandedPattern expanded = expand(normal(*pattern), lists_);
    if (!expanded.problem.empty()) fail(*node, expanded.problem);
    rule.slots = std::move(expanded.slots);
    rule.lists = std::move(expanded.lists);
    rule.pattern = compile(*node, "(" + expanded.regex + ")(?:$|[^\\pL\\pN\\pM])");
    if (rule.pattern->NumberOfCapturingGroups() != static_cast<int>(rule.slots.size()) + 1) {
      fail(*node, "only {…} may capture; write other groups as (?:…)");
    }
  }

  void read_constants(const toml::table& table, TimeRule& rule) const {
    const toml::table* constants = table["set"].as_table();
    if (constants == nullptr) return;
    for (const auto& [name, node] : *constants) {
      const std::optional<std::string> text = node.value<std::string>();
      const std::optional<std::int64_t> number = node.value<std::int64_t>();
      if (!text && !number) fail(node, "expected a number or a word in quotes");
      rule.constants[std::string(name.str())] = slot_of(number ? std::to_string(*number) : *text);
    }
  }

  /// The operations that count units must be given one that is known.
  void check_unit(const toml::table& table, const TimeRule& rule) const {
    const bool counts_units =
        rule.operation == TimeOperation::kShift || rule.operation == TimeOperation::kUnit ||
        rule.operation == TimeOperation::kDuration || rule.operation == TimeOperation::kPortion;
    if (!counts_units) return;
    const auto constant = rule.constants.find("unit");
    bool is_given = constant != rule.constants.end() && parse_time_unit(constant->second.text);
    for (std::size_t i = 0; i < rule.slots.size(); ++i) {
      if (rule.slots[i] != "unit") continue;
      is_given = true;
      const auto words = language_.words.find(rule.lists[i]);
      if (words == language_.words.end()) fail(table, "{unit} must be a word list");
      for (const auto& [word, slot] : words->second) {
        if (!parse_time_unit(slot.text)) {
          fail(table, "[words." + rule.lists[i] + "] has \"" + slot.text +
                          "\", expected a unit such as \"day\" or \"week\"");
        }
      }
    }
    if (!is_given) fail(table, "rule \"" + rule.name + "\" has no unit");
  }

  void read_examples(const toml::table& table, TimeRule& rule) const {
    const toml::array* examples = table["examples"].as_array();
    if (examples == nullptr || examples->empty()) {
      fail(table, "rule \"" + rule.name + "\" has no examples, expected at least one");
    }
    for (const toml::node& node : *examples) {
      const toml::array* parts = node.as_array();
      if (parts == nullptr || parts->size() < 3 || parts->size() > 4) {
        fail(node, "expected [\"text\", \"date of the document\", \"value\"]");
      }
      const auto part = [&](std::size_t i) {
        return i < parts->size() ? (*parts)[i].value_or(std::string()) : std::string();
      };
      rule.examples.push_back({part(0), part(1), part(2), part(3)});
    }
  }

  std::string file_;
  TimeLanguage language_;
  PatternLists lists_;
};

}  // namespace

TimeLanguage read_time_file(const std::filesystem::path& file, const std::string& code) {
  return Reader(file, code).run();
}

}  // namespace tocsin::resolve
