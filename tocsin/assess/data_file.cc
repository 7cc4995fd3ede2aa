#include "tocsin/assess/data_file.h"

#include <algorithm>

#include "tocsin/core/error.h"

namespace tocsin::assess {
namespace {

toml::table parse(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) {
    throw Error(ErrorCode::kDataMissing, path.string() + ": found no file, expected TOML");
  }
  try {
    return toml::parse_file(path.string());
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::kDataInvalid,
                path.string() + ":" + std::to_string(error.source().begin.line) + ": found " +
                    std::string(error.description()) + ", expected TOML");
  }
}

std::string in_quotes(std::string_view words) {
  std::string quoted(1, '"');
  quoted += words;
  return quoted += '"';
}

}  // namespace

DataFile::DataFile(const std::filesystem::path& path) : path_(path.string()), root_(parse(path)) {}

void DataFile::fail(const toml::node& node, std::string_view found,
                    std::string_view expected) const {
  throw Error(ErrorCode::kDataInvalid, path_ + ":" + std::to_string(node.source().begin.line) +
                                           ": found " + std::string(found) + ", expected " +
                                           std::string(expected));
}

void DataFile::check_keys(const toml::table& table,
                          std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, node] : table) {
    if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
    std::string expected = "one of";
    for (const std::string_view known : keys) expected += " " + std::string(known);
    fail(node, "the key " + in_quotes(key.str()), expected);
  }
}

std::string DataFile::text(const toml::table& table, std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) fail(table, "no " + in_quotes(key), "a string under that key");
  if (!node->is_string()) fail(*node, "another kind of value", "a string for " + in_quotes(key));
  return node->as_string()->get();
}

double DataFile::number(const toml::table& table, std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) fail(table, "no " + in_quotes(key), "a number under that key");
  if (!node->is_number()) fail(*node, "another kind of value", "a number for " + in_quotes(key));
  return *node->value<double>();
}

const toml::table& DataFile::table(const toml::table& parent, std::string_view key) const {
  const toml::node* node = parent.get(key);
  if (node == nullptr) fail(parent, "no " + in_quotes(key), "a table under that key");
  if (!node->is_table()) fail(*node, "another kind of value", "a table for " + in_quotes(key));
  return *node->as_table();
}

std::string DataFile::text_or_empty(const toml::table& table, std::string_view key) const {
  return table.contains(key) ? text(table, key) : std::string();
}

double DataFile::number_or(const toml::table& table, std::string_view key, double otherwise) const {
  return table.contains(key) ? number(table, key) : otherwise;
}

bool DataFile::flag_or_false(const toml::table& table, std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) return false;
  if (!node->is_boolean()) fail(*node, "another kind of value", "true or false");
  return node->as_boolean()->get();
}

std::optional<Date> DataFile::date(const toml::table& table, std::string_view key) const {
  if (!table.contains(key)) return std::nullopt;
  const std::string words = text(table, key);
  const std::optional<Date> day = parse_date(words);
  if (!day) fail(*table.get(key), in_quotes(words), "a day as YYYY-MM-DD");
  return day;
}

std::vector<std::string> DataFile::texts(const toml::table& table, std::string_view key) const {
  std::vector<std::string> found;
  const toml::node* node = table.get(key);
  if (node == nullptr) return found;
  if (!node->is_array()) fail(*node, "another kind of value", "strings for " + in_quotes(key));
  for (const toml::node& item : *node->as_array()) {
    if (!item.is_string()) fail(item, "another kind of value", "strings for " + in_quotes(key));
    found.push_back(item.as_string()->get());
  }
  return found;
}

std::vector<double> DataFile::numbers(const toml::table& table, std::string_view key) const {
  std::vector<double> found;
  const toml::node* node = table.get(key);
  if (node == nullptr) return found;
  if (!node->is_array()) fail(*node, "another kind of value", "numbers for " + in_quotes(key));
  for (const toml::node& item : *node->as_array()) {
    if (!item.is_number()) fail(item, "another kind of value", "numbers for " + in_quotes(key));
    found.push_back(*item.value<double>());
  }
  return found;
}

std::vector<const toml::table*> DataFile::tables(const toml::table& table,
                                                 std::string_view key) const {
  std::vector<const toml::table*> found;
  const toml::node* node = table.get(key);
  if (node == nullptr) return found;
  if (!node->is_array()) fail(*node, "another kind of value", "tables for " + in_quotes(key));
  for (const toml::node& item : *node->as_array()) {
    if (!item.is_table()) fail(item, "another kind of value", "tables for " + in_quotes(key));
    found.push_back(item.as_table());
  }
  return found;
}

}  // namespace tocsin::assess
