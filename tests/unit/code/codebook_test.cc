#include "tocsin/code/codebook.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "sample.h"
#include "tocsin/code/data_file.h"
#include "tocsin/core/error.h"

namespace tocsin::code {
namespace {

namespace fs = std::filesystem;

/// A copy of data/codebook that a test may spoil.
class Copy {
 public:
  Copy()
      : root_(fs::temp_directory_path() / ("tocsin-codebook-" + std::to_string(::getpid()) + "-" +
                                           std::to_string(counter()++))) {
    fs::remove_all(root_);
    fs::create_directories(root_);
    fs::copy(fs::path(TOCSIN_SOURCE_DIR) / "data" / "codebook", root_ / "codebook",
             fs::copy_options::recursive);
  }
  ~Copy() { fs::remove_all(root_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  void replace(const std::string& file, std::string_view from, std::string_view to) const {
    const fs::path path = root_ / "codebook" / file;
    std::ifstream in(path, std::ios::binary);
    std::string all((std::istreambuf_iterator<char>(in)), {});
    const std::size_t at = all.find(from);
    REQUIRE(at != std::string::npos);
    all.replace(at, from.size(), to);
    std::ofstream(path, std::ios::binary) << all;
  }

  /// What loading says is wrong.
  std::string complaint() const {
    try {
      Codebook::load(root_);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kDataInvalid);
      return error.what();
    }
    return "nothing";
  }

 private:
  static int& counter() {
    static int count = 0;
    return count;
  }
  fs::path root_;
};

bool says(const std::string& complaint, std::string_view words) {
  if (complaint.find(words) != std::string::npos) return true;
  MESSAGE(complaint);
  return false;
}

TEST_CASE("the codebook holds the 17 types and 105 modes, by name") {
  std::size_t modes = 0;
  std::string last;
  for (const Type& type : codebook().types()) {
    CHECK(last < type.type);
    last = type.type;
    modes += type.modes.size();
  }
  CHECK(codebook().types().size() == 17);
  CHECK(modes == 105);
}

TEST_CASE("a mode is found under its type with its scores and codes") {
  const Mode* siege = codebook().find("COERCE", "siege");
  REQUIRE(siege != nullptr);
  CHECK(siege->score == -8);
  CHECK(siege->quad_code == 4);
  CHECK(siege->cameo == "191");
  CHECK(siege->acled == AcledCode{"Strategic developments", "Other"});
  CHECK(siege->origin == "tocsin");
  CHECK(codebook().find("COERCE", "no-such-mode") == nullptr);
  CHECK(codebook().find("SIEGE", "") == nullptr);
}

TEST_CASE("every mode has roles, cues in English and Arabic, a yes and a no example") {
  for (const Type& type : codebook().types()) {
    for (const Mode& mode : type.modes) {
      CAPTURE(mode.type);
      CAPTURE(mode.mode);
      CHECK_FALSE(mode.roles.empty());
      CHECK(mode.cues.contains("en"));
      CHECK(mode.cues.contains("ar"));
      int yes = 0;
      int no = 0;
      for (const Example& example : mode.examples) {
        const bool is_yes = example.type == mode.type && example.mode == mode.mode;
        (is_yes ? yes : no) += 1;
      }
      CHECK(yes >= 1);
      CHECK(no >= 1);
    }
  }
}

TEST_CASE("every type has an example in Arabic, and no sentence stands twice under one mode") {
  for (const Type& type : codebook().types()) {
    bool arabic = false;
    for (const Mode& mode : type.modes) {
      std::set<std::pair<std::string, std::string>> seen;
      for (const Example& example : mode.examples) {
        arabic = arabic || example.language == "ar";
        CHECK(seen.emplace(example.text, example.trigger).second);
      }
    }
    CAPTURE(type.type);
    CHECK(arabic);
  }
}

TEST_CASE("the quad class agrees with the PLOVER scheme of four") {
  std::map<int, int> types_of_quad;
  for (const Type& type : codebook().types()) types_of_quad[type.quad_code] += 1;
  CHECK(types_of_quad == std::map<int, int>{{0, 1}, {1, 4}, {2, 3}, {3, 4}, {4, 5}});
}

TEST_CASE("all 25 sub-events of ACLED are known") {
  CHECK(codebook().acled().codes().size() == 25);
  CHECK(codebook().acled().parse("Explosions/Remote violence/Air/drone strike").has_value());
  CHECK_FALSE(codebook().acled().parse("Battles/Air/drone strike").has_value());
}

TEST_CASE(
    "labels.toml explains every role, reality, aspect and link, and every sector is classed") {
  const DataFile labels(fs::path(TOCSIN_SOURCE_DIR) / "data/codebook/labels.toml");
  const auto count = [&](std::string_view group) {
    return labels.tables(labels.root(), group).size();
  };
  CHECK(count("role") == kRoleCount);
  CHECK(count("reality") == 7);
  CHECK(count("aspect") == 4);
  CHECK(count("link") == 4);
  for (const toml::table* row : labels.tables(labels.root(), "role")) {
    CHECK(parse_role(labels.text(*row, "id")).has_value());
  }
  for (const toml::table* row : labels.tables(labels.root(), "reality")) {
    CHECK(parse_reality(labels.text(*row, "id")).has_value());
  }
  const DataFile acled(fs::path(TOCSIN_SOURCE_DIR) / "data/codebook/acled.toml");
  std::set<std::string> classed;
  for (const toml::table* row : acled.tables(acled.root(), "sectors")) {
    classed.insert(acled.text(*row, "id"));
  }
  for (const toml::table* row : labels.tables(labels.root(), "sector")) {
    CHECK(classed.contains(labels.text(*row, "id")));
  }
}

TEST_CASE("an unknown key is refused with its file and line") {
  const Copy copy;
  copy.replace("aid.toml", "quad = 2", "quad = 2\ncolour = \"red\"");
  const std::string complaint = copy.complaint();
  CHECK(says(complaint, "aid.toml:4: found the key \"colour\""));
  CHECK(says(complaint, "expected one of id quad definition mode"));
}

TEST_CASE("a score off the scale is refused") {
  const Copy copy;
  copy.replace("assault.toml", "score = -9.0", "score = -11.0");
  CHECK(says(copy.complaint(), "expected -10 to 10"));
}

TEST_CASE("a CAMEO code of the wrong shape is refused") {
  const Copy copy;
  copy.replace("assault.toml", "cameo = \"180\"", "cameo = \"210\"");
  CHECK(says(copy.complaint(), "found \"210\", expected a CAMEO code"));
}

TEST_CASE("an ACLED pair that ACLED lacks is refused") {
  const Copy copy;
  copy.replace("assault.toml", "Violence against civilians/Sexual violence", "Battles/Siege");
  CHECK(says(copy.complaint(), "found the code \"Battles/Siege\""));
}

TEST_CASE("an ACLED rule that does not exist is refused") {
  const Copy copy;
  copy.replace("coerce.toml", "acled_rule = \"capture\"", "acled_rule = \"seizure\"");
  CHECK(says(copy.complaint(), "found the rule \"seizure\", expected a rule of acled.toml"));
}

TEST_CASE("a mode that stands twice is refused") {
  const Copy copy;
  copy.replace("consult.toml", "id = \"phone\"", "id = \"visit\"");
  CHECK(says(copy.complaint(), "found the mode \"visit\" twice"));
}

TEST_CASE("a type that stands in two files is refused") {
  const Copy copy;
  copy.replace("aid.toml", "id = \"AID\"", "id = \"AGREE\"");
  CHECK(says(copy.complaint(), "found the type \"AGREE\" twice"));
}

TEST_CASE("an example whose trigger is not in its text is refused") {
  const Copy copy;
  copy.replace("concede.toml", "trigger = \"lifted\"", "trigger = \"listed\"");
  CHECK(says(copy.complaint(), "found the trigger \"listed\", expected words of the text"));
}

TEST_CASE("an example that expects a coding outside the codebook is refused") {
  const Copy copy;
  copy.replace("concede.toml", "expect = \"RETREAT:release\"", "expect = \"RETREAT:freedom\"");
  CHECK(says(copy.complaint(), "found the coding \"RETREAT:freedom\""));
}

TEST_CASE("a file that is not TOML is refused with the line of the fault") {
  const Copy copy;
  copy.replace("aid.toml", "quad = 2", "quad = = 2");
  CHECK(says(copy.complaint(), "aid.toml:3: found"));
}

TEST_CASE("a missing codebook is said to be missing") {
  try {
    Codebook::load("/nowhere/data");
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataMissing);
  }
}

TEST_CASE("words match whole, without case, with stars for any letters, alone or in runs") {
  const Words& words = codebook().words();
  CHECK(words.contains("grenade", "a hand GRENADE was thrown"));
  CHECK_FALSE(words.contains("grenade", "the grenadier fell"));
  CHECK(words.contains("protester", "protesters"));
  CHECK(words.contains("part_of", ", most of them"));
  CHECK_FALSE(words.contains("part_of", ", most were"));
  CHECK(words.contains("civilian", "المدنيين"));
  CHECK_FALSE(words.contains("no-such-list", "grenade"));
}

}  // namespace
}  // namespace tocsin::code
