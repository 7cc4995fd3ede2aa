#include <doctest/doctest.h>

#include <fstream>

#include "sample.h"
#include "tocsin/assess/fold.h"
#include "tocsin/core/error.h"

namespace tocsin::assess {
namespace {

namespace fs = std::filesystem;

// A folder that is gone when the test ends.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("tocsin_rules_" + std::to_string(++number_))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_;
  }

 private:
  static inline int number_ = 0;
  fs::path path_;
};

std::string indicator(const std::string& fires) {
  return "[[indicator]]\nid = \"a\"\nname = \"A\"\ngroup = \"g\"\ndirection = \"up\"\nweight = 1\n"
         "half_life_days = 7\nbasis = \"b\"\nfeed = [{ events = [\"X:y\"] }]\nexample = [\n"
         "{ event = \"X:y\", sentence = \"s\", fires = " +
         fires + " },\n{ event = \"X:z\", sentence = \"s\", fires = false },\n]\n";
}

std::string message_of(const std::string& text) {
  const Folder folder;
  try {
    load_indicators(folder.write("a.toml", text));
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataInvalid);
    return error.what();
  }
  return "";
}

TEST_CASE("every example of the shipped indicators holds") {
  CHECK(shipped_rules().indicators.size() >= 25);
  for (const Indicator& each : shipped_rules().indicators) CHECK_FALSE(each.basis.empty());
}

TEST_CASE("an example that does not hold stops the loading and names file, line and sentence") {
  CHECK(message_of(indicator("true")).empty());
  const std::string message = message_of(indicator("false"));
  CHECK(message.find("a.toml:11") != std::string::npos);
  CHECK(message.find("fires on \"s\"") != std::string::npos);
}

TEST_CASE("an unknown key is named") {
  CHECK(message_of(indicator("true") + "wieght = 2\n").find("wieght") != std::string::npos);
}

TEST_CASE("a pattern stands for one mode, for none, or for any") {
  const EventPattern one = parse_event_pattern("X:y", "here");
  const EventPattern none = parse_event_pattern("X", "here");
  const EventPattern any = parse_event_pattern("X:*", "here");
  CHECK(matches(one, "X", "y"));
  CHECK_FALSE(matches(one, "X", ""));
  CHECK(matches(none, "X", ""));
  CHECK_FALSE(matches(none, "X", "y"));
  CHECK(matches(any, "X", ""));
  CHECK(matches(any, "X", "y"));
  CHECK_FALSE(matches(any, "Y", "y"));
  CHECK_THROWS_AS(parse_event_pattern(":y", "here"), Error);
}

TEST_CASE("words are compared without case, marks and apostrophes") {
  CHECK(fold_words("Dar'ā, Élan!") == " dara elan ");
  CHECK(fold_words("Ridge-Road") == " ridge road ");
  CHECK(fold_words("الهُدنة") == fold_words("الهدنة"));
}

TEST_CASE("a rule of the ladder that names no indicator is refused") {
  const Folder folder;
  folder.write("a.toml", indicator("true"));
  const auto indicators = load_indicators(folder.write("b.txt", ""));
  std::ifstream shipped(fs::path(TOCSIN_SOURCE_DIR) / "data/assess/ladder.toml");
  const std::string text((std::istreambuf_iterator<char>(shipped)), {});
  const fs::path path = folder.write("ladder.toml", text);
  CHECK_THROWS_AS(load_ladder(path / "ladder.toml", indicators), Error);
}

TEST_CASE("the highest level whose rule holds in all its parts is the level") {
  const Ladder& ladder = shipped_rules().ladder;
  Standing standing;
  CHECK(rung_of(ladder, standing).level == 0);
  standing.points = 1;
  CHECK(ladder.levels[rung_of(ladder, standing).level].id == "tension");
  standing.violent_acts = standing.violent_30 = 8;
  standing.deaths = standing.deaths_30 = 100;
  CHECK(ladder.levels[rung_of(ladder, standing).level].id == "limited violence");
  standing.fired = {"bombardment", "clashes"};
  CHECK(ladder.levels[rung_of(ladder, standing).level].id == "war");
}

}  // namespace
}  // namespace tocsin::assess
