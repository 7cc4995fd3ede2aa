#pragma once
/// The words of a text with their weights: by them reports and sentences are compared.

#include <string_view>
#include <vector>

#include "tocsin/core/claim.h"
#include "tocsin/core/report.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// What a word is, in the two lowest bits of its hash.
enum class WordKind : std::uint8_t { kPlain, kRare, kRarePair };
inline WordKind kind_of(std::uint32_t word) { return static_cast<WordKind>(word & 3U); }

/// The heaviest words of a report, title and lead above the rest, ascending by hash, of length 1.
std::vector<ClaimWord> words_of_report(const Report& report, const Rules& rules);

/// The words of one sentence, of length 1.
std::vector<ClaimWord> words_of_sentence(std::string_view sentence, const Rules& rules);

/// The `most` heaviest words, heaviest first; ties to the lesser hash.
std::vector<ClaimWord> heaviest(std::vector<ClaimWord> words, std::size_t most);

/// What two word lists have in common.
struct Common {
  double cosine = 0;  ///< in [0,1]
  int rare = 0;       ///< rare words
  int pairs = 0;      ///< rare pairs
};
Common common(const std::vector<ClaimWord>& a, const std::vector<ClaimWord>& b);

/// Ages of people that the title and the beginning of a text give; ascending, without repeats.
std::vector<std::int32_t> ages_of(const Report& report, const Rules& rules);

/// The days that weekdays in the title and the beginning of a text mean; ascending, without
/// repeats. None where the report has no date.
std::vector<Date> days_of(const Report& report, const Rules& rules);

}  // namespace tocsin::fuse
