// Reading of acled.toml; what its tables mean stands in that file.
#include <algorithm>
#include <array>

#include "tocsin/code/acled.h"
#include "tocsin/code/data_file.h"

namespace tocsin::code {
namespace {

constexpr std::array<std::string_view, 8> kClasses{"state",  "militia",  "rebel",    "crowd",
                                                   "person", "civilian", "external", "unknown"};

void check_class(const DataFile& data, const toml::node& node, std::string_view name) {
  if (std::find(kClasses.begin(), kClasses.end(), name) != kClasses.end()) return;
  std::string expected = "one of";
  for (const std::string_view known : kClasses) expected += " " + std::string(known);
  data.fail(node, "the class \"" + std::string(name) + "\"", expected);
}

void check_list(const DataFile& data, const toml::node& node, const Words& words,
                std::string_view list) {
  if (list.empty() || words.has(list)) return;
  data.fail(node, "the word list \"" + std::string(list) + "\"", "a list of words.toml");
}

std::set<std::string> classes(const DataFile& data, const toml::table& table,
                              std::string_view key) {
  std::set<std::string> found;
  for (std::string& name : data.texts(table, key)) {
    check_class(data, *table.get(key), name);
    found.insert(std::move(name));
  }
  return found;
}

}  // namespace

/// Fills an Acled table by table.
class AcledReader {
 public:
  AcledReader(const std::filesystem::path& file, const Words& words) : data_(file), words_(words) {}

  Acled read() {
    data_.check_keys(data_.root(), {"realities", "sub_events", "sectors", "target_words", "rule"});
    read_realities();
    read_sub_events();
    read_sectors();
    read_target_words();
    read_rules();
    return std::move(acled_);
  }

 private:
  void read_realities() {
    for (const std::string& name : data_.texts(data_.root(), "realities")) {
      const auto reality = parse_reality(name);
      if (!reality) data_.fail(*data_.root().get("realities"), "\"" + name + "\"", "a reality");
      acled_.realities_.insert(*reality);
    }
  }

  void read_sub_events() {
    for (const toml::table* table : data_.tables(data_.root(), "sub_events")) {
      data_.check_keys(*table, {"event_type", "names"});
      const std::string event_type = data_.text(*table, "event_type");
      for (const std::string& name : data_.texts(*table, "names")) {
        if (acled_.parse(event_type + "/" + name)) {
          data_.fail(*table, "\"" + name + "\" twice", "each sub-event once");
        }
        acled_.codes_.push_back({event_type, name});
      }
    }
    if (acled_.codes_.empty()) data_.fail(data_.root(), "no sub_events", "ACLED's sub-events");
  }

  std::string sector_class(const toml::table& table, std::string_view key) {
    std::string name = data_.text(table, key);
    check_class(data_, table, name);
    return name;
  }

  void read_sectors() {
    for (const toml::table* table : data_.tables(data_.root(), "sectors")) {
      data_.check_keys(*table,
                       {"id", "actor_group", "actor_person", "target_group", "target_person"});
      const std::string id = data_.text(*table, "id");
      const SectorClass sector{
          sector_class(*table, "actor_group"), sector_class(*table, "actor_person"),
          sector_class(*table, "target_group"), sector_class(*table, "target_person")};
      if (!acled_.sectors_.emplace(id, sector).second) {
        data_.fail(*table, "the sector \"" + id + "\" twice", "each sector once");
      }
    }
  }

  void read_target_words() {
    for (const toml::table* table : data_.tables(data_.root(), "target_words")) {
      data_.check_keys(*table, {"list", "class"});
      TargetWords row{data_.text(*table, "list"), data_.text(*table, "class")};
      check_list(data_, *table, words_, row.list);
      check_class(data_, *table, row.target_class);
      acled_.target_words_.push_back(std::move(row));
    }
  }

  void read_rules() {
    for (const toml::table* table : data_.tables(data_.root(), "rule")) {
      data_.check_keys(*table, {"id", "note", "case"});
      const std::string id = data_.text(*table, "id");
      const auto [place, is_new] = acled_.rules_.try_emplace(id);
      if (!is_new) data_.fail(*table, "the rule \"" + id + "\" twice", "each rule once");
      for (const toml::table* row : data_.tables(*table, "case")) {
        place->second.push_back(read_case(*row));
      }
    }
  }

  AcledCase read_case(const toml::table& table) {
    data_.check_keys(table, {"actor", "target", "target_is", "instrument", "foreign", "acled"});
    AcledCase row;
    row.actor = classes(data_, table, "actor");
    row.target = classes(data_, table, "target");
    row.target_is = data_.text_or_empty(table, "target_is");
    row.instrument = data_.text_or_empty(table, "instrument");
    check_list(data_, table, words_, row.target_is);
    check_list(data_, table, words_, row.instrument);
    row.foreign = table["foreign"].value_or(false);
    const std::string joined = data_.text(table, "acled");
    const auto code = acled_.parse(joined);
    if (!code) data_.fail(table, "the code \"" + joined + "\"", "a pair of sub_events");
    row.code = *code;
    return row;
  }

  DataFile data_;
  const Words& words_;
  Acled acled_;
};

Acled Acled::load(const std::filesystem::path& file, const Words& words) {
  return AcledReader(file, words).read();
}

}  // namespace tocsin::code
