#pragma once
/// The folding rules of data/gazetteer/transliteration.toml in the form that gazetteer files carry.

#include <filesystem>
#include <string>

namespace tocsin::resolve {

/// One rule a line, fields separated by tabs, as NameFolding reads them: the bytes that
/// tools/build_gazetteer.py writes, so that two files folded alike can be told.
/// Throws: Error(kDataMissing), Error(kDataInvalid).
std::string folding_rules(const std::filesystem::path& file);

}  // namespace tocsin::resolve
