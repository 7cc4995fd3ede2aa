#pragma once
/// Reading the TOML files of actors and numbers: values of the expected type, or an error that
/// names file and line.

#include <toml++/toml.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/error.h"

namespace tocsin::resolve {

/// Throws: Error(kDataMissing) where there is no such file, Error(kDataInvalid) where it is no
/// TOML.
toml::table read_toml(const std::filesystem::path& file);

/// Error(kDataInvalid) with the file and line of `node`.
Error data_error(const std::filesystem::path& file, const toml::node& node,
                 const std::string& message);

/// One table of a file, with typed access.
struct DataTable {
  const std::filesystem::path& file;
  const toml::table& table;

  /// Throws: Error(kDataInvalid) where the value is missing or no string.
  std::string text(std::string_view key) const;
  /// Returns: empty where the value is missing. Throws: where it is no string.
  std::string text_or_empty(std::string_view key) const;
  /// Returns: nothing where the value is missing. Throws: where it is no integer.
  std::optional<std::int64_t> number(std::string_view key) const;
  /// Returns: empty where the value is missing. Throws: where it is no array of strings.
  std::vector<std::string> texts(std::string_view key) const;
  /// The tables of an array of tables; empty where it is missing. Throws: where it is none.
  std::vector<DataTable> tables(std::string_view key) const;
};

/// The folders of languages under `data_dir`/lang that hold `name`, in alphabetical order.
/// Throws: Error(kDataMissing) where there is none.
std::vector<std::filesystem::path> language_files(const std::filesystem::path& data_dir,
                                                  std::string_view name);

}  // namespace tocsin::resolve
