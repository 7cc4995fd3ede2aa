#include "tocsin/code/count.h"

#include <doctest/doctest.h>

#include "sample.h"

namespace tocsin::code {
namespace {

/// Fillers of `killed`, each with its kind and number (-1: none).
struct Filler {
  std::string_view kind;
  std::string_view words;
  std::int64_t number;
};

EventCount killed(const std::string& words, const std::vector<Filler>& fillers) {
  Sample sample(words);
  sample.frame("ASSAULT", "", "killed");
  for (const Filler& filler : fillers) {
    sample.role(0, Role::kKilled, filler.kind, filler.words);
    if (filler.number >= 0) sample.quantity(filler.words, filler.number);
  }
  const Event event = sample.event();
  REQUIRE(event.killed.has_value());
  return *event.killed;
}

TEST_CASE("separate groups are added and shown as one stretch of words") {
  const EventCount count = killed("A shell killed two men and three children in Tul.",
                                  {{"num", "two men", 2}, {"num", "three children", 3}});
  CHECK(count.min == 5);
  CHECK(count.max == 5);
  CHECK(count.span == Span{15, 41});
}

TEST_CASE("a part of an earlier number is not added") {
  const EventCount count =
      killed("A shell killed 12 people, including 3 children and 2 women, in Tul.",
             {{"num", "12 people", 12}, {"num", "3 children", 3}, {"num", "2 women", 2}});
  CHECK(count.min == 12);
  CHECK(count.max == 12);
}

TEST_CASE("words without a number are counted beside one only where they are joined to it") {
  Sample sample("Police held four of the attackers, three officers and civilians were hurt.");
  sample.frame("COERCE", "arrest", "held");
  sample.role(0, Role::kDetained, "num", "four");
  sample.role(0, Role::kDetained, "num", "attackers");
  sample.role(0, Role::kInjured, "num", "three officers");
  sample.role(0, Role::kInjured, "num", "civilians");
  sample.quantity("four", 4);
  sample.quantity("three officers", 3);
  for (const std::string_view bare : {"attackers", "civilians"}) {
    QuantityValue& value = sample.values.quantities[sample.span(bare)];
    value.span = sample.span(bare);
    value.min = 2;
    value.is_bare = true;
  }
  const Event event = sample.event();
  CHECK(event.detained->max == 4);
  CHECK(event.injured->min == 5);
  CHECK_FALSE(event.injured->max);
}

TEST_CASE("a part of those killed was killed, whatever harm the reader saw") {
  Sample sample("Shells hit Tul and killed five people, among them two children.");
  sample.frame("ASSAULT", "heavy-weapons", "hit");
  sample.role(0, Role::kKilled, "num", "five people");
  sample.role(0, Role::kInjured, "num", "two");
  sample.quantity("five people", 5);
  sample.quantity("two", 2);
  Event event = sample.event();
  CHECK(event.killed->max == 5);
  CHECK_FALSE(event.injured);
  sample.values.quantities[sample.span("two")].harms = {Role::kInjured};
  event = sample.event();
  CHECK(event.injured->max == 2);
}

TEST_CASE("those of whom another harm is told are counted there") {
  Sample sample("A shell hit Tul, killing three soldiers and wounding seven.");
  sample.frame("ASSAULT", "heavy-weapons", "hit");
  sample.role(0, Role::kKilled, "num", "three soldiers");
  sample.role(0, Role::kKilled, "num", "seven");
  sample.quantity("three soldiers", 3);
  sample.quantity("seven", 7);
  sample.values.quantities[sample.span("three soldiers")].harms = {Role::kKilled};
  sample.values.quantities[sample.span("seven")].harms = {Role::kInjured};
  const Event event = sample.event();
  REQUIRE(event.killed);
  REQUIRE(event.injured);
  CHECK(event.killed->max == 3);
  CHECK(event.injured->max == 7);
}

TEST_CASE("a toll to date counts only where nothing newer is told") {
  Sample sample("A shell killed three, bringing the toll to 45 since May.");
  sample.frame("ASSAULT", "heavy-weapons", "killed");
  sample.role(0, Role::kKilled, "num", "45");
  sample.quantity("45", 45);
  QuantityValue& toll = sample.values.quantities[sample.span("45")];
  toll.tally = Tally::kTotal;
  REQUIRE(sample.event().killed);
  CHECK(sample.event().killed->max == 45);
  toll.tally = Tally::kPeriod;
  CHECK_FALSE(sample.event().killed);
  toll.tally = Tally::kTotal;
  sample.role(0, Role::kKilled, "num", "three");
  sample.quantity("three", 3);
  CHECK(sample.event().killed->max == 3);
}

TEST_CASE("a part of an earlier number is not added in Arabic") {
  const EventCount count =
      killed("killed 12 شخصا بينهم 3 أطفال.", {{"num", "12 شخصا", 12}, {"num", "3 أطفال", 3}});
  CHECK(count.max == 12);
}

TEST_CASE("what stands among a total is not added to it") {
  const EventCount count =
      killed("Among the 12 killed were 3 children.", {{"num", "12", 12}, {"num", "3 children", 3}});
  CHECK(count.max == 12);
}

TEST_CASE("what a colon or a bracket opens is in the figure before, where it is no more") {
  CHECK(killed("Five killed: four policemen and their cook.",
               {{"num", "Five killed", 5}, {"num", "four policemen", 4}})
            .max == 5);
  CHECK(
      killed("Two killed: the rider, Blaise Suiven, and a pupil of 13.",
             {{"num", "Two killed", 2}, {"p.CVL", "the rider", -1}, {"p.CVL", "Blaise Suiven", -1}})
          .max == 2);
}

TEST_CASE("what goes on from a figure without a number leaves it exact") {
  CHECK(killed("They killed four heroes of the Federal Police.",
               {{"num", "four heroes", 4}, {"num", "Federal", -1}})
            .max == 4);
  CHECK_FALSE(killed("They killed four soldiers and villagers.",
                     {{"num", "four soldiers", 4}, {"num", "villagers", -1}})
                  .max.has_value());
}

TEST_CASE("an age in what a colon opens is nobody more") {
  Sample sample("Two killed: the vendor, and a boy of nine.");
  sample.frame("ASSAULT", "", "killed");
  sample.role(0, Role::kKilled, "num", "Two killed");
  sample.role(0, Role::kKilled, "p.CVL", "vendor");
  sample.role(0, Role::kKilled, "p.CVL", "boy");
  sample.role(0, Role::kKilled, "p.CVL", "nine");
  sample.quantity("Two killed", 2);
  QuantityValue& age = sample.values.quantities[sample.span("nine")];
  age.span = sample.span("nine");
  age.is_no_count = true;
  const Event event = sample.event();
  REQUIRE(event.killed);
  CHECK(event.killed->max == 2);
}

TEST_CASE("one phrase marked in two is one person") {
  CHECK(
      killed("They killed Danil Carter.", {{"p.CVL", "Danil", -1}, {"p.CVL", "Carter", -1}}).max ==
      1);
  CHECK(
      killed("They killed Danil, Carter.", {{"p.CVL", "Danil", -1}, {"p.CVL", "Carter", -1}}).max ==
      2);
}

TEST_CASE("he who shot himself is one") {
  CHECK(
      killed("They say he killed himself.", {{"p.CVL", "he", -1}, {"p.CVL", "himself", -1}}).max ==
      1);
}

TEST_CASE("cars and houses are nobody") {
  CHECK(killed("They killed nine, with twenty cars burned.",
               {{"num", "nine", 9}, {"num", "twenty cars", 20}})
            .max == 9);
  CHECK(killed("They killed three passengers of a car.", {{"num", "three passengers of a car", 3}})
            .max == 3);
}

TEST_CASE("those whom a figure is said to be are in it") {
  CHECK(killed("They killed two men, identified as Salih Bashir and Amir Khatir.",
               {{"num", "two men", 2}, {"p.CVL", "Salih Bashir", -1}, {"p.CVL", "Amir Khatir", -1}})
            .max == 2);
}

TEST_CASE("a part of those harmed otherwise is not counted") {
  CHECK(killed("Of them seven fled, two of them children; 17 were killed.",
               {{"num", "two of them children", 2}, {"num", "17", 17}})
            .max == 17);
  CHECK(killed("The shelling killed nine, one of the wounded was first left out.",
               {{"num", "nine", 9}, {"num", "one", 1}})
            .min == 9);
}

TEST_CASE("what is said to be of them is a part") {
  CHECK(killed("They killed 126 people, 68 of them women.",
               {{"num", "126 people", 126}, {"num", "68 of them", 68}})
            .max == 126);
  CHECK(killed("They killed 126 people, 68 of them women.",
               {{"num", "126 people", 126}, {"num", "68", 68}})
            .max == 126);
}

TEST_CASE("the figure of before is not added to the one that took its place") {
  for (const std::string_view link : {", against ", ", up from ", " and not "}) {
    const EventCount count = killed("A bomb killed 12 people" + std::string(link) + "9 in Tul.",
                                    {{"num", "12 people", 12}, {"num", "9", 9}});
    CHECK_MESSAGE(count.min == 12, link);
    CHECK_MESSAGE(count.max == 12, link);
  }
}

TEST_CASE("those after a figure that heads the sentence with of are parts of it") {
  CHECK(killed("Of the 61, some 20 were killed in Tul.", {{"num", "61", 61}, {"num", "20", 20}})
            .max == 61);
}

TEST_CASE("a semicolon ends the parts of a number") {
  CHECK(killed("They killed three soldiers, among them a captain; eight gunmen fell too.",
               {{"num", "three soldiers", 3}, {"p.MIL", "captain", -1}, {"num", "eight gunmen", 8}})
            .max == 11);
}

TEST_CASE("figures that divide up a total are not added, those that only happen to match are") {
  CHECK(killed("Eight people were killed: five gunmen, two guards and a clerk.",
               {{"num", "Eight people", 8},
                {"num", "five gunmen", 5},
                {"num", "two guards", 2},
                {"p.CVL", "clerk", -1}})
            .max == 8);
  CHECK(killed("They killed two men, a woman and a child.",
               {{"num", "two men", 2}, {"p.CVL", "woman", -1}, {"p.CVL", "child", -1}})
            .max == 4);
}

TEST_CASE("another's version of a figure widens the count to a range") {
  const EventCount count = killed("The raid killed 106; a senator says 300.",
                                  {{"num", "106", 106}, {"num", "300", 300}});
  CHECK(count.min == 106);
  CHECK(count.max == 300);
  CHECK(count.span == Span{16, 19});
}

TEST_CASE("names beside their number are not added") {
  CHECK(killed("They killed two men, Samir and Nabil, in Tul.",
               {{"num", "two men", 2}, {"p.CVL", "Samir", -1}, {"p.CVL", "Nabil", -1}})
            .max == 2);
  CHECK(killed("Samir and Nabil, two farmers, were killed in Tul.",
               {{"p.CVL", "Samir", -1}, {"p.CVL", "Nabil", -1}, {"num", "two farmers", 2}})
            .max == 2);
}

TEST_CASE("a person with no number counts one, also beside others") {
  CHECK(killed("They killed a shepherd in Tul.", {{"p.CVL", "shepherd", -1}}).max == 1);
  CHECK(killed("They killed two soldiers and a doctor in Tul.",
               {{"num", "two soldiers", 2}, {"p.MED", "doctor", -1}})
            .max == 3);
  CHECK(killed("They killed one soldier and a doctor in Tul.",
               {{"num", "one soldier", 1}, {"p.MED", "doctor", -1}})
            .max == 2);
}

TEST_CASE("a group with no number leaves the count open") {
  const EventCount group = killed("They killed villagers in Tul.", {{"g.CVL", "villagers", -1}});
  CHECK_FALSE(group.min.has_value());
  CHECK_FALSE(group.max.has_value());
  const EventCount mixed = killed("They killed villagers and two guards in Tul.",
                                  {{"g.CVL", "villagers", -1}, {"num", "two guards", 2}});
  CHECK(mixed.min == 2);
  CHECK_FALSE(mixed.max.has_value());
}

TEST_CASE("figures of another sentence do not add to those of the trigger's") {
  const EventCount count = killed("A shell killed six people. Later the toll stood at nine dead.",
                                  {{"num", "six people", 6}, {"num", "nine dead", 9}});
  CHECK(count.max == 6);
}

TEST_CASE("overlapping fillers count once") {
  const EventCount count = killed("A shell killed at least six people in Tul.",
                                  {{"num", "six people", 6}, {"num", "six", 6}});
  CHECK(count.max == 6);
}

TEST_CASE("things of different kinds are not added under count") {
  Sample sample("Forty fighters with three tanks entered Esna.");
  sample.frame("MOBILIZE", "militia", "entered");
  sample.role(0, Role::kCount, "num", "Forty fighters");
  sample.role(0, Role::kCount, "num", "three tanks");
  sample.quantity("Forty fighters", 40);
  sample.quantity("three tanks", 3);
  const Event event = sample.event();
  REQUIRE(event.count.has_value());
  CHECK(event.count->max == 40);
}

TEST_CASE("a role with no filler has no count") {
  Sample sample("A shell killed a goat.");
  sample.frame("ASSAULT", "", "killed");
  CHECK_FALSE(sample.event().killed.has_value());
}

TEST_CASE("a group counted in households and, in brackets, in people counts the people once") {
  Sample sample("The flood of shells displaced 312 households (1,870 people) from Tul.");
  sample.frame("CONDITION", "displacement", "displaced");
  sample.role(0, Role::kDisplaced, "num", "312 households");
  sample.role(0, Role::kDisplaced, "num", "1,870 people");
  sample.quantity("312 households", 312);
  sample.quantity("1,870 people", 1870);
  const Event event = sample.event();
  REQUIRE(event.displaced);
  CHECK(event.displaced->min == 1870);
  CHECK(event.displaced->max == 1870);
}

TEST_CASE("figures of two pairs of brackets are of two groups") {
  CHECK(killed("They killed guards (two) and drivers (three).",
               {{"num", "two", 2}, {"num", "three", 3}})
            .max == 5);
}

TEST_CASE("a pronoun beside a name adds nobody, and alone counts one") {
  CHECK(killed("Gunmen killed Kasereka on his doorstep; he bled to death.",
               {{"p.CVL", "Kasereka", -1}, {"p.CVL", "he", -1}})
            .max == 1);
  CHECK(killed("Gunmen killed him in Tul.", {{"p.CVL", "him", -1}}).max == 1);
}

TEST_CASE("names before a figure with an article are those it counts") {
  const std::string words = "They killed Amir Khatir and Nour Saleh, the two volunteers, in Tul.";
  CHECK(killed(words, {{"p.CVL", "Amir Khatir", -1},
                       {"p.CVL", "Nour Saleh", -1},
                       {"num", "two volunteers", 2}})
            .max == 2);
  CHECK(killed(words, {{"p.CVL", "Amir Khatir", -1}, {"num", "two volunteers", 2}}).max == 2);
}

TEST_CASE("a name before a figure without an article is one more") {
  CHECK(killed("They killed Ali, Hassan, and the two drivers.",
               {{"p.CVL", "Ali", -1}, {"p.CVL", "Hassan", -1}, {"num", "two drivers", 2}})
            .max == 4);
  CHECK(killed("They killed Amir Khatir, two guards and a cook.",
               {{"p.CVL", "Amir Khatir", -1}, {"num", "two guards", 2}, {"p.CVL", "cook", -1}})
            .max == 4);
}

TEST_CASE("names in one stretch of words are not added to the figure that counts them") {
  Sample sample("They killed two men, Samir and Nabil, in Tul.");
  sample.frame("ASSAULT", "", "killed");
  sample.role(0, Role::kKilled, "num", "two men");
  sample.role(0, Role::kKilled, "p.CVL", "Samir and Nabil");
  sample.quantity("two men", 2);
  sample.quantity("Samir and Nabil", 2);
  sample.values.quantities[sample.span("Samir and Nabil")].is_named = true;
  CHECK(sample.event().killed->max == 2);
}

TEST_CASE("of a total over a time, the part that is told is the event's") {
  const std::string words =
      "Thirteen people have been killed since the ultimatum, four of them in the truck.";
  CHECK(killed(words, {{"num", "Thirteen people", 13}, {"num", "four of them", 4}}).max == 4);
  CHECK(killed(words, {{"num", "Thirteen people", 13}, {"num", "four", 4}}).max == 4);
}

TEST_CASE("words that make a figure a part may stand half in it") {
  CHECK(killed("Five dead, three of them killed at prayer.",
               {{"num", "Five dead", 5}, {"num", "three of", 3}})
            .max == 5);
}

TEST_CASE("an age adds nobody") {
  Sample sample("They killed two men and a boy of nine.");
  sample.frame("ASSAULT", "", "killed");
  sample.role(0, Role::kKilled, "num", "two men");
  sample.role(0, Role::kKilled, "p.CVL", "boy");
  sample.role(0, Role::kKilled, "num", "nine");
  sample.quantity("two men", 2);
  QuantityValue& age = sample.values.quantities[sample.span("nine")];
  age.span = sample.span("nine");
  age.is_no_count = true;
  const Event event = sample.event();
  REQUIRE(event.killed);
  CHECK(event.killed->min == 3);
  CHECK(event.killed->max == 3);
}

TEST_CASE("a toll to date counts beside words without a number") {
  Sample sample("Gunmen killed villagers, bringing the toll to 45.");
  sample.frame("ASSAULT", "firearms", "killed");
  sample.role(0, Role::kKilled, "num", "villagers");
  sample.role(0, Role::kKilled, "num", "45");
  sample.quantity("45", 45);
  sample.values.quantities[sample.span("45")].tally = Tally::kTotal;
  QuantityValue& bare = sample.values.quantities[sample.span("villagers")];
  bare.span = sample.span("villagers");
  bare.min = 2;
  bare.is_bare = true;
  REQUIRE(sample.event().killed);
  CHECK(sample.event().killed->min == 45);
  CHECK(sample.event().killed->max == 45);
}

}  // namespace
}  // namespace tocsin::code
