#include "tocsin/resolve/actor_data.h"

#include <algorithm>

namespace tocsin::resolve {
namespace {

std::string string_of(const std::filesystem::path& file, const toml::node& node,
                      std::string_view key) {
  if (const auto* value = node.as_string()) return value->get();
  throw data_error(file, node, "\"" + std::string(key) + "\" must be a string");
}

}  // namespace

Error data_error(const std::filesystem::path& file, const toml::node& node,
                 const std::string& message) {
  const auto line = node.source().begin.line;
  return {ErrorCode::kDataInvalid, file.string() + ":" + std::to_string(line) + ": " + message};
}

toml::table read_toml(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(file)) {
    throw Error(ErrorCode::kDataMissing, file.string() + ": no such file");
  }
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::kDataInvalid, file.string() + ":" +
                                             std::to_string(error.source().begin.line) + ": " +
                                             std::string(error.description()));
  }
}

std::string DataTable::text(std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) throw data_error(file, table, "\"" + std::string(key) + "\" is missing");
  return string_of(file, *node, key);
}

std::string DataTable::text_or_empty(std::string_view key) const {
  const toml::node* node = table.get(key);
  return node == nullptr ? std::string() : string_of(file, *node, key);
}

std::optional<std::int64_t> DataTable::number(std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_integer()) return value->get();
  throw data_error(file, *node, "\"" + std::string(key) + "\" must be a whole number");
}

std::vector<std::string> DataTable::texts(std::string_view key) const {
  std::vector<std::string> result;
  const toml::node* node = table.get(key);
  if (node == nullptr) return result;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    throw data_error(file, *node, "\"" + std::string(key) + "\" must be an array of strings");
  }
  for (const toml::node& each : *array) result.push_back(string_of(file, each, key));
  return result;
}

std::vector<DataTable> DataTable::tables(std::string_view key) const {
  std::vector<DataTable> result;
  const toml::node* node = table.get(key);
  if (node == nullptr) return result;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    throw data_error(file, *node, "\"" + std::string(key) + "\" must be an array of tables");
  }
  for (const toml::node& each : *array) {
    if (!each.is_table()) throw data_error(file, each, "expected a table");
    result.push_back({file, *each.as_table()});
  }
  return result;
}

std::vector<std::filesystem::path> language_files(const std::filesystem::path& data_dir,
                                                  std::string_view name) {
  const std::filesystem::path folder = data_dir / "lang";
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const std::filesystem::path file = entry.path() / name;
      if (std::filesystem::is_regular_file(file)) files.push_back(file);
    }
  }
  if (files.empty()) {
    throw Error(ErrorCode::kDataMissing,
                folder.string() + ": no language has a file " + std::string(name));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace tocsin::resolve
