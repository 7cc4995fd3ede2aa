#include "tocsin/resolve/resolve.h"

#include <doctest/doctest.h>

#include <filesystem>

namespace tocsin::resolve {
namespace {

TEST_CASE("without a gazetteer all but places is resolved, and a diagnostic says so") {
  const std::filesystem::path data = TOCSIN_SOURCE_DIR "/data";
  const TimeRules times = TimeRules::load(data);
  const PlaceRules places = PlaceRules::load(data);
  const ActorTable actors = ActorTable::load(data);
  const NumberWords numbers = NumberWords::load(data);
  const RealityRules realities = RealityRules::load(data);
  const ReferenceRules references = ReferenceRules::load(data);
  const std::string words = "Russia said two guards died in Tafas.";
  const Report report{.id = "r",
                      .text = words,
                      .language = "en",
                      .published = parse_date("2021-06-28"),
                      .published_basis = PublishedBasis::kGiven};
  Text text{.language = "en"};
  text.paragraphs.push_back({0, 37});
  text.sentences.push_back({.span = {0, 37}});
  Analysis analysis;
  analysis.frames.push_back({.roles = {{Role::kKilled, {.span = {12, 22}, .kind = "num"}},
                                       {Role::kSource, {.span = {0, 6}, .kind = "g.GOV"}},
                                       {Role::kPlace, {.span = {31, 36}, .kind = "loc"}}}});
  const Values values = resolve(report, text, analysis,
                                {times, places, nullptr, actors, numbers, realities, references});
  CHECK(values.document_date.date == report.published);
  CHECK(values.actors.at({0, 6}).id == "actors:rus-gov");
  CHECK(values.quantities.at({12, 22}).max == 2);
  CHECK(values.places.empty());
  REQUIRE(values.diagnostics.size() == 1);
  CHECK(values.diagnostics.front().code == "no_gazetteer");
}

}  // namespace
}  // namespace tocsin::resolve
