#include "tocsin/resolve/quantity.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tocsin/core/error.h"

namespace tocsin::resolve {
namespace {

const NumberWords& numbers() {
  static const NumberWords loaded = NumberWords::load(TOCSIN_SOURCE_DIR "/data");
  return loaded;
}

QuantityValue read(const std::string& text, const std::string& words, const std::string& language,
                   const std::string& kind = "num") {
  const auto at = static_cast<std::uint32_t>(text.find(words));
  REQUIRE(at < text.size());
  const Mention mention{.span = {at, at + static_cast<std::uint32_t>(words.size())}, .kind = kind};
  return resolve_quantity(text, mention, language, numbers());
}

TEST_CASE("every example in the number files gives what it says") {
  REQUIRE(numbers().examples().size() > 50);
  for (const NumberExample& example : numbers().examples()) {
    const QuantityValue value = read(example.text, example.words, example.language, example.kind);
    CAPTURE(example.place);
    CAPTURE(example.text);
    CAPTURE(value.reason);
    CHECK(value.min == example.min);
    CHECK(value.max == example.max);
  }
}

TEST_CASE("a reason is always given") {
  for (const NumberExample& example : numbers().examples()) {
    CHECK_FALSE(read(example.text, example.words, example.language, example.kind).reason.empty());
  }
}

TEST_CASE("digits inside names are no numbers") {
  CHECK_FALSE(read("They met M23.", "M23", "en").min.has_value());
  CHECK(read("Two F-16 jets flew.", "Two F-16 jets", "en").max == 2);
}

TEST_CASE("numbers after a word for a part do not count") {
  CHECK(read("14 of the 24 attacks failed", "14 of the 24 attacks", "en").max == 14);
  CHECK(read("Nine soldiers, among them 3 officers, died", "Nine soldiers, among them 3 officers",
             "en")
            .max == 9);
}

TEST_CASE("a pronoun without a number takes that of what it stands for") {
  const std::string text = "Six men were stopped. Police held them.";
  Mention mention{.span = {34, 38}, .kind = "g.UNK", .antecedent = Span{0, 7}};
  const Report report{.text = text};
  Analysis analysis;
  analysis.frames.push_back({.roles = {{Role::kDetained, mention}}});
  const auto values = resolve_quantities(report, Text{.language = "en"}, analysis, numbers());
  REQUIRE(values.size() == 1);
  CHECK(values.begin()->second.min == 6);
  CHECK(values.begin()->second.span == mention.span);
}

TEST_CASE("a particle of the event's own verb is no hedge") {
  const Report report{.text = "They hand over 200 rifles."};
  Analysis analysis;
  analysis.mentions.push_back({.span = {15, 25}, .kind = "num"});
  CHECK(resolve_quantities(report, {.language = "en"}, analysis, numbers()).at({15, 25}).min ==
        201);
  analysis.frames.push_back({.trigger = {5, 14}});
  CHECK(resolve_quantities(report, {.language = "en"}, analysis, numbers()).at({15, 25}).min ==
        200);
}

TEST_CASE(
    "numbers, those harmed or counted, and parties get a quantity, where their words say one") {
  const std::string text = "Police arrested nine men in Izra.";
  Analysis analysis;
  analysis.frames.push_back({.roles = {{Role::kActor, {.span = {0, 6}, .kind = "g.COP"}},
                                       {Role::kPlace, {.span = {28, 32}, .kind = "loc"}},
                                       {Role::kDetained, {.span = {16, 24}, .kind = "num"}}}});
  const auto values =
      resolve_quantities({.text = text}, Text{.language = "en"}, analysis, numbers());
  REQUIRE(values.size() == 2);
  CHECK(values.at({16, 24}).max == 9);
  CHECK_FALSE(values.at({0, 6}).max);  // police: nobody knows how many
}

TEST_CASE("an unknown language still reads digits") {
  CHECK(read("1,200 xyz", "1,200 xyz", "xx").max == 1200);
}

TEST_CASE("a number file with a wrong value names its line") {
  const auto folder = std::filesystem::temp_directory_path() / "tocsin_quantity_test";
  std::filesystem::create_directories(folder / "lang" / "xx");
  std::ofstream(folder / "lang" / "xx" / "numbers.toml")
      << "units_first = false\n\n[numbers]\none = \"1\"\n";
  try {
    NumberWords::load(folder);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataInvalid);
    CHECK(std::string(error.what()).find("numbers.toml:4") != std::string::npos);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace tocsin::resolve
