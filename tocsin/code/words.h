#pragma once
/// Lists of words that the rules of coding ask for ("grenade", "including"), kept as data.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::code {

/// The list of words that make a figure a part of the one before.
inline constexpr std::string_view kPartOf = "part_of";

/// The lists of data/codebook/words.toml by id.
/// Threads: const after loading.
class Words {
 public:
  /// Throws: Error(kDataMissing, kDataInvalid) naming file, line, found, expected.
  static Words load(const std::filesystem::path& file);

  bool has(std::string_view list) const;

  /// Whether a word (or run of words) of `list` stands in `text`; never in an unknown list.
  /// A star in a listed word stands for any letters. Case is ignored for ASCII letters.
  bool contains(std::string_view list, std::string_view text) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> lists_;
};

}  // namespace tocsin::code
