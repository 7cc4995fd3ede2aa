#include "tocsin/export/acled_tables.h"

#include <toml++/toml.h>

#include <charconv>
#include <fstream>

#include "tocsin/core/error.h"

namespace tocsin::exports {
namespace {

std::string place(const std::filesystem::path& file, const toml::source_region& region) {
  return file.string() + ":" + std::to_string(region.begin.line);
}

toml::table parse(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw Error(ErrorCode::kDataMissing, file.string() + ": not found, expected the ACLED tables");
  }
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::kDataInvalid,
                place(file, error.source()) + ": " + std::string(error.description()));
  }
}

// Reads parts of one file; every complaint names the file and the line.
class Section {
 public:
  Section(const std::filesystem::path& file, const toml::table& root) : file_(file), root_(root) {}

  const toml::table& table(std::string_view path) const {
    const toml::node_view node = root_.at_path(path);
    if (!node.is_table()) fail(node.node(), "[" + std::string(path) + "]", "a table");
    return *node.as_table();
  }

  template <typename T>
  T value(const toml::node* node, std::string_view what, std::string_view expected) const {
    const auto found = node ? node->value<T>() : std::nullopt;
    if (!found) fail(node, what, expected);
    return *found;
  }

  AcledTables::Names names(std::string_view path) const {
    AcledTables::Names names;
    for (const auto& [key, node] : table(path)) {
      names.emplace(key.str(), value<std::string>(&node, key.str(), "a string"));
    }
    return names;
  }

  AcledTables::Codes codes(std::string_view path) const {
    AcledTables::Codes codes;
    for (const auto& [key, node] : table(path)) {
      codes.emplace(key.str(), value<int>(&node, key.str(), "a whole number"));
    }
    return codes;
  }

  std::map<int, int> code_map(const toml::table& table) const {
    std::map<int, int> map;
    for (const auto& [key, node] : table) {
      int from = 0;
      const std::string_view digits = key.str();
      const auto [stop, failure] =
          std::from_chars(digits.data(), digits.data() + digits.size(), from);
      if (failure != std::errc{} || stop != digits.data() + digits.size()) {
        fail(&node, digits, "a whole number as key");
      }
      map.emplace(from, value<int>(&node, digits, "a whole number"));
    }
    return map;
  }

  std::set<std::string, std::less<>> strings(std::string_view path) const {
    const toml::node_view view = root_.at_path(path);
    if (!view.is_array()) fail(view.node(), path, "a list of strings");
    std::set<std::string, std::less<>> strings;
    for (const toml::node& node : *view.as_array()) {
      strings.insert(value<std::string>(&node, path, "a list of strings"));
    }
    return strings;
  }

  int number(std::string_view path) const {
    return value<int>(root_.at_path(path).node(), path, "a whole number");
  }

  std::string string(std::string_view path) const {
    return value<std::string>(root_.at_path(path).node(), path, "a string");
  }

 private:
  [[noreturn]] void fail(const toml::node* node, std::string_view what,
                         std::string_view expected) const {
    throw Error(ErrorCode::kDataInvalid, (node ? place(file_, node->source()) : file_.string()) +
                                             ": " + std::string(what) + " is missing or not " +
                                             std::string(expected));
  }

  const std::filesystem::path& file_;
  const toml::table& root_;
};

std::vector<std::string> split_tabs(const std::string& line) {
  std::vector<std::string> fields;
  std::size_t begin = 0;
  for (std::size_t tab; (tab = line.find('\t', begin)) != std::string::npos; begin = tab + 1) {
    fields.push_back(line.substr(begin, tab - begin));
  }
  fields.push_back(line.substr(begin));
  return fields;
}

std::map<std::string, Country, std::less<>> load_countries(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::kDataMissing, file.string() + ": cannot be opened");
  std::map<std::string, Country, std::less<>> countries;
  std::string line;
  bool header = true;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    if (std::exchange(header, false)) continue;
    std::vector<std::string> fields = split_tabs(line);
    if (fields.size() != 4) {
      throw Error(ErrorCode::kDataInvalid, file.string() + ":" + std::to_string(number) + ": " +
                                               std::to_string(fields.size()) +
                                               " columns, expected 4");
    }
    fields[1].erase(0, std::min(fields[1].find_first_not_of('0'), fields[1].size()));
    countries[fields[0]] = Country{fields[1], fields[2], fields[3]};
  }
  return countries;
}

}  // namespace

AcledTables AcledTables::load(const std::filesystem::path& data_dir) {
  const std::filesystem::path file = data_dir / "export" / "acled.toml";
  const toml::table root = parse(file);
  const Section section(file, root);
  AcledTables tables;
  tables.countries = load_countries(data_dir / "export" / "countries.tsv");
  tables.disorder_by_event_type = section.names("disorder.event_type");
  tables.disorder_by_sub_event_type = section.names("disorder.sub_event_type");
  tables.civilian_label = section.string("civilian_targeting.label");
  tables.civilian_disorder = section.string("civilian_targeting.disorder");
  tables.civilian_inter = section.number("civilian_targeting.inter");
  tables.civilian_types = section.strings("civilian_targeting.types");
  tables.inter_by_sector = section.codes("inter.sector");
  tables.inter_abroad = section.code_map(section.table("inter.abroad"));
  for (const auto& [type, node] : section.table("inter.acting")) {
    const std::string path = "inter.acting." + std::string(type.str());
    tables.inter_acting.emplace(type.str(), section.code_map(section.table(path)));
  }
  tables.between_actors = section.strings("sides.between_actors");
  tables.time_precision = section.codes("time_precision");
  tables.geo_precision = section.codes("geo_precision");
  return tables;
}

}  // namespace tocsin::exports
