#pragma once
/// The words of number of each language, from data/lang/<code>/numbers.toml.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/frame.h"
#include "tocsin/resolve/actor_words.h"

namespace tocsin::resolve {

/// What a word beside a number does to it.
enum class HedgeKind : std::uint8_t { kAtLeast, kAbove, kAtMost, kBelow, kAbout, kZero, kExact };

/// A phrase of folded words.
struct NumberPhrase {
  std::vector<std::string> words;
  HedgeKind kind;
  std::string shown;  ///< as the data file writes it
};

/// A word for an unknown number: "dozens".
struct VagueNumber {
  double min = 0;
  std::optional<double> max;
  double unit = 1;
  std::string before;  ///< it counts only before this word: "a number of"
};

/// The words of one language. Keys are folded.
struct NumberLanguage {
  using Set = std::set<std::string, std::less<>>;
  WordFolding folding;
  std::set<char32_t> group_separators;
  std::set<char32_t> decimal_separators;
  std::map<std::string, double, std::less<>> numbers;
  std::map<std::string, double, std::less<>> multipliers;
  std::map<std::string, double, std::less<>> attached;   ///< "k" in "40k"
  std::map<std::string, double, std::less<>> fractions;  ///< "half" → 2
  std::map<std::string, VagueNumber, std::less<>> vague;
  std::vector<NumberPhrase> before;  ///< longest first
  std::vector<NumberPhrase> after;   ///< longest first
  Set skip_words, joiners, list_signs, part_words, division_words, between_words, range_words,
      one_words, share_words, age_words, ordinals, ordinal_endings, plural_words, singular_words,
      unknown_words, one_nouns, dual_nouns, dual_exceptions, harm_links, toll_words, since_words,
      aged_words, age_links, one_more_words, one_more_verbs, more_words, count_words, asking_words;
  std::map<std::string, double, std::less<>> ordinal_numbers;  ///< "fourth" → 4
  std::vector<std::vector<std::string>> tolls;     ///< right before a toll: "now stands at"
  std::vector<std::vector<std::string>> sums;      ///< before the sum of the one told before
  std::vector<std::vector<std::string>> periods;   ///< beside a toll over a time: "this month"
  std::map<std::string, Role, std::less<>> harms;  ///< "wounded" → kInjured
  std::vector<std::string> joined_joiners;
  std::vector<std::string> plural_endings;
  std::vector<std::string> dual_endings;
  bool units_first = false;  ///< "three and twenty"
};

/// One example of a data file: what `words` in `text` must give.
struct NumberExample {
  std::string language;
  std::string text;
  std::string words;
  std::string kind;  ///< "num" where the file does not say
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  std::string place;  ///< file and line, for messages
};

/// Threads: const after loading.
class NumberWords {
 public:
  /// Throws: Error(kDataMissing), Error(kDataInvalid) naming file and line.
  static NumberWords load(const std::filesystem::path& data_dir);

  /// The words for a BCP 47 tag ("ar-SY" gives those of "ar"); for an unknown language one that
  /// knows digits alone.
  const NumberLanguage& language(std::string_view tag) const;
  /// The examples of all files, which a test runs.
  const std::vector<NumberExample>& examples() const { return examples_; }

 private:
  std::map<std::string, NumberLanguage, std::less<>> languages_;
  NumberLanguage digits_only_;
  std::vector<NumberExample> examples_;
};

}  // namespace tocsin::resolve
