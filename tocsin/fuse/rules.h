#pragma once
/// What fusion knows: the weights, thresholds and words of data/fuse, loaded once.

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tocsin::fuse {

/// The named parts of a pair's score.
enum class Part : std::uint8_t {
  kType,
  kDate,
  kPlace,
  kActors,
  kCounts,
  kTarget,
  kWeapon,
  kHour,
  kWording,
  kReport,
  kNames,  ///< of whole reports, as the next two
  kAges,
  kDays
};
inline constexpr std::size_t kPartCount = 13;
inline constexpr std::size_t kEventPartCount = 10;  ///< the first ones
std::string_view part_name(Part part);

struct JoiningRules {
  double threshold = 0;
  double missing = 0;
  double same_report = 0;
  double retold = 0;
  double headline = 0;
  double announced = 0;
  std::uint32_t headline_bytes = 0;
};

struct DateRules {
  int document_days = 0;
  int ongoing_days = 0;
  int unstated_days = 0;
  int apart_days = 0;
  int history_days = 0;
  int lasting_days = 0;
};

struct PlaceRules {
  double near_km = 0;
  double apart_km = 0;
  double context_km = 0;
};

/// What the type and mode of an event mean for fusion.
struct TypeInfo {
  std::vector<std::string> families;
  std::string way;  ///< empty when the mode says none
  bool lasts = false;
  bool is_spoken = false;     ///< done by saying it: on the day it is reported
  bool is_contested = false;  ///< claimed by one side, known to the other: its denial is as good
};

/// How whole reports are compared.
struct ReportRules {
  double threshold = 0;
  double missing = 0;
  double title_weight = 0;
  double lead_weight = 0;
  std::size_t lead_words = 0;
  std::size_t text_words = 0;
  double name_weight = 0;
  double pair_weight = 0;
  double number_rarity = 0;
  double common_rarity = 0;
  double zero = 0;
  double least = 0;
  double rare = 0;  ///< rarity from which a word counts as rare
  std::size_t age_words = 0;
  std::size_t day_words = 0;
  std::size_t words = 0;
  int unknown_days = 0;
};

/// The log-odds that two reports tell of one happening: a sum of what they share, times these.
struct ReportOdds {
  double base = 0;
  double likeness = 0;
  double root_likeness = 0;
  double rare_words = 0;
  double rare_pairs = 0;
  double days_between = 0;
  double time_days = 1;
  double same_age = 0;
  double other_age = 0;
  double same_day = 0;
  double other_day = 0;
};

/// How candidate pairs are found.
struct KeyRules {
  std::size_t crowded = 0;  ///< a key that more claims hold than this is passed over
  double cell_degrees = 1;
  double border_degrees = 0;
  int long_days = 0;
  int bucket_days = 1;
  std::size_t sentence_words = 0;
  std::size_t topics = 0;
  std::size_t report_words = 0;
};

struct CopyRules {
  std::size_t shingle = 1;  ///< words in a shingle
  std::size_t hashes = 1;   ///< numbers in a signature
  double least = 1;         ///< resemblance from which texts are copies
};

struct Rules {
  std::array<double, kPartCount> weights{};
  JoiningRules joining;
  DateRules date;
  PlaceRules place;
  ReportRules report;
  ReportOdds odds;
  KeyRules keys;
  CopyRules copies;
  std::map<std::string, std::map<std::string, TypeInfo, std::less<>>, std::less<>> types;
  std::unordered_map<std::uint32_t, std::string> targets;  ///< by hash of a word
  std::vector<std::vector<std::string>> age_words;        ///< folded, that follow a number of years
  std::map<std::string, unsigned, std::less<>> weekdays;  ///< folded, to 0 for Sunday
  std::set<std::string, std::less<>> forenoon;            ///< folded
  std::set<std::string, std::less<>> afternoon;           ///< folded
  std::set<std::string, std::less<>> agencies;            ///< folded
  std::set<std::string, std::less<>> credit_words;        ///< folded
  std::set<std::string, std::less<>> another_words;       ///< folded: "separate", "another"
  std::set<std::string, std::less<>> place_words;         ///< folded: "camp", in many names
  std::unordered_map<std::uint32_t, float> rarity;        ///< by hash of a word

  /// How much a word says: 0 for the commonest, highest for those that the table lacks.
  float rarity_of(std::uint32_t word) const;
  /// What a type and mode mean; a mode that is not listed means what its type alone means.
  const TypeInfo& type_of(std::string_view type, std::string_view mode) const;
};

/// The rules of `folder`: fusion.toml, plain_words.toml, words.tsv.
/// Throws: Error(kDataMissing, kDataInvalid) with file, place, what was found and expected.
Rules load_rules(const std::filesystem::path& folder);

}  // namespace tocsin::fuse
