#include <utility>

#include "tests/unit/code/sample.h"
#include "tocsin/resolve/quantity.h"

namespace tocsin::code {
namespace {

/// The event of `words` when the reader takes both figures for killed.
Event event_of(const std::string& words, std::string_view killed, std::string_view injured) {
  Sample sample(words);
  sample.frame("ASSAULT", "drone", "strike");
  sample.role(0, Role::kKilled, "num", killed);
  sample.role(0, Role::kKilled, "num", injured);
  static const resolve::NumberWords kNumbers =
      resolve::NumberWords::load(std::filesystem::path(TOCSIN_SOURCE_DIR) / "data");
  sample.values.quantities =
      resolve::resolve_quantities(sample.report, sample.text, sample.analysis, kNumbers);
  return sample.event();
}

struct Order {
  std::string text;
  std::string_view killed;
  std::string_view injured;
};

TEST_CASE("dozens who are told as wounded are never counted as killed, in any order") {
  const std::vector<Order> orders = {
      {"In the strike 14 people were killed and dozens wounded.", "14 people", "dozens"},
      {"In the strike 14 people were killed and dozens more were wounded.", "14 people", "dozens"},
      {"In the strike dozens were wounded and 14 people killed.", "14 people", "dozens"},
      {"The strike killed 14 people and wounded dozens.", "14 people", "dozens"},
      {"The strike hit a market, killing 14 people and wounding dozens.", "14 people", "dozens"},
      {"The strike killed 14 people, wounding dozens of others.", "14 people", "dozens of others"},
      {"The strike left 14 dead and dozens injured.", "14", "dozens"},
      {"The strike wounded dozens and killed 14.", "14", "dozens"},
      {"After the strike, 14 bodies and dozens of wounded were found.", "14 bodies",
       "dozens of wounded"},
      {"The strike killed 14 people, while dozens of people were injured.", "14 people",
       "dozens of people"},
      {"In the strike dozens, including nine children, were hurt, and 14 people died.", "14 people",
       "dozens"},
  };
  for (const Order& order : orders) {
    CAPTURE(order.text);
    const Event event = event_of(order.text, order.killed, order.injured);
    REQUIRE(event.killed);
    REQUIRE(event.injured);
    CHECK(event.killed->min == 14);
    CHECK(event.killed->max == 14);
    CHECK(event.injured->min == 24);
    CHECK(event.injured->max == 99);
  }
}

TEST_CASE("what is burned is counted over objects that are marked each alone") {
  const auto burned = [](const std::string& words, std::string_view other) {
    Sample sample(words);
    sample.frame("ASSAULT", "destroy", "burned");
    sample.role(0, Role::kObject, "obj", "two buses");
    sample.role(0, Role::kObject, "obj", other);
    sample.quantity("two buses", 2);
    return sample.event().count;
  };
  CHECK(burned("They burned two buses and a lorry.", "lorry")->max == 3);
  CHECK(burned("They burned two buses and the town hall.", "town hall")->max == 2);
}

TEST_CASE("a toll that the reader marked without its number is read from its words") {
  Sample sample("A seventeenth victim, a grandmother, died on Sunday.");
  sample.frame("CONDITION", "casualty", "died");
  sample.role(0, Role::kKilled, "num", "seventeenth victim");
  const Span words = sample.span("seventeenth victim");
  sample.values.harms = {{words, Role::kKilled, 0, 17, 17, "a toll to date"}};
  const Event event = sample.event();
  REQUIRE(event.killed);
  CHECK(event.killed->max == 17);
}

TEST_CASE("the hurt beside the arrested are not arrested") {
  Sample sample("Police broke up the rally; eleven people were arrested and four were treated.");
  sample.frame("COERCE", "arrest", "arrested");
  sample.role(0, Role::kDetained, "num", "eleven people");
  sample.role(0, Role::kDetained, "num", "four");
  const auto numbers =
      resolve::NumberWords::load(std::filesystem::path(TOCSIN_SOURCE_DIR) / "data");
  sample.values.quantities =
      resolve::resolve_quantities(sample.report, sample.text, sample.analysis, numbers);
  const Event event = sample.event();
  REQUIRE(event.detained);
  CHECK(event.detained->max == 11);
  REQUIRE(event.injured);
  CHECK(event.injured->min == 4);
}

/// The events of `sample` with the figures that its words tell.
std::vector<Event> events_of(Sample& sample) {
  static const resolve::NumberWords kNumbers =
      resolve::NumberWords::load(std::filesystem::path(TOCSIN_SOURCE_DIR) / "data");
  sample.values.quantities =
      resolve::resolve_quantities(sample.report, sample.text, sample.analysis, kNumbers);
  sample.values.harms = resolve::find_harm_counts(sample.report, sample.text, sample.analysis,
                                                  sample.values.times, kNumbers);
  return code(sample.report, sample.text, sample.analysis, sample.values, codebook()).events;
}

TEST_CASE("a figure that the reader gave to no event goes to the one it belongs to") {
  Sample sample(
      "A lorry ran over a mine and nine men died. Another 21 passengers were injured. "
      "Three members of the police have given their lives. Nobody was displaced.");
  sample.frame("ASSAULT", "explosives", "ran over");
  sample.role(0, Role::kKilled, "num", "nine men");
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events.size() == 1);
  CHECK(events[0].killed->min == 9);  // its own figure stands
  REQUIRE(events[0].injured);
  CHECK(events[0].injured->min == 21);
  CHECK_FALSE(events[0].displaced);  // no role of such an event
}

TEST_CASE("a person harmed in a sentence without an event is of the event before") {
  Sample sample(
      "A bomb went off outside the bank. A lottery seller was killed and four passers-by hurt. "
      "The mayor condemned it.");
  sample.frame("ASSAULT", "explosives", "went off");
  for (const std::string_view person : {"lottery seller", "mayor"}) {
    sample.analysis.mentions.push_back({.span = sample.span(person), .kind = "p.CVL"});
  }
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events.size() == 1);
  REQUIRE(events[0].killed);
  CHECK(events[0].killed->min == 1);
  REQUIRE(events[0].injured);
  CHECK(events[0].injured->min == 4);
}

TEST_CASE("a figure of something else, of a time or an age is no count of people harmed") {
  Sample sample(
      "Gunmen struck the market. He was killed 2 days ago. 300 goats were sold. "
      "The dead man was aged 19.");
  sample.frame("ASSAULT", "firearms", "struck");
  sample.values.times[sample.span("2 days ago")] = {};
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events.size() == 1);
  CHECK_FALSE(events[0].killed);
}

TEST_CASE("an event that was denied gets no figure") {
  Sample sample("The army denied a strike. Ten people were killed.");
  sample.frame("ASSAULT", "aerial", "strike").reality = Reality::kDenied;
  CHECK_FALSE(events_of(sample)[0].killed);
}

TEST_CASE("a figure stands behind a colon, a compound or the word toll as well") {
  Sample sample(
      "Shells hit the market. Wounded: 26. A seller and four passers-by hurt. "
      "The toll has risen to 17.");
  sample.frame("ASSAULT", "heavy-weapons", "hit");
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events[0].injured);
  CHECK(events[0].injured->min == 26);
  REQUIRE(events[0].killed);
  CHECK(events[0].killed->min == 17);
}

TEST_CASE("displaced people counted once are not counted twice") {
  Sample sample("Under our roofs are 2,600 displaced people.");
  sample.frame("CONDITION", "displacement", "displaced");
  sample.role(0, Role::kDisplaced, "num", "2,600");
  sample.role(0, Role::kDisplaced, "num", "displaced people");
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events[0].displaced);
  CHECK(events[0].displaced->min == 2600);
  CHECK(events[0].displaced->max == 2600);
}

TEST_CASE("what was acted on is counted in its own words where no count was read") {
  Sample sample("Guerrillas burned two buses and a lorry.");
  sample.frame("ASSAULT", "destroy", "burned");
  sample.role(0, Role::kActor, "g.REB", "Guerrillas");
  sample.role(0, Role::kObject, "obj", "two buses and a lorry");
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events[0].count);
  CHECK(events[0].count->min == 3);
}

TEST_CASE("those beside a figure who are not counted add nobody to it") {
  Sample sample("Those killed on the lorry number seventeen.");
  sample.frame("CONDITION", "casualty", "killed");
  sample.role(0, Role::kKilled, "num", "Those");
  sample.role(0, Role::kKilled, "num", "seventeen");
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events[0].killed);
  CHECK(events[0].killed->min == 17);
  CHECK(events[0].killed->max == 17);
}

/// Puts the sentence that begins with `words`, and those behind it, into the next paragraph.
void break_before(Sample& sample, std::string_view words) {
  const std::uint32_t begin = sample.span(words).begin;
  for (Sentence& sentence : sample.text.sentences) {
    if (sentence.span.begin >= begin) ++sentence.paragraph;
  }
}

TEST_CASE("those harmed besides others are of the last event that harmed people") {
  Sample sample(
      "A bomb killed four men at the bank. Gunmen fired at a post. Three more were wounded.");
  sample.frame("ASSAULT", "explosives", "bomb");
  sample.frame("ASSAULT", "firearms", "fired");
  sample.role(0, Role::kKilled, "num", "four men");
  break_before(sample, "Three more");
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events[0].injured);
  CHECK(events[0].injured->max == 3);
  CHECK_FALSE(events[1].injured);
}

TEST_CASE("those harmed in a paragraph without an event are of none unless told besides others") {
  Sample sample("A bomb killed four men at the bank. Three men were wounded.");
  sample.frame("ASSAULT", "explosives", "bomb");
  sample.role(0, Role::kKilled, "num", "four men");
  break_before(sample, "Three men");
  CHECK_FALSE(events_of(sample)[0].injured);
}

TEST_CASE("those harmed besides others are never of an earlier event than their paragraph tells") {
  Sample sample(
      "A bomb killed four men. Shells wounded two clerks in Tul. Three more were wounded.");
  sample.frame("ASSAULT", "explosives", "bomb");
  sample.frame("ASSAULT", "heavy-weapons", "Shells");
  sample.role(0, Role::kKilled, "num", "four men");
  sample.role(1, Role::kInjured, "num", "two clerks");
  break_before(sample, "Shells");
  const std::vector<Event> events = events_of(sample);
  CHECK_FALSE(events[0].injured);
  CHECK(events[1].injured->max == 2);
}

TEST_CASE("a sum is of the harm that the sentence before it tells") {
  Sample sample(
      "A bomb went off outside the bank. Another of the wounded has died. That makes five.");
  sample.frame("ASSAULT", "explosives", "went off");
  const std::vector<Event> events = events_of(sample);
  REQUIRE(events[0].killed);
  CHECK(events[0].killed->max == 5);
}

}  // namespace
}  // namespace tocsin::code
