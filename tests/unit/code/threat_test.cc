#include "tocsin/code/threat.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sample.h"
#include "tocsin/code/words.h"

namespace tocsin::code {
namespace {

const Words& words() {
  static const Words kWords =
      Words::load(std::filesystem::path(TOCSIN_SOURCE_DIR) / "data" / "codebook" / "words.toml");
  return kWords;
}

/// The frames of one act, told with the given reality, after threats were added.
std::vector<Frame> with_threats(const std::string& text, std::string_view act,
                                std::string_view type, std::string_view mode, Reality reality) {
  Sample sample(text);
  sample.frame(type, mode, act).reality = reality;
  add_threats(sample.report.text, sample.text, words(), sample.analysis.frames);
  return sample.analysis.frames;
}

TEST_CASE("what speakers say they will do if something happens is a threat of theirs") {
  const std::string text = "If one more shell falls, we will burn the town.";
  const auto frames = with_threats(text, "burn", "ASSAULT", "destroy", Reality::kConditional);
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].type == "THREATEN");
  CHECK(frames[0].mode == "violence");
  CHECK(frames[0].reality == Reality::kActual);
  CHECK(slice(text, frames[0].trigger) == "will burn");
  REQUIRE(frames[0].links.size() == 1);
  CHECK(frames[0].links[0].kind == LinkKind::kContent);
  CHECK(frames[0].links[0].target == 1);
}

TEST_CASE("what is planned is a threat only where it hangs on others") {
  CHECK(
      with_threats("We will attack the camp.", "attack", "ASSAULT", "", Reality::kPlanned).size() ==
      1);
  CHECK(with_threats("Unless they go we will attack the camp.", "attack", "ASSAULT", "",
                     Reality::kPlanned)
            .size() == 2);
}

TEST_CASE("speakers who will act, and do not say how, threaten violence") {
  const auto frames = with_threats("If it is not removed we shall act again.", "act", "RETREAT",
                                   "ceasefire", Reality::kConditional);
  REQUIRE(frames.size() == 1);
  CHECK(frames[0].type == "THREATEN");
  CHECK(frames[0].mode == "violence");
  CHECK(frames[0].reality == Reality::kActual);
  CHECK(with_threats("If it is removed they will act again.", "act", "RETREAT", "ceasefire",
                     Reality::kConditional)[0]
            .type == "RETREAT");
}

TEST_CASE("what others will do, and what is done, is no threat of the speakers") {
  CHECK(with_threats("If they come, the army will burn the town.", "burn", "ASSAULT", "destroy",
                     Reality::kConditional)
            .size() == 1);
  CHECK(with_threats("If asked, we will say they burn the town.", "burn", "ASSAULT", "destroy",
                     Reality::kActual)
            .size() == 1);
  CHECK(with_threats("If they ask, we will feed the town.", "feed", "AID", "humanitarian",
                     Reality::kConditional)
            .size() == 1);
}

TEST_CASE("a sentence that tells of a threat gets no other, and links follow their frames") {
  Sample sample("We warn them that if they stay we will burn the town. They shelled it.");
  sample.frame("THREATEN", "violence", "warn");
  sample.frame("ASSAULT", "destroy", "burn").reality = Reality::kThreatened;
  add_threats(sample.report.text, sample.text, words(), sample.analysis.frames);
  CHECK(sample.analysis.frames.size() == 2);

  Sample other("Should they stay we will shut the road. They left it.");
  other.frame("COERCE", "closure", "shut").reality = Reality::kConditional;
  other.frame("RETREAT", "withdraw", "left").links.push_back({LinkKind::kCause, 0, 1});
  add_threats(other.report.text, other.text, words(), other.analysis.frames);
  REQUIRE(other.analysis.frames.size() == 3);
  CHECK(other.analysis.frames[0].mode == "restrict");
  CHECK(other.analysis.frames[2].links[0].target == 1);
}

}  // namespace
}  // namespace tocsin::code
