#pragma once
/// Reading one time.toml into the rules of a language.

#include <filesystem>

#include "tocsin/resolve/time_rules.h"

namespace tocsin::resolve {

/// The rules in `file`, for the language `code`.
/// Throws: Error(kDataInvalid) naming file and line.
TimeLanguage read_time_file(const std::filesystem::path& file, const std::string& code);

}  // namespace tocsin::resolve
