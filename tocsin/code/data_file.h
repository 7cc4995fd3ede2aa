#pragma once
/// Reading of one TOML file of the codebook, with errors that name the file, the line, what was
/// found and what was expected.

#include <toml++/toml.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::code {

/// One parsed file. References into it live as long as it does.
class DataFile {
 public:
  /// Throws: Error(kDataMissing) where `path` is no file, Error(kDataInvalid) where it is not TOML.
  explicit DataFile(const std::filesystem::path& path);

  const toml::table& root() const { return root_; }

  /// "data/codebook/aid.toml:12", for messages.
  std::string where(const toml::node& node) const;

  /// Throws: Error(kDataInvalid), always.
  [[noreturn]] void fail(const toml::node& node, std::string_view found,
                         std::string_view expected) const;

  /// Throws: Error(kDataInvalid) where `table` has a key that is not among `keys`.
  void check_keys(const toml::table& table, std::initializer_list<std::string_view> keys) const;

  /// The string under `key`. Throws: Error(kDataInvalid) where there is none.
  std::string text(const toml::table& table, std::string_view key) const;

  /// The string under `key`, empty where the key is left out.
  std::string text_or_empty(const toml::table& table, std::string_view key) const;

  /// The number under `key`. Throws: Error(kDataInvalid) where there is none.
  double number(const toml::table& table, std::string_view key) const;

  /// The strings of the array under `key`; none where the key is left out.
  std::vector<std::string> texts(const toml::table& table, std::string_view key) const;

  /// The tables of the array under `key`; none where the key is left out.
  std::vector<const toml::table*> tables(const toml::table& table, std::string_view key) const;

 private:
  std::string path_;
  toml::table root_;
};

}  // namespace tocsin::code
