#include "tocsin/resolve/quantity_words.h"

#include <algorithm>

#include "tocsin/core/utf8.h"
#include "tocsin/resolve/actor_data.h"

namespace tocsin::resolve {
namespace {

class LanguageReader {
 public:
  explicit LanguageReader(const DataTable& file) : file_(file) {}

  NumberLanguage read() {
    read_folding();
    read_separators("group_separators", result_.group_separators);
    read_separators("decimal_separators", result_.decimal_separators);
    read_numbers("numbers", result_.numbers);
    read_numbers("multipliers", result_.multipliers);
    read_numbers("attached", result_.attached);
    read_numbers("fractions", result_.fractions);
    read_numbers("ordinal_numbers", result_.ordinal_numbers);
    for (const auto& [word, value] : result_.ordinal_numbers) result_.ordinals.insert(word);
    read_vague();
    read_sets();
    read_phrases("toll_phrases", result_.tolls);
    read_phrases("sum_phrases", result_.sums);
    read_phrases("period_phrases", result_.periods);
    read_hedges();
    read_harms();
    if (const toml::node* node = file_.table.get("units_first")) {
      if (!node->is_boolean()) throw data_error(file_.file, *node, "must be true or false");
      result_.units_first = node->as_boolean()->get();
    }
    return std::move(result_);
  }

 private:
  std::string key(std::string_view word) const { return fold(word, result_.folding); }

  std::vector<std::string> keys(std::string_view words) const {
    std::vector<std::string> result;
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t space = std::min(words.find(' ', at), words.size());
      result.push_back(key(words.substr(at, space - at)));
      at = space + 1;
    }
    return result;
  }

  void read_folding() {
    if (const auto* pairs = file_.table["fold"].as_table()) {
      const DataTable folds{file_.file, *pairs};
      for (const auto& [from, to] : *pairs) {
        result_.folding.replace[decode_utf8(from.str(), 0).value] = folds.text_or_empty(from.str());
      }
    }
    for (const std::string& word : file_.texts("joined_articles")) {
      result_.folding.joined_articles.push_back(key(word));
    }
    for (const std::string& word : file_.texts("proclitics")) {
      result_.folding.proclitics.push_back(key(word));
    }
  }

  void read_separators(std::string_view name, std::set<char32_t>& to) const {
    for (const std::string& each : file_.texts(name)) to.insert(decode_utf8(each, 0).value);
  }

  void read_numbers(std::string_view name, std::map<std::string, double, std::less<>>& to) const {
    const toml::node* node = file_.table.get(name);
    if (node == nullptr) return;
    if (!node->is_table()) throw data_error(file_.file, *node, "expected a table");
    const DataTable pairs{file_.file, *node->as_table()};
    for (const auto& [word, value] : pairs.table) {
      to[key(word.str())] = static_cast<double>(*pairs.number(word.str()));
    }
  }

  void read_vague() {
    for (const DataTable& row : file_.tables("vague")) {
      const auto min = row.number("min");
      const auto unit = row.number("unit");
      if (!min || !unit) throw data_error(row.file, row.table, "\"min\" and \"unit\" are needed");
      for (const std::string& word : row.texts("words")) {
        result_.vague[key(word)] = {static_cast<double>(*min), row.number("max"),
                                    static_cast<double>(*unit), key(row.text_or_empty("before"))};
      }
    }
  }

  void read_phrases(std::string_view name, std::vector<std::vector<std::string>>& to) const {
    for (const std::string& phrase : file_.texts(name)) to.push_back(keys(phrase));
  }

  void read_set(std::string_view name, NumberLanguage::Set& to) const {
    for (const std::string& word : file_.texts(name)) {
      // Signs ("%", "&") have no letters to fold.
      const std::string folded = key(word);
      to.insert(folded.empty() ? word : folded);
    }
  }

  void read_sets() {
    NumberLanguage& to = result_;
    read_set("skip_words", to.skip_words);
    read_set("joiners", to.joiners);
    read_set("list_signs", to.list_signs);
    read_set("part_words", to.part_words);
    read_set("division_words", to.division_words);
    read_set("between_words", to.between_words);
    read_set("range_words", to.range_words);
    read_set("one_words", to.one_words);
    read_set("share_words", to.share_words);
    read_set("age_words", to.age_words);
    read_set("asking_words", to.asking_words);
    read_set("ordinals", to.ordinals);
    read_set("ordinal_endings", to.ordinal_endings);
    read_set("plural_words", to.plural_words);
    read_set("singular_words", to.singular_words);
    read_set("unknown_words", to.unknown_words);
    read_set("one_nouns", to.one_nouns);
    read_set("dual_nouns", to.dual_nouns);
    read_set("dual_exceptions", to.dual_exceptions);
    read_set("harm_links", to.harm_links);
    read_set("toll_words", to.toll_words);
    read_set("since_words", to.since_words);
    read_set("aged_words", to.aged_words);
    read_set("age_links", to.age_links);
    read_set("count_words", to.count_words);
    read_set("more_words", to.more_words);
    read_set("one_more_words", to.one_more_words);
    read_set("one_more_verbs", to.one_more_verbs);
    for (const auto& word : file_.texts("joined_joiners")) to.joined_joiners.push_back(key(word));
    for (const auto& word : file_.texts("plural_endings")) to.plural_endings.push_back(key(word));
    for (const auto& word : file_.texts("dual_endings")) to.dual_endings.push_back(key(word));
  }

  void read_harms() {
    const auto* table = file_.table["harms"].as_table();
    if (table == nullptr) return;
    const DataTable harms{file_.file, *table};
    for (const auto& [name, words] : *table) {
      const std::optional<Role> role = parse_role(name.str());
      if (!role || !is_harm(*role)) {
        throw data_error(file_.file, words,
                         "\"" + std::string(name.str()) +
                             "\" is no harm; expected killed, injured, detained or displaced");
      }
      for (const std::string& word : harms.texts(name.str())) result_.harms[key(word)] = *role;
    }
  }

  void add_phrases(const DataTable& from, std::string_view name, HedgeKind kind,
                   std::vector<NumberPhrase>& to) const {
    for (const std::string& phrase : from.texts(name)) {
      std::vector<std::string> words = keys(phrase);
      if (words.size() == 1 && words.front().empty()) words.front() = phrase;
      to.push_back({std::move(words), kind, phrase});
    }
  }

  void read_hedges() {
    if (const auto* table = file_.table["hedges"].as_table()) {
      const DataTable hedges{file_.file, *table};
      add_phrases(hedges, "min", HedgeKind::kAtLeast, result_.before);
      add_phrases(hedges, "above", HedgeKind::kAbove, result_.before);
      add_phrases(hedges, "max", HedgeKind::kAtMost, result_.before);
      add_phrases(hedges, "below", HedgeKind::kBelow, result_.before);
      add_phrases(hedges, "about", HedgeKind::kAbout, result_.before);
      add_phrases(hedges, "exact", HedgeKind::kExact, result_.before);
      add_phrases(hedges, "min_after", HedgeKind::kAtLeast, result_.after);
      add_phrases(hedges, "max_after", HedgeKind::kAtMost, result_.after);
      add_phrases(hedges, "about_after", HedgeKind::kAbout, result_.after);
    }
    add_phrases(file_, "zero", HedgeKind::kZero, result_.before);
    const auto longest_first = [](const NumberPhrase& a, const NumberPhrase& b) {
      return a.words.size() > b.words.size();
    };
    std::stable_sort(result_.before.begin(), result_.before.end(), longest_first);
    std::stable_sort(result_.after.begin(), result_.after.end(), longest_first);
  }

  const DataTable& file_;
  NumberLanguage result_;
};

}  // namespace

NumberWords NumberWords::load(const std::filesystem::path& data_dir) {
  NumberWords result;
  result.digits_only_.group_separators = {U','};
  result.digits_only_.decimal_separators = {U'.'};
  for (const auto& path : language_files(data_dir, "numbers.toml")) {
    const toml::table table = read_toml(path);
    const DataTable file{path, table};
    const std::string code = path.parent_path().filename().string();
    result.languages_.emplace(code, LanguageReader(file).read());
    for (const DataTable& row : file.tables("example")) {
      const std::string kind = row.text_or_empty("kind");
      result.examples_.push_back({code, row.text("text"), row.text("words"),
                                  kind.empty() ? "num" : kind, row.number("min"), row.number("max"),
                                  data_error(path, row.table, "").what()});
    }
  }
  return result;
}

const NumberLanguage& NumberWords::language(std::string_view tag) const {
  const auto found = languages_.find(tag.substr(0, tag.find('-')));
  return found == languages_.end() ? digits_only_ : found->second;
}

}  // namespace tocsin::resolve
