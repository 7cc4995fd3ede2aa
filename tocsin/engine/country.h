#pragma once
/// Countries by name.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::engine {

/// The codes (ISO 3166 alpha-3) of the countries of that name, spelling folded; none for names of
/// anything else.
///
/// Throws: Error(kDataMissing, kDataInvalid) for the table of countries below `data_dir`.
std::vector<std::string> countries_named(const std::filesystem::path& data_dir,
                                         std::string_view name);

}  // namespace tocsin::engine
