#include "tocsin/resolve/time_rules.h"

#include <algorithm>

#include "tocsin/core/error.h"
#include "tocsin/resolve/time_file.h"

namespace tocsin::resolve {

TimeRules TimeRules::load(const std::filesystem::path& data_dir) {
  const std::filesystem::path folder = data_dir / "lang";
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (std::filesystem::exists(entry.path() / "time.toml")) files.push_back(entry.path());
  }
  if (files.empty()) {
    throw Error(ErrorCode::kDataMissing,
                folder.string() + ": no folder with a time.toml, expected at least one language");
  }
  std::sort(files.begin(), files.end());
  TimeRules rules;
  for (const auto& path : files) {
    rules.languages_.push_back(read_time_file(path / "time.toml", path.filename().string()));
  }
  return rules;
}

std::vector<const TimeLanguage*> TimeRules::for_language(std::string_view language) const {
  const std::string_view primary = language.substr(0, language.find('-'));
  std::vector<const TimeLanguage*> all;
  for (const TimeLanguage& candidate : languages_) {
    if (candidate.code == language || candidate.code == primary) return {&candidate};
    all.push_back(&candidate);
  }
  return all;
}

}  // namespace tocsin::resolve
