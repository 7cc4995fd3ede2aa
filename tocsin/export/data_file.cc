#include "tocsin/export/data_file.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <utility>
#include <vector>

#include "tocsin/core/error.h"

namespace tocsin::exports {
namespace {

std::string place(const std::filesystem::path& file, const toml::source_region& region) {
  return file.string() + ":" + std::to_string(region.begin.line);
}

toml::table parse(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw Error(ErrorCode::kDataMissing,
                file.string() + ": not found, expected the tables of an export format");
  }
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::kDataInvalid,
                place(file, error.source()) + ": " + std::string(error.description()));
  }
}

std::vector<std::string> split_tabs(const std::string& line) {
  std::vector<std::string> fields;
  std::size_t begin = 0;
  for (std::size_t tab; (tab = line.find('\t', begin)) != std::string::npos; begin = tab + 1) {
    fields.push_back(line.substr(begin, tab - begin));
  }
  fields.push_back(line.substr(begin));
  return fields;
}

}  // namespace

DataFile::DataFile(const std::filesystem::path& file) : file_(file), root_(parse(file)) {}

void DataFile::fail(const toml::node* node, std::string_view what,
                    std::string_view expected) const {
  throw Error(ErrorCode::kDataInvalid, (node ? place(file_, node->source()) : file_.string()) +
                                           ": " + std::string(what) + " is missing or not " +
                                           std::string(expected));
}

template <typename T>
T DataFile::value(const toml::node* node, std::string_view what, std::string_view expected) const {
  const auto found = node ? node->value<T>() : std::nullopt;
  if (!found) fail(node, what, expected);
  return *found;
}

const toml::table& DataFile::table(std::string_view path) const {
  const toml::node_view node = root_.at_path(path);
  if (!node.is_table()) fail(node.node(), "[" + std::string(path) + "]", "a table");
  return *node.as_table();
}

const toml::array& DataFile::array(std::string_view path, std::string_view expected) const {
  const toml::node_view node = root_.at_path(path);
  if (!node.is_array()) fail(node.node(), path, expected);
  return *node.as_array();
}

Names DataFile::names(std::string_view path) const {
  Names names;
  for (const auto& [key, node] : table(path)) {
    names.emplace(key.str(), value<std::string>(&node, key.str(), "a string"));
  }
  return names;
}

Codes DataFile::codes(std::string_view path) const {
  Codes codes;
  for (const auto& [key, node] : table(path)) {
    codes.emplace(key.str(), value<int>(&node, key.str(), "a whole number"));
  }
  return codes;
}

std::map<int, int> DataFile::code_map(std::string_view path) const {
  std::map<int, int> map;
  for (const auto& [key, node] : table(path)) {
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

std::set<std::string, std::less<>> DataFile::strings(std::string_view path) const {
  std::set<std::string, std::less<>> strings;
  for (const toml::node& node : array(path, "a list of strings")) {
    strings.insert(value<std::string>(&node, path, "a list of strings"));
  }
  return strings;
}

std::set<int> DataFile::numbers(std::string_view path) const {
  std::set<int> numbers;
  for (const toml::node& node : array(path, "a list of whole numbers")) {
    numbers.insert(value<int>(&node, path, "a list of whole numbers"));
  }
  return numbers;
}

int DataFile::number(std::string_view path) const {
  return value<int>(root_.at_path(path).node(), path, "a whole number");
}

std::string DataFile::string(std::string_view path) const {
  return value<std::string>(root_.at_path(path).node(), path, "a string");
}

Countries load_countries(const std::filesystem::path& data_dir) {
  const std::filesystem::path file = data_dir / "export" / "countries.tsv";
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::kDataMissing, file.string() + ": cannot be opened");
  Countries countries;
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

}  // namespace tocsin::exports
