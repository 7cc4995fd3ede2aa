#pragma once
/// Reading of one TOML file of data/assess, with errors that name the file, the line, what was
/// found and what was expected.

#include <toml++/toml.h>

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/date.h"

namespace tocsin::assess {

/// One parsed file. References into it live as long as it does.
class DataFile {
 public:
  /// Throws: Error(kDataMissing) where `path` is no file, Error(kDataInvalid) where it is not TOML.
  explicit DataFile(const std::filesystem::path& path);

  const toml::table& root() const { return root_; }

  /// Throws: Error(kDataInvalid), always.
  [[noreturn]] void fail(const toml::node& node, std::string_view found,
                         std::string_view expected) const;

  /// Throws: Error(kDataInvalid) where `table` has a key that is not among `keys`.
  void check_keys(const toml::table& table, std::initializer_list<std::string_view> keys) const;

  /// Throws: Error(kDataInvalid) where the key is missing or of another kind; so do the others.
  std::string text(const toml::table& table, std::string_view key) const;
  double number(const toml::table& table, std::string_view key) const;
  const toml::table& table(const toml::table& parent, std::string_view key) const;

  std::string text_or_empty(const toml::table& table, std::string_view key) const;
  double number_or(const toml::table& table, std::string_view key, double otherwise) const;
  bool flag_or_false(const toml::table& table, std::string_view key) const;
  std::optional<Date> date(const toml::table& table, std::string_view key) const;

  /// None where the key is left out.
  std::vector<std::string> texts(const toml::table& table, std::string_view key) const;
  std::vector<double> numbers(const toml::table& table, std::string_view key) const;
  std::vector<const toml::table*> tables(const toml::table& table, std::string_view key) const;

 private:
  std::string path_;
  toml::table root_;
};

}  // namespace tocsin::assess
