#include "tocsin/engine/sources.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <string>

#include "tests/unit/folder.h"
#include "tocsin/engine/overview.h"

namespace tocsin::engine {
namespace {

// A desk of one clash in Izra, told by two outlets in words of their own.
class TwoOutlets {
 public:
  TwoOutlets() {
    DeskOptions options;
    options.mode = DeskMode::kCreate;
    options.who = "tester";
    options.data_dir = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";
    desk_.emplace(folder_ / "desk.tocsin", options);
    tell("ridge-1", "Ridge Monitor", "Gunmen attacked a post in Izra, killing two soldiers.");
    tell("wire-1", "Daraa Wire",
         "Two of the army's men attacked by strangers near the silos died.");
    desk_->fuse();
    desk_->merge("ridge-1/1", "wire-1/1", "one attack");
    desk_->fuse();
  }
  Desk& desk() { return *desk_; }

 private:
  void tell(const std::string& id, const std::string& outlet, const std::string& text) {
    CodedReport coded;
    coded.report.id = id;
    coded.report.text = text;
    coded.report.source = outlet;
    coded.report.published = parse_date("2024-03-14");
    coded.report.published_basis = PublishedBasis::kGiven;
    coded.language = "en";
    coded.sentences_read = 1;
    Event event;
    event.id = id + "/1";
    event.type = "ASSAULT";
    event.mode = "clash";
    event.confidence = 0.9;
    const auto at = static_cast<std::uint32_t>(text.find("attacked"));
    event.trigger = {at, at + 8};
    event.sentence = {0, static_cast<std::uint32_t>(text.size())};
    PlaceValue place;
    place.place = PlaceCandidate{};
    place.place->name = "Izra";
    place.place->lat = 32.84667;
    place.place->lon = 36.24667;
    event.location = place;
    event.killed = EventCount{event.trigger, 2, 2, {}};
    coded.events = {event};
    desk_->add(coded.report);
    desk_->save(std::move(coded), "test");
  }

  sample::Folder folder_;
  std::optional<Desk> desk_;
};

TEST_CASE("outlets that tell one incident agree until their figures differ") {
  TwoOutlets outlets;
  auto standings = source_standings(outlets.desk());
  CHECK(standings["Ridge Monitor"].agreed == 1);
  CHECK(standings["Daraa Wire"].agreed == 1);
  CHECK(standings["Daraa Wire"].contradicted == 0);
  outlets.desk().correct("wire-1/1", "killed", "3", "the wire said three");
  standings = source_standings(outlets.desk());
  CHECK(standings["Ridge Monitor"].contradicted == 1);
  CHECK(standings["Daraa Wire"].agreed == 0);
}

TEST_CASE("a place is one spot however many incidents lie there") {
  TwoOutlets outlets;
  const auto one = spots(outlets.desk(), {});
  REQUIRE(one.size() == 1);
  CHECK(one[0].incidents == 1);
  CHECK_FALSE(one[0].incident.empty());
  outlets.desk().split({"wire-1/1"}, "two attacks");
  const auto two = spots(outlets.desk(), {});
  REQUIRE(two.size() == 1);
  CHECK(two[0].incidents == 2);
  CHECK(two[0].happened == 2);
  CHECK(two[0].incident.empty());
}

}  // namespace
}  // namespace tocsin::engine
