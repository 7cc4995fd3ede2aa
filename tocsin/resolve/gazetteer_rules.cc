#include "tocsin/resolve/gazetteer_rules.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "tocsin/core/utf8.h"
#include "tocsin/resolve/actor_data.h"

namespace tocsin::resolve {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// One table of the file, written as rules.
class Writer {
 public:
  Writer(const std::filesystem::path& file, const toml::table& root, std::string_view name)
      : file_(file) {
    const toml::node* node = root.get(name);
    if (node == nullptr || !node->is_table()) {
      throw data_error(file, root, "the table [" + std::string(name) + "] is missing");
    }
    table_ = node->as_table();
  }

  DataTable data() const { return {file_, *table_}; }

  Pairs pairs(std::string_view key) const {
    Pairs result;
    const toml::array* list = (*table_)[key].as_array();
    if (list == nullptr) throw data_error(file_, *table_, std::string(key) + " is missing");
    for (const toml::node& each : *list) {
      const toml::array* both = each.as_array();
      if (both == nullptr || both->size() != 2)
        throw data_error(file_, each, "expected two strings");
      result.emplace_back(both->get(0)->value_or(std::string()),
                          both->get(1)->value_or(std::string()));
    }
    return result;
  }

 private:
  const std::filesystem::path& file_;
  const toml::table* table_ = nullptr;
};

void add(std::string& rules, std::string_view kind, const std::string& value) {
  rules += "\n" + std::string(kind) + "\t" + value;
}

void add(std::string& rules, std::string_view kind, const Pairs& pairs) {
  for (const auto& [from, to] : pairs) add(rules, kind, from + "\t" + to);
}

/// Each letter once, in the order of code points.
std::string letters_in_order(std::string_view letters) {
  std::set<char32_t> each;
  for (std::size_t at = 0; at < letters.size();) {
    const CodePoint letter = decode_utf8(letters, at);
    each.insert(letter.value);
    at += letter.bytes;
  }
  std::string result;
  for (const char32_t letter : each) append_utf8(result, letter);
  return result;
}

}  // namespace

std::string folding_rules(const std::filesystem::path& file) {
  const toml::table root = read_toml(file);
  const Writer folds(file, root, "fold");
  const Writer loose(file, root, "loose");
  const Writer consonants(file, root, "consonants");
  std::string rules = "remove\t" + letters_in_order(folds.data().text("remove"));
  Pairs replaced = folds.pairs("replace");
  std::sort(replaced.begin(), replaced.end());
  add(rules, "replace", replaced);
  const std::vector<std::string> articles = loose.data().texts("articles");
  for (const std::string& word : std::set(articles.begin(), articles.end())) {
    add(rules, "article", word);
  }
  for (const std::string& word : loose.data().texts("attached")) add(rules, "attached", word);
  for (const std::string_view key : {"attached_rest", "skeleton_letters"}) {
    add(rules, key, std::to_string(loose.data().number(key).value_or(3)));
  }
  add(rules, "before", loose.pairs("before"));
  add(rules, "after", loose.pairs("after"));
  for (const std::string& word : loose.data().texts("suffixes")) add(rules, "suffix", word);
  add(rules, "consonants", std::to_string(consonants.data().number("least").value_or(3)));
  add(rules, "latin", consonants.pairs("latin"));
  add(rules, "arabic", consonants.pairs("arabic"));
  return rules;
}

}  // namespace tocsin::resolve
