#include "tocsin/fuse/rules.h"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <utility>

#include "tocsin/core/error.h"
#include "tocsin/fuse/fold.h"

namespace tocsin::fuse {
namespace {

constexpr std::array<std::pair<Part, std::string_view>, kPartCount> kParts = {
    {{Part::kType, "type"},
     {Part::kDate, "date"},
     {Part::kPlace, "place"},
     {Part::kActors, "actors"},
     {Part::kCounts, "counts"},
     {Part::kTarget, "target"},
     {Part::kWeapon, "weapon"},
     {Part::kHour, "hour"},
     {Part::kWording, "wording"},
     {Part::kReport, "report"},
     {Part::kNames, "names"},
     {Part::kAges, "ages"},
     {Part::kDays, "days"}}};

/// One TOML file, with errors that name the line.
class File {
 public:
  explicit File(const std::filesystem::path& path) : path_(path.string()) {
    if (!std::filesystem::is_regular_file(path)) {
      throw Error(ErrorCode::kDataMissing, path_ + ": found no file, expected TOML");
    }
    try {
      root_ = toml::parse_file(path_);
    } catch (const toml::parse_error& error) {
      throw Error(ErrorCode::kDataInvalid, path_ + ":" + std::to_string(error.source().begin.line) +
                                               ": found " + std::string(error.description()) +
                                               ", expected TOML");
    }
  }

  const toml::table& root() const { return root_; }

  [[noreturn]] void fail(const toml::node& node, const std::string& expected) const {
    throw Error(ErrorCode::kDataInvalid, path_ + ":" + std::to_string(node.source().begin.line) +
                                             ": found another value or none, expected " + expected);
  }

  const toml::table& table(const std::string& key) const {
    const toml::table* found = root_[key].as_table();
    if (found == nullptr) fail(root_, "a table [" + key + "]");
    return *found;
  }

  double number(const toml::table& table, const std::string& key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr || !node->is_number()) {
      fail(node == nullptr ? table : *node, "a number under " + key);
    }
    return *node->value<double>();
  }

  std::vector<std::string> texts(const toml::node& node, const std::string& key) const {
    const toml::array* array = node.as_array();
    if (array == nullptr) fail(node, "strings under " + key);
    std::vector<std::string> found;
    for (const toml::node& item : *array) {
      if (!item.is_string()) fail(item, "strings under " + key);
      found.push_back(item.as_string()->get());
    }
    return found;
  }

  std::vector<std::string> texts(const std::string& in, const std::string& key) const {
    const toml::table& found = table(in);
    const toml::node* node = found.get(key);
    if (node == nullptr) fail(found, "strings under " + key);
    return texts(*node, key);
  }

 private:
  std::string path_;
  toml::table root_;
};

/// Reads the numbers of one table and refuses keys that nothing asked for.
class Numbers {
 public:
  Numbers(const File& file, const std::string& name) : file_(file), table_(file.table(name)) {}

  template <typename Number>
  Numbers& read(const std::string& key, Number& value) {
    const double found = file_.number(table_, key);
    const bool counts = std::is_integral_v<Number>;
    if (counts && (found < 0 || found != static_cast<double>(static_cast<std::int64_t>(found)))) {
      file_.fail(*table_.get(key), "a whole number under " + key);
    }
    value = static_cast<Number>(found);
    known_.push_back(key);
    return *this;
  }

  void done() const {
    for (const auto& [key, node] : table_) {
      if (std::find(known_.begin(), known_.end(), key.str()) != known_.end()) continue;
      file_.fail(node, "no key " + std::string(key.str()) + " here");
    }
  }

 private:
  const File& file_;
  const toml::table& table_;
  std::vector<std::string> known_;
};

void read_scores(const File& file, Rules& rules) {
  Numbers parts(file, "parts");
  for (std::size_t at = 0; at < kEventPartCount; ++at) {
    parts.read(std::string(kParts[at].second), rules.weights[at]);
  }
  parts.done();
  Numbers(file, "joining")
      .read("threshold", rules.joining.threshold)
      .read("missing", rules.joining.missing)
      .read("same_report", rules.joining.same_report)
      .read("retold", rules.joining.retold)
      .read("headline", rules.joining.headline)
      .read("announced", rules.joining.announced)
      .read("headline_bytes", rules.joining.headline_bytes)
      .done();
  Numbers(file, "date")
      .read("document_days", rules.date.document_days)
      .read("ongoing_days", rules.date.ongoing_days)
      .read("unstated_days", rules.date.unstated_days)
      .read("apart_days", rules.date.apart_days)
      .read("history_days", rules.date.history_days)
      .read("lasting_days", rules.date.lasting_days)
      .done();
  Numbers(file, "place")
      .read("near_km", rules.place.near_km)
      .read("apart_km", rules.place.apart_km)
      .read("context_km", rules.place.context_km)
      .done();
}

void read_report(const File& file, ReportRules& report) {
  Numbers(file, "report")
      .read("threshold", report.threshold)
      .read("missing", report.missing)
      .read("title_weight", report.title_weight)
      .read("lead_weight", report.lead_weight)
      .read("lead_words", report.lead_words)
      .read("text_words", report.text_words)
      .read("name_weight", report.name_weight)
      .read("pair_weight", report.pair_weight)
      .read("number_rarity", report.number_rarity)
      .read("common_rarity", report.common_rarity)
      .read("zero", report.zero)
      .read("least", report.least)
      .read("rare", report.rare)
      .read("age_words", report.age_words)
      .read("day_words", report.day_words)
      .read("words", report.words)
      .read("unknown_days", report.unknown_days)
      .done();
}

void read_odds(const File& file, ReportOdds& odds) {
  Numbers(file, "odds")
      .read("base", odds.base)
      .read("likeness", odds.likeness)
      .read("root_likeness", odds.root_likeness)
      .read("rare_words", odds.rare_words)
      .read("rare_pairs", odds.rare_pairs)
      .read("days_between", odds.days_between)
      .read("time_days", odds.time_days)
      .read("same_age", odds.same_age)
      .read("other_age", odds.other_age)
      .read("same_day", odds.same_day)
      .read("other_day", odds.other_day)
      .done();
  if (odds.time_days <= 0) file.fail(file.table("odds"), "time_days above 0");
}

void read_sizes(const File& file, Rules& rules) {
  Numbers(file, "keys")
      .read("crowded", rules.keys.crowded)
      .read("cell_degrees", rules.keys.cell_degrees)
      .read("border_degrees", rules.keys.border_degrees)
      .read("long_days", rules.keys.long_days)
      .read("bucket_days", rules.keys.bucket_days)
      .read("sentence_words", rules.keys.sentence_words)
      .read("topics", rules.keys.topics)
      .read("report_words", rules.keys.report_words)
      .done();
  Numbers(file, "copies")
      .read("shingle", rules.copies.shingle)
      .read("hashes", rules.copies.hashes)
      .read("least", rules.copies.least)
      .done();
  const toml::table& keys = file.table("keys");
  if (rules.keys.cell_degrees <= 0 || rules.keys.bucket_days < 2) {
    file.fail(keys, "cell_degrees above 0 and bucket_days of 2 or more");
  }
  if (rules.copies.shingle == 0 || rules.copies.hashes == 0) {
    file.fail(file.table("copies"), "shingle and hashes of 1 or more");
  }
}

std::set<std::string, std::less<>> folded(const std::vector<std::string>& words) {
  std::set<std::string, std::less<>> result;
  for (const std::string& word : words) result.insert(fold(word));
  return result;
}

std::pair<std::string, std::string> split_type(const std::string& type) {
  const std::size_t colon = type.find(':');
  if (colon == std::string::npos) return {type, ""};
  return {type.substr(0, colon), type.substr(colon + 1)};
}

TypeInfo& type_entry(Rules& rules, const std::string& words) {
  const auto [type, mode] = split_type(words);
  return rules.types[type][mode];
}

/// Ways are laid over what a mode means; one without families of its own has those of its type.
void add_ways(Rules& rules, const std::map<std::string, std::string>& ways) {
  for (const auto& [words, way] : ways) {
    const auto [type, mode] = split_type(words);
    TypeInfo& info = rules.types[type][mode];
    if (info.families.empty()) info = rules.types[type][""];
    info.way = way;
  }
}

void read_types(const File& file, Rules& rules) {
  std::map<std::string, std::string> ways;
  const std::vector<std::string> lasting = file.texts("lasting", "families");
  const std::vector<std::string> spoken = file.texts("spoken", "families");
  const std::vector<std::string> contested = file.texts("contested", "families");
  for (const auto& [family, types] : file.table("families")) {
    for (const std::string& type : file.texts(types, std::string(family.str()))) {
      TypeInfo& info = type_entry(rules, type);
      info.families.emplace_back(family.str());
      const auto is_in = [&](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), family.str()) != names.end();
      };
      info.lasts = info.lasts || is_in(lasting);
      info.is_spoken = info.is_spoken || is_in(spoken);
      info.is_contested = info.is_contested || is_in(contested);
    }
  }
  for (const auto& [way, types] : file.table("ways")) {
    for (const std::string& type : file.texts(types, std::string(way.str()))) {
      ways[type] = std::string(way.str());
    }
  }
  add_ways(rules, ways);
}

void read_words(const File& file, Rules& rules) {
  for (const auto& [target, words] : file.table("targets")) {
    for (const std::string& word : file.texts(words, std::string(target.str()))) {
      rules.targets[hash32(fold(word))] = std::string(target.str());
    }
  }
  for (const std::string& words : file.texts("ages", "after")) {
    std::vector<std::string> sequence;
    for (const FoldedWord& word : folded_words(words)) sequence.push_back(word.text);
    rules.age_words.push_back(std::move(sequence));
  }
  constexpr const char* kDays[] = {"sunday",   "monday", "tuesday", "wednesday",
                                   "thursday", "friday", "saturday"};
  for (unsigned day = 0; day < std::size(kDays); ++day) {
    for (const std::string& word : file.texts("weekdays", kDays[day])) {
      rules.weekdays[fold(word)] = day;
    }
  }
  rules.forenoon = folded(file.texts("clock", "forenoon"));
  rules.afternoon = folded(file.texts("clock", "afternoon"));
  rules.agencies = folded(file.texts("agencies", "names"));
  rules.credit_words = folded(file.texts("agencies", "credit_words"));
  rules.place_words = folded(file.texts("place_names", "common"));
  rules.another_words = folded(file.texts("another", "words"));
}

void read_zipf(const std::filesystem::path& path, Rules& rules) {
  std::ifstream file(path);
  if (!file) {
    throw Error(ErrorCode::kDataMissing, path.string() + ": found no file, expected words");
  }
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    double zipf = 0;
    const char* const end = line.data() + line.size();
    const bool split = tab != std::string::npos && tab > 0;
    if (!split || std::from_chars(line.data() + tab + 1, end, zipf).ptr != end) {
      throw Error(ErrorCode::kDataInvalid, path.string() + ":" + std::to_string(number) +
                                               ": found \"" + line +
                                               "\", expected a word, a tab and its Zipf value");
    }
    const double rarity = rules.report.zero - std::max(zipf, rules.report.least);
    const auto value = static_cast<float>(std::max(rarity, 0.0));
    const auto [place, fresh] = rules.rarity.emplace(hash32(fold(line.substr(0, tab))), value);
    if (!fresh) place->second = std::min(place->second, value);
  }
}

void read_plain(const File& file, Rules& rules) {
  for (const auto& [language, node] : file.root()) {
    const toml::table* table = node.as_table();
    if (table == nullptr) file.fail(node, "a table for a language");
    for (const auto& [kind, words] : *table) {
      const bool reporting = kind.str() == "reporting";
      if (!words.is_string() || (!reporting && kind.str() != "page")) {
        file.fail(words, "words under reporting or page");
      }
      const double rarity = reporting ? rules.report.common_rarity : 0;
      for (const FoldedWord& word : folded_words(words.as_string()->get())) {
        rules.rarity[word.hash] = static_cast<float>(rarity);
      }
    }
  }
}

}  // namespace

std::string_view part_name(Part part) { return kParts[static_cast<std::size_t>(part)].second; }

float Rules::rarity_of(std::uint32_t word) const {
  const auto found = rarity.find(word);
  if (found != rarity.end()) return found->second;
  return static_cast<float>(std::max(report.zero - report.least, 0.0));
}

const TypeInfo& Rules::type_of(std::string_view type, std::string_view mode) const {
  static const TypeInfo kNone;
  const auto modes = types.find(type);
  if (modes == types.end()) return kNone;
  const auto exact = modes->second.find(mode);
  if (exact != modes->second.end()) return exact->second;
  const auto alone = modes->second.find(std::string_view());
  return alone != modes->second.end() ? alone->second : kNone;
}

Rules load_rules(const std::filesystem::path& folder) {
  Rules rules;
  const File file(folder / "fusion.toml");
  read_scores(file, rules);
  read_report(file, rules.report);
  read_odds(file, rules.odds);
  read_sizes(file, rules);
  read_types(file, rules);
  read_words(file, rules);
  read_zipf(folder / "words.tsv", rules);
  read_plain(File(folder / "plain_words.toml"), rules);
  return rules;
}

}  // namespace tocsin::fuse
