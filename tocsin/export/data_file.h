#pragma once
/// Reads the tables under data/export; every complaint names the file and the line.

#include <toml++/toml.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace tocsin::exports {

using Names = std::map<std::string, std::string, std::less<>>;
using Codes = std::map<std::string, int, std::less<>>;

/// A TOML file and its parts by dotted paths.
class DataFile {
 public:
  /// Throws: Error(kDataMissing, kDataInvalid).
  explicit DataFile(const std::filesystem::path& file);

  // Each throws Error(kDataInvalid) where the part is missing or of another kind.
  const toml::table& table(std::string_view path) const;
  Names names(std::string_view path) const;
  Codes codes(std::string_view path) const;
  /// Keys are whole numbers.
  std::map<int, int> code_map(std::string_view path) const;
  std::set<std::string, std::less<>> strings(std::string_view path) const;
  std::set<int> numbers(std::string_view path) const;
  int number(std::string_view path) const;
  std::string string(std::string_view path) const;

 private:
  template <typename T>
  T value(const toml::node* node, std::string_view what, std::string_view expected) const;
  [[noreturn]] void fail(const toml::node* node, std::string_view what,
                         std::string_view expected) const;
  const toml::array& array(std::string_view path, std::string_view expected) const;

  std::filesystem::path file_;
  toml::table root_;
};

struct Country {
  std::string numeric;  ///< ISO 3166-1, no leading zeros; may be empty
  std::string name;
  std::string region;  ///< of the ACLED scheme
};
using Countries = std::map<std::string, Country, std::less<>>;  ///< by ISO 3166 alpha-3

/// data/export/countries.tsv. Throws: Error(kDataMissing, kDataInvalid).
Countries load_countries(const std::filesystem::path& data_dir);

}  // namespace tocsin::exports
