#pragma once
/// A TOML file of rules about words, with errors that name file and line and what was expected.

#include <toml++/toml.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tocsin::resolve {

class RuleFile {
 public:
  /// Throws: Error(kDataInvalid) where the file is no TOML.
  explicit RuleFile(const std::filesystem::path& path);

  const toml::table& root() const { return root_; }

  /// Throws: Error(kDataInvalid) with the line of `node`.
  [[noreturn]] void fail(const toml::node& node, const std::string& expected) const;

 private:
  std::string path_;
  toml::table root_;
};

/// The files called `name` of the language folders under `data_dir`/lang; none where no language
/// has one.
std::vector<std::filesystem::path> rule_files(const std::filesystem::path& data_dir,
                                              const std::string& name);

}  // namespace tocsin::resolve
