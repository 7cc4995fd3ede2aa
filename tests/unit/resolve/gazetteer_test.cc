#include "tocsin/resolve/gazetteer.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tocsin/core/error.h"

namespace {

using namespace tocsin;
using resolve::Gazetteer;
using resolve::NameMatch;

const std::filesystem::path kFixtures =
    std::filesystem::path(TOCSIN_SOURCE_DIR) / "tests/fixtures/gazetteer";

Gazetteer sample() { return Gazetteer::open(kFixtures / "sample.tgaz"); }

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

/// A copy of the sample with other bytes, gone when the test ends.
class Copy {
 public:
  explicit Copy(const std::string& content)
      : path_(std::filesystem::temp_directory_path() /
              ("tocsin-gazetteer-test-" + std::to_string(counter_++) + ".tgaz")) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~Copy() { std::filesystem::remove(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  static inline int counter_ = 0;
  std::filesystem::path path_;
};

ErrorCode code_of_opening(const std::filesystem::path& path) {
  try {
    Gazetteer::open(path).verify();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

std::string first_id(const Gazetteer& gazetteer, std::string_view name) {
  const auto rows = gazetteer.find(name);
  return rows.empty() ? "" : std::string(rows.front().id);
}

TEST_CASE("a name is found in every script and with any apostrophe") {
  const Gazetteer gazetteer = sample();
  for (const char* name : {"Izra‘", "Izra'", "IZRA", "إزرع", "ازرع", "إِزْرَع"}) {
    CHECK_MESSAGE(first_id(gazetteer, name) == "supplement:izra", name);
  }
}

TEST_CASE("a row carries all that the table says") {
  const Gazetteer gazetteer = sample();
  const auto rows = gazetteer.find("Tafas");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].name == "Tafas");
  CHECK(rows[0].country == "SYR");
  CHECK(rows[0].admin1 == "Daraa");
  CHECK(rows[0].feature == "PPL");
  CHECK(rows[0].lat == doctest::Approx(32.7386));
  CHECK(rows[0].lon == doctest::Approx(36.0661));
  CHECK(rows[0].population == 32236);
  CHECK(rows[0].match == NameMatch::kPrimary);
}

TEST_CASE("spellings of an Arabic name lead to it as lesser matches") {
  const Gazetteer gazetteer = sample();
  const auto matched = [&gazetteer](std::string_view name) {
    const auto rows = gazetteer.find(name);
    REQUIRE_MESSAGE(!rows.empty(), name);
    return rows.front().match;
  };
  CHECK(matched("Izraa") == NameMatch::kSkeleton);
  CHECK(matched("Ezraa") == NameMatch::kSkeleton);
  CHECK(matched("al-Tafas") == NameMatch::kStripped);
  CHECK(matched("Mafraq") == NameMatch::kPrimary);
  CHECK(first_id(gazetteer, "Hirak") == "supplement:hirak");
  CHECK(first_id(gazetteer, "el-Herak") == "supplement:hirak");
}

TEST_CASE("an Arabic name leads to a place of which only the Latin one is known") {
  const Gazetteer gazetteer = sample();
  const auto rows = gazetteer.find("بصر الحرير");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].id == "supplement:busra-harir");
  CHECK(rows[0].match == NameMatch::kConsonants);
}

TEST_CASE("a name that nothing bears is not found") {
  const Gazetteer gazetteer = sample();
  for (const char* name : {"", "-", "Atlantis", "Izr", "مدينة مجهولة"}) {
    CHECK_MESSAGE(gazetteer.find(name).empty(), name);
  }
}

TEST_CASE("the people of a country lead to it as an adjective") {
  const Gazetteer gazetteer = sample();
  const auto rows = gazetteer.find("Syrian");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].country == "SYR");
  CHECK(rows[0].match == NameMatch::kAdjective);
}

TEST_CASE("places of one name come with the most peopled first") {
  const Gazetteer gazetteer = sample();
  const auto rows = gazetteer.find("Paris");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].country == "FRA");
  CHECK(rows[1].country == "USA");
}

TEST_CASE("names are folded in C++ as the builder folds them in Python") {
  const Gazetteer gazetteer = sample();
  std::ifstream file(kFixtures / "folded.tsv");
  int lines = 0;
  for (std::string line; std::getline(file, line); ++lines) {
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string field; std::getline(parts, field, '\t');) fields.push_back(field);
    fields.resize(5);
    const resolve::NameFolding& folding = gazetteer.folding();
    const std::string stripped = folding.strip(folding.fold(fields[0]));
    CHECK_MESSAGE(folding.fold(fields[0]) == fields[1], fields[0]);
    CHECK_MESSAGE(stripped == fields[2], fields[0]);
    CHECK_MESSAGE(folding.skeleton(stripped) == fields[3], fields[0]);
    CHECK_MESSAGE(folding.consonants(stripped) == fields[4], fields[0]);
  }
  CHECK(lines == 13);
}

TEST_CASE("a missing gazetteer is named as such") {
  CHECK(code_of_opening(kFixtures / "no-such-file.tgaz") == ErrorCode::kGazetteerMissing);
}

TEST_CASE("a damaged gazetteer is refused") {
  const std::string whole = read_file(kFixtures / "sample.tgaz");
  REQUIRE(whole.size() > 400);
  const auto changed = [&whole](std::size_t at) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
    return bytes;
  };
  for (const std::string& bytes :
       {std::string(), whole.substr(0, 20), whole.substr(0, whole.size() - 1), whole + "x",
        changed(0), changed(8), changed(12), changed(16), changed(40), changed(300),
        changed(whole.size() - 9), std::string(5000, '\0')}) {
    const Copy copy(bytes);
    CHECK(code_of_opening(copy.path()) == ErrorCode::kGazetteerInvalid);
  }
}

TEST_CASE("the whole sample passes its checksum") { CHECK_NOTHROW(sample().verify()); }

}  // namespace
