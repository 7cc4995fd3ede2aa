#include "tocsin/text/languages.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tocsin/core/error.h"

using namespace tocsin;
namespace fs = std::filesystem;

namespace {

// A data folder with one language in it, removed at the end.
class DataFolder {
 public:
  DataFolder(const std::string& name, const std::string& toml)
      : path_(fs::temp_directory_path() / ("tocsin_languages_" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "lang" / "xx");
    std::ofstream(path_ / "lang" / "xx" / "language.toml") << toml;
  }
  ~DataFolder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

constexpr const char* kHead = "name = \"X\"\nscript = \"Latn\"\ndirection = \"ltr\"\n";

// What the loader complains of; "" when it does not.
std::string complaint(const DataFolder& folder) {
  try {
    text::Languages::load(folder.path());
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataInvalid);
    return error.what();
  }
  return "";
}

bool ends_with(const std::string& words, const std::string& end) { return words.ends_with(end); }

}  // namespace

TEST_CASE("the project's languages are English and Arabic at least") {
  const auto languages = text::Languages::load(TOCSIN_SOURCE_DIR "/data");
  REQUIRE(languages.find("en") != nullptr);
  REQUIRE(languages.find("ar") != nullptr);
  CHECK(languages.find("en")->direction == "ltr");
  CHECK(languages.find("ar")->direction == "rtl");
  CHECK(languages.find("en-GB") == languages.find("en"));
  CHECK(languages.find("und") == nullptr);
  CHECK(languages.find("") == nullptr);
}

TEST_CASE(
    "abbreviations are known capitalised and in capitals, unless that form is listed itself") {
  const DataFolder folder("forms", std::string(kHead) +
                                       "[abbreviations]\ntitles = [\"mt\", \"Dr.\"]\nclosing = "
                                       "[\"MT\"]\n");
  const auto languages = text::Languages::load(folder.path());
  const auto& known = languages.find("xx")->abbreviations;
  CHECK(known.at("mt") == text::Abbreviation::kTitle);
  CHECK(known.at("Mt") == text::Abbreviation::kTitle);
  CHECK(known.at("MT") == text::Abbreviation::kClosing);
  CHECK(known.at("DR") == text::Abbreviation::kTitle);
  CHECK(known.count("dr") == 0);
}

TEST_CASE("bad TOML is told with file and line") {
  const std::string words = complaint(DataFolder("syntax", std::string(kHead) + "cuts = [\n"));
  CHECK(words.find("lang/xx/language.toml:") != std::string::npos);
}

TEST_CASE("an unknown key is told with its line and the keys there are") {
  const std::string words = complaint(DataFolder("key", std::string(kHead) + "openrs = []\n"));
  CHECK(words.find("language.toml:4: unknown key \"openrs\"; expected one of name") !=
        std::string::npos);
}

TEST_CASE("a value of the wrong kind is told with its line") {
  CHECK(ends_with(complaint(DataFolder("kind", std::string(kHead) + "openers = \"the\"\n")),
                  "language.toml:4: \"openers\" is not a list of strings"));
  CHECK(ends_with(complaint(DataFolder("word", std::string(kHead) + "openers = [\"a\",\n3]\n")),
                  "language.toml:5: \"openers\" holds what is not a word"));
}

TEST_CASE("a missing name and a direction that is none are told") {
  CHECK(ends_with(complaint(DataFolder("name", "script = \"Latn\"\n")),
                  "\"name\" is missing; expected a string"));
  CHECK(ends_with(
      complaint(DataFolder("direction", "name = \"X\"\nscript = \"Latn\"\ndirection = \"up\"\n")),
      ":3: direction is \"up\"; expected \"ltr\" or \"rtl\""));
}

TEST_CASE("a data folder without languages is an error") {
  try {
    text::Languages::load("/nonexistent");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataMissing);
  }
}
