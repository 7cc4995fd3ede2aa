#include "tocsin/resolve/place_rules.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "tocsin/core/error.h"
#include "tocsin/resolve/gazetteer_fold.h"
#include "tocsin/resolve/gazetteer_rules.h"

namespace tocsin::resolve {
namespace {

constexpr std::array<std::pair<std::string_view, PlaceType>, 9> kTypes = {{
    {"town", PlaceType::kTown},
    {"quarter", PlaceType::kQuarter},
    {"district", PlaceType::kDistrict},
    {"province", PlaceType::kProvince},
    {"area", PlaceType::kArea},
    {"country", PlaceType::kCountry},
    {"facility", PlaceType::kFacility},
    {"nature", PlaceType::kNature},
    {"border", PlaceType::kBorder},
}};

toml::table parse(const std::filesystem::path& path) {
  try {
    return toml::parse_file(path.string());
  } catch (const toml::parse_error& error) {
    std::ostringstream detail;
    detail << path.string() << ":" << error.source().begin.line << ": found " << error.description()
           << ", expected TOML";
    throw Error(ErrorCode::kDataInvalid, detail.str());
  }
}

[[noreturn]] void fail(const std::filesystem::path& path, const toml::node* node,
                       const std::string& expected) {
  const auto line = node != nullptr ? node->source().begin.line : 0;
  throw Error(ErrorCode::kDataInvalid,
              path.string() + ":" + std::to_string(line) + ": expected " + expected);
}

/// One place.toml being read into the words of all.
class File {
 public:
  File(const std::filesystem::path& path, const NameFolding& folding, PlaceWords& words,
       CompassWords& compass)
      : path_(path), folding_(folding), words_(words), compass_(compass), file_(parse(path)) {}

  void read() {
    phrases("articles", words_.articles);
    phrases("inside", words_.inside);
    phrases("near", words_.near);
    phrases("away", words_.away);
    phrases("joiners", words_.joiners);
    phrases("parts", words_.parts);
    phrases("focus", words_.focus);
    phrases("roads", words_.roads);
    phrases("road_words", words_.road_words);
    phrases("point_words", words_.point_words);
    phrases("described", words_.described);
    read_compass();
    read_types();
    numbers("directions", words_.bearings);
    numbers("units_m", words_.units_m);
    numbers("numbers", words_.numbers);
    read_prefixes();
  }

 private:
  std::vector<std::string> strings(const toml::node* node) {
    std::vector<std::string> result;
    if (node == nullptr) return result;
    const toml::array* list = node->as_array();
    if (list == nullptr) fail(path_, node, "a list of phrases");
    for (const toml::node& item : *list) {
      const auto phrase = item.value<std::string>();
      if (!phrase || phrase->empty()) fail(path_, &item, "a phrase");
      result.push_back(folding_.fold(*phrase));
      const auto spaces = std::count(result.back().begin(), result.back().end(), ' ');
      words_.longest = std::max(words_.longest, static_cast<std::size_t>(spaces) + 1);
    }
    return result;
  }

  void phrases(std::string_view key, Phrases& into) {
    for (std::string& phrase : strings(file_.get(key))) into.insert(std::move(phrase));
  }

  /// As written, since capitals and vowel signs tell these short words from others.
  void read_compass() {
    const toml::table* table = file_["compass"].as_table();
    if (table == nullptr) return;
    const auto take = [&](const char* key, std::vector<std::string>& into) {
      const toml::array* list = (*table)[key].as_array();
      if (list == nullptr)
        fail(path_, table, std::string("the words for ") + key + " in [compass]");
      for (const toml::node& item : *list) into.push_back(item.value_or(std::string()));
    };
    take("north", compass_.north);
    take("south", compass_.south);
    take("east", compass_.east);
    take("west", compass_.west);
  }

  void read_types() {
    const toml::table* types = file_["types"].as_table();
    if (types == nullptr) return;
    for (const auto& [key, list] : *types) {
      const auto* known =
          std::find_if(kTypes.begin(), kTypes.end(),
                       [&key = key](const auto& type) { return type.first == key.str(); });
      if (known == kTypes.end())
        fail(path_, &list, "a known type of place, not " + std::string(key));
      for (std::string& phrase : strings(&list)) {
        words_.types.try_emplace(std::move(phrase), known->second);
      }
    }
  }

  void numbers(std::string_view key, PhraseMap<double>& into) {
    const toml::table* table = file_[key].as_table();
    if (table == nullptr) return;
    for (const auto& [number, list] : *table) {
      const std::string digits(number.str());
      char* end = nullptr;
      const double value = std::strtod(digits.c_str(), &end);
      if (end == digits.c_str() || *end != '\0') fail(path_, &list, "a number, not " + digits);
      for (std::string& phrase : strings(&list)) into.insert_or_assign(std::move(phrase), value);
    }
  }

  void read_prefixes() {
    for (std::string& prefix : strings(file_.get("prefixes"))) words_.prefixes.push_back(prefix);
    const toml::array* pairs = file_["prefixes_with_article"].as_array();
    if (pairs == nullptr) return;
    for (const toml::node& pair : *pairs) {
      const std::vector<std::string> both = strings(&pair);
      if (both.size() != 2) fail(path_, &pair, "a prefix and what it stands for");
      words_.contracted.emplace_back(both[0], both[1]);
    }
  }

  const std::filesystem::path& path_;
  const NameFolding& folding_;
  PlaceWords& words_;
  CompassWords& compass_;
  toml::table file_;
};

}  // namespace

PlaceRules PlaceRules::load(const std::filesystem::path& data_dir) {
  const std::filesystem::path folder = data_dir / "lang";
  const std::filesystem::path folding_file = data_dir / "gazetteer" / "transliteration.toml";
  for (const std::filesystem::path& needed : {folder, folding_file}) {
    if (!std::filesystem::exists(needed)) {
      throw Error(ErrorCode::kDataMissing, needed.string() + ": not found, expected place rules");
    }
  }
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::filesystem::path file = entry.path() / "place.toml";
    if (std::filesystem::exists(file)) files.insert(file);
  }
  const NameFolding folding(folding_rules(folding_file));
  PlaceRules rules;
  CompassWords compass;
  for (const std::filesystem::path& file : files) {
    File(file, folding, rules.words_, compass).read();
  }
  rules.words_.points = std::make_shared<const PointPatterns>(compass);
  return rules;
}

}  // namespace tocsin::resolve
