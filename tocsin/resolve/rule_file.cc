#include "tocsin/resolve/rule_file.h"

#include "tocsin/core/error.h"

namespace tocsin::resolve {
namespace {

toml::table parsed(const std::string& path) {
  try {
    return toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::kDataInvalid, path + ":" + std::to_string(error.source().begin.line) +
                                             ": found " + std::string(error.description()) +
                                             ", expected TOML");
  }
}

}  // namespace

RuleFile::RuleFile(const std::filesystem::path& path)
    : path_(path.string()), root_(parsed(path_)) {}

void RuleFile::fail(const toml::node& node, const std::string& expected) const {
  throw Error(ErrorCode::kDataInvalid,
              path_ + ":" + std::to_string(node.source().begin.line) + ": expected " + expected);
}

std::vector<std::filesystem::path> rule_files(const std::filesystem::path& data_dir,
                                              const std::string& name) {
  std::vector<std::filesystem::path> files;
  std::error_code none;
  for (const auto& folder : std::filesystem::directory_iterator(data_dir / "lang", none)) {
    const std::filesystem::path file = folder.path() / name;
    if (std::filesystem::exists(file)) files.push_back(file);
  }
  return files;
}

}  // namespace tocsin::resolve
