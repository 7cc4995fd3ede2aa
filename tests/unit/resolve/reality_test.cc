#include "tocsin/resolve/reality.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace tocsin;
using namespace tocsin::resolve;

namespace {

const std::filesystem::path kData = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";

}  // namespace

TEST_CASE("every rule of reality holds in its examples and in none of its counter-examples") {
  const RealityRules rules = RealityRules::load(kData);
  REQUIRE(rules.languages().contains("en"));
  for (const auto& [language, own] : rules.languages()) {
    for (const RealityRule& rule : own) {
      CHECK_MESSAGE(rule.examples.size() >= 2, rule.name);
      for (const RealityExample& example : rule.examples) {
        const RealityRule* found =
            rules.find(language, example.text, example.next, example.trigger, rule.from.front());
        CHECK_MESSAGE((found != nullptr && found->reality == rule.reality) == example.holds,
                      rule.name, ": ", example.text);
      }
    }
  }
}

TEST_CASE("a rule overrules only the realities that it names") {
  const RealityRules rules = RealityRules::load(kData);
  const std::string text = "The army denied shelling the village.";
  const Span trigger{16, 24};
  CHECK(rules.find("en", text, "", trigger, Reality::kActual) != nullptr);
  CHECK(rules.find("en-GB", text, "", trigger, Reality::kActual) != nullptr);
  CHECK(rules.find("en", text, "", trigger, Reality::kThreatened) == nullptr);
  CHECK(rules.find("fr", text, "", trigger, Reality::kActual) == nullptr);
}
