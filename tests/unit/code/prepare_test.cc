#include "tocsin/code/prepare.h"

#include <doctest/doctest.h>

#include "sample.h"

namespace tocsin::code {
namespace {

/// An attack and, told again, an attack: two frames of one type, each at a place.
struct Retold {
  explicit Retold(std::string_view first_place, std::string_view second_place)
      : sample("Gunmen raided " + std::string(first_place) + ". Elders mourned the attack at " +
               std::string(second_place) + ".") {
    sample.frame("ASSAULT", "firearms", "raided");
    sample.frame("ASSAULT", "firearms", "attack");
    sample.role(0, Role::kPlace, "loc", first_place);
    sample.role(1, Role::kPlace, "loc", second_place);
    // The first of two equal names is found: point at the second.
    const std::size_t at = sample.report.text.rfind(second_place);
    frames()[1].roles[0].mention.span = {static_cast<std::uint32_t>(at),
                                         static_cast<std::uint32_t>(at + second_place.size())};
    frames()[1].links.push_back({LinkKind::kSame, 0, 0.9});
  }

  std::vector<Frame>& frames() { return sample.analysis.frames; }
  /// The links of the second frame that are left.
  std::vector<FrameLink> left() {
    part_elsewhere(sample.report.text, sample.values, frames());
    return frames()[1].links;
  }

  Sample sample;
};

/// A sample of two frames of `types`; the second tells of the first again.
Sample told_again(std::string_view first_type, std::string_view second_type, bool is_same) {
  Sample sample("Gunmen raided Tul. The attack went on.");
  sample.frame(first_type, "", "raided");
  sample.frame(second_type, "", "attack");
  sample.values.told_before[sample.span("attack")] = {sample.span("raided"), is_same};
  return sample;
}

TEST_CASE("an event that a noun tells of again is linked to the first telling") {
  Sample sample = told_again("ASSAULT", "ASSAULT", true);
  std::vector<Frame>& frames = sample.analysis.frames;
  link_told_before(sample.values, frames);
  CHECK(frames[0].links.empty());
  REQUIRE(frames[1].links.size() == 1);
  CHECK(frames[1].links[0].kind == LinkKind::kSame);
  CHECK(frames[1].links[0].target == 0);
  CHECK(sample.event(1).links[0].event == "sample/1");
}

TEST_CASE("a link of the reader's own stands before one of the words") {
  Sample sample = told_again("ASSAULT", "ASSAULT", true);
  sample.frame("ASSAULT", "", "went on");
  std::vector<Frame>& frames = sample.analysis.frames;
  frames[1].links.push_back({LinkKind::kSame, 2, 0.9});
  link_told_before(sample.values, frames);
  REQUIRE(frames[1].links.size() == 1);
  CHECK(frames[1].links[0].target == 2);
}

TEST_CASE("a link of another kind does not stand in the way") {
  Sample sample = told_again("ASSAULT", "ASSAULT", true);
  std::vector<Frame>& frames = sample.analysis.frames;
  frames[1].links.push_back({LinkKind::kCause, 0, 0.9});
  link_told_before(sample.values, frames);
  CHECK(frames[1].links.size() == 2);
}

TEST_CASE("a noun that tells of another type, or is only a form of the word, links nothing") {
  for (const Sample& sample :
       {told_again("COERCE", "ASSAULT", true), told_again("ASSAULT", "ASSAULT", false)}) {
    std::vector<Frame> frames = sample.analysis.frames;
    link_told_before(sample.values, frames);
    CHECK(frames[1].links.empty());
  }
}

TEST_CASE("an event at a place that nobody knows is not the one at a place of another name") {
  Retold retold("Mella bridge", "Tsoro camp");
  CHECK(retold.left().empty());
}

TEST_CASE("a name that two places share keeps their events one") {
  Retold retold("Tsoro", "Tsoro camp");
  CHECK(retold.left().size() == 1);
}

TEST_CASE("places of other names keep the events one where the place is known or has no name") {
  Retold known("Mella bridge", "Tsoro camp");
  for (const Frame& frame : known.frames()) {
    known.sample.values.places[frame.roles[0].mention.span].place.emplace();
  }
  CHECK(known.left().size() == 1);
  Retold nameless("Mella bridge", "the camp");
  CHECK(nameless.left().size() == 1);
  Retold whole("the bridge", "Tsoro camp");
  CHECK(whole.left().size() == 1);
}

TEST_CASE("only links of the kind same are taken away from an event elsewhere") {
  Retold retold("Mella bridge", "Tsoro camp");
  retold.frames()[1].links.push_back({LinkKind::kCause, 0, 0.9});
  const std::vector<FrameLink> links = retold.left();
  REQUIRE(links.size() == 1);
  CHECK(links[0].kind == LinkKind::kCause);
}

/// The injured left to a first event, whose figure the next paragraph's event has too.
std::size_t left_to_first(const std::string& border, bool is_same) {
  Sample sample("A lorry exploded." + border + "A convoy was hit; two men were hurt.");
  sample.frame("ASSAULT", "explosives", "exploded");
  sample.frame("ASSAULT", "explosives", "hit");
  sample.role(0, Role::kInjured, "num", "two");
  sample.role(1, Role::kInjured, "num", "two men");
  std::vector<Frame>& frames = sample.analysis.frames;
  if (is_same) frames[0].links.push_back({LinkKind::kSame, 1, 0.9});
  leave_to_nearer(sample.report.text, frames);
  CHECK(frames[1].roles.size() == 1);
  return frames[0].roles.size();
}

TEST_CASE("those harmed in another paragraph are left to the event that they stand beside") {
  CHECK(left_to_first("\n\n", false) == 0);
  CHECK(left_to_first("\n\n", true) == 1);
  CHECK(left_to_first(" ", false) == 1);
}

}  // namespace
}  // namespace tocsin::code
