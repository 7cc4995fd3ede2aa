#pragma once
/// How place names are folded for look-up. The rules come out of the gazetteer file, so that names
/// in it and names in a text are always folded alike (tools/build_gazetteer.py folds the former).

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tocsin::resolve {

/// Threads: const after construction.
class NameFolding {
 public:
  /// `rules` is the first part of a gazetteer file: one rule a line, fields separated by tabs.
  explicit NameFolding(std::string_view rules);

  /// The name decomposed (NFKD), without combining marks and apostrophes, in lower case, every
  /// other character that is no letter or digit as one space: "Dar‘ā" and "Dar'a" give "dara".
  std::string fold(std::string_view name) const;

  /// A folded name without its articles, free or attached: "deir ez zor" gives "deir zor". The
  /// name itself where nothing would be left.
  std::string strip(std::string_view folded) const;

  /// What is left of a stripped Latin name when spellings of one Arabic name are made alike;
  /// empty where the name is too short or in another script.
  std::string skeleton(std::string_view stripped) const;

  /// The consonants of a stripped Latin or Arabic name in one spelling; empty where too few.
  std::string consonants(std::string_view stripped) const;

 private:
  using Replacements = std::vector<std::pair<std::string, std::string>>;

  void read_rule(const std::vector<std::string_view>& fields);

  std::set<char32_t> remove_;
  std::unordered_map<char32_t, std::string> replace_;
  std::set<std::string, std::less<>> articles_;
  std::vector<std::string> attached_;
  std::size_t attached_rest_ = 3;
  std::size_t skeleton_letters_ = 4;
  Replacements before_;
  Replacements after_;
  std::vector<std::string> suffixes_;
  std::size_t least_consonants_ = 3;
  Replacements latin_;
  Replacements arabic_;
};

}  // namespace tocsin::resolve
