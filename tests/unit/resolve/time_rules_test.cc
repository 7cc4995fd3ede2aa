#include "tocsin/resolve/time_rules.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tocsin/core/error.h"
#include "tocsin/resolve/time.h"
#include "tocsin/text/read.h"

using namespace tocsin;
using namespace tocsin::resolve;

namespace {

const std::filesystem::path kData = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";

/// "2021-06-24/2021-06-30"; an open end is left empty.
std::string days_of(const TimeValue& value) {
  if (!value.interval) return "";
  const auto show = [](const std::optional<Date>& day) { return day ? to_string(*day) : ""; };
  return show(value.interval->start) + "/" + show(value.interval->end);
}

/// Whether the example's value is found in its text; `heard` takes what was found.
bool holds(const TimeExample& example, const std::string& language,
           const text::Languages& languages, const TimeRules& rules, std::string& heard) {
  Report report;
  report.text = example.text;
  report.language = language;
  DocumentDate document;
  document.date = parse_date(example.anchor);
  const Text text = text::read(report, languages);
  const auto found = find_times(report, text, document, rules);
  bool is_found = example.value.empty() && found.empty();
  for (const TimeValue& value : found) {
    heard += " \"" + std::string(slice(report.text, value.span)) + "\" " + value.timex + " " +
             days_of(value) + ";";
    is_found |= !example.value.empty() && value.timex == example.value &&
                (example.interval.empty() || example.interval == days_of(value));
  }
  return is_found;
}

/// A data folder with one language whose time.toml holds `lines`.
std::filesystem::path folder_with(const std::string& name, const std::string& lines) {
  const auto folder = std::filesystem::temp_directory_path() / ("tocsin_time_rules_" + name);
  std::filesystem::create_directories(folder / "lang" / "xx");
  std::ofstream(folder / "lang" / "xx" / "time.toml") << lines;
  return folder;
}

std::string message_of(const std::string& name, const std::string& lines) {
  const auto folder = folder_with(name, lines);
  std::string message;
  try {
    TimeRules::load(folder);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataInvalid);
    message = error.what();
  }
  std::filesystem::remove_all(folder);
  return message;
}

bool holds_words(const std::string& message, const std::string& words) {
  return message.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("every example of every rule of every language holds") {
  const auto languages = text::Languages::load(kData);
  const auto rules = TimeRules::load(kData);
  REQUIRE(rules.languages().size() >= 2);
  for (const TimeLanguage& language : rules.languages()) {
    for (const TimeRule& rule : language.rules) {
      REQUIRE_FALSE(rule.examples.empty());
      for (const TimeExample& example : rule.examples) {
        std::string heard;
        const bool is_held = holds(example, language.code, languages, rules, heard);
        CHECK_MESSAGE(is_held, language.code, ", rule ", rule.name, ": \"", example.text,
                      "\" expects ", example.value, " ", example.interval, ", found", heard);
      }
    }
  }
}

TEST_CASE("a language that has no rules is read by the rules of all") {
  const auto rules = TimeRules::load(kData);
  CHECK(rules.for_language("en-GB").size() == 1);
  CHECK(rules.for_language("und").size() == rules.languages().size());
}

TEST_CASE("what is wrong in a rule file is named with its line") {
  const std::string words = "[words.unit]\nday = [\"dies\"]\n";
  CHECK(holds_words(message_of("toml", "[words\n"), "time.toml:1: "));
  CHECK(holds_words(message_of("none", words), "no [[rule]]"));
  CHECK(holds_words(message_of("list", words + "[[rule]]\nname = \"r\"\npattern = '{menses}'\n"),
                    "time.toml:5: {menses} is neither a word list nor a pattern"));
  CHECK(holds_words(message_of("regex", words + "[[rule]]\nname = \"r\"\npattern = '(?:'\n"),
                    "time.toml:5: the pattern is not valid"));
  CHECK(holds_words(
      message_of("op", words + "[[rule]]\nname = \"r\"\nop = \"guess\"\npattern = '{unit}'\n"),
      "op = \"guess\", expected one of date, range"));
  CHECK(holds_words(message_of("bare", words + "[[rule]]\nname = \"r\"\npattern = '{unit}'\n"),
                    "has no examples"));
  CHECK(holds_words(message_of("group", words + "[[rule]]\nname = \"r\"\npattern = '(a){unit}'\n"),
                    "only {…} may capture"));
  CHECK(holds_words(message_of("unit",
                               "[words.unit]\naeon = [\"aeon\"]\n[[rule]]\nname = "
                               "\"r\"\nop = \"unit\"\npattern = '{unit}'\n"),
                    "has \"aeon\", expected a unit"));
}

TEST_CASE("a folder without time rules is missing data") {
  CHECK_THROWS_AS(TimeRules::load(std::filesystem::path(TOCSIN_SOURCE_DIR) / "tocsin"), Error);
}
