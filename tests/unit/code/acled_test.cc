#include "tocsin/code/acled.h"

#include <doctest/doctest.h>

#include "sample.h"

namespace tocsin::code {
namespace {

/// An event of `mode` by an actor of kind `actor` on those of kind `target` (empty: left unsaid).
std::string attack(std::string_view mode, std::string_view actor, std::string_view target) {
  Sample sample("Alpha struck Beta at noon.");
  sample.frame("ASSAULT", mode, "struck");
  if (!actor.empty()) sample.role(0, Role::kActor, actor, "Alpha");
  if (!target.empty()) sample.role(0, Role::kRecipient, target, "Beta");
  return sample.acled();
}

TEST_CASE("an armed group that attacks civilians is violence against civilians") {
  CHECK(attack("", "g.REB", "g.CVL") == "Violence against civilians/Attack");
  CHECK(attack("firearms", "g.MIL", "p.JRN") == "Violence against civilians/Attack");
  CHECK(attack("primitive", "g.UAF", "g.ETH") == "Violence against civilians/Attack");
}

TEST_CASE("an attack between two armed sides is an armed clash") {
  CHECK(attack("", "g.REB", "g.MIL") == "Battles/Armed clash");
  CHECK(attack("firearms", "g.COP", "g.CRM") == "Battles/Armed clash");
}

TEST_CASE("an unknown attacker is coded by whom he hits") {
  CHECK(attack("", "", "g.MIL") == "Battles/Armed clash");
  CHECK(attack("firearms", "g.UNK", "p.CVL") == "Violence against civilians/Attack");
}

TEST_CASE("an attack on nobody named has no ACLED code") {
  CHECK(attack("", "g.REB", "") == "-");
  CHECK(attack("firearms", "g.MIL", "") == "-");
  CHECK(attack("", "", "") == "-");
}

TEST_CASE("an unarmed crowd makes a riot, with firearms it does not") {
  CHECK(attack("primitive", "g.CVL", "g.CVL") == "Riots/Mob violence");
  CHECK(attack("", "g.CVL", "g.COP") == "Riots/Violent demonstration");
  CHECK(attack("firearms", "g.CVL", "g.CVL") == "Violence against civilians/Attack");
}

TEST_CASE("an unarmed official counts as a civilian, a government as a state") {
  CHECK(attack("firearms", "g.UAF", "p.GOV") == "Violence against civilians/Attack");
  CHECK(attack("firearms", "g.UAF", "g.GOV") == "Battles/Armed clash");
}

TEST_CASE("those killed class the target where no recipient does") {
  Sample sample("Gunmen shot two policemen and then three shepherds near Tul.");
  sample.frame("ASSAULT", "firearms", "shot");
  sample.role(0, Role::kActor, "g.UAF", "Gunmen");
  sample.role(0, Role::kKilled, "num", "three shepherds");
  CHECK(sample.acled() == "Violence against civilians/Attack");
  sample.role(0, Role::kInjured, "num", "two policemen");
  CHECK(sample.acled() == "Battles/Armed clash");
}

TEST_CASE("state forces that fire on protesters use excessive force") {
  Sample sample("Police shot at protesters in Tul.");
  sample.frame("ASSAULT", "firearms", "shot");
  sample.role(0, Role::kActor, "g.COP", "Police");
  sample.role(0, Role::kRecipient, "g.CVL", "protesters");
  CHECK(sample.acled() == "Protests/Excessive force against protesters");
}

TEST_CASE("the sector of the actor tables goes before that of the reader") {
  Sample sample("Alpha struck Beta at noon.");
  sample.frame("ASSAULT", "", "struck");
  sample.role(0, Role::kActor, "g.UNK", "Alpha");
  sample.role(0, Role::kRecipient, "g.UNK", "Beta");
  CHECK(sample.acled() == "-");
  sample.actor("Beta", "SYR", "MIL");
  CHECK(sample.acled() == "Battles/Armed clash");
}

TEST_CASE("a state regains ground at home; a rebel group or a foreign state overtakes it") {
  Sample sample("Alpha captured Ternin at noon.");
  sample.frame("COERCE", "capture", "captured");
  CHECK(sample.acled() == "-");
  sample.role(0, Role::kPlace, "loc", "Ternin");
  sample.role(0, Role::kActor, "g.MIL", "Alpha");
  sample.place("Ternin", "SYR");
  CHECK(sample.acled() == "Battles/Government regains territory");
  sample.actor("Alpha", "SYR", "MIL");
  CHECK(sample.acled() == "Battles/Government regains territory");
  sample.actor("Alpha", "TUR", "MIL");
  CHECK(sample.acled() == "Battles/Non-state actor overtakes territory");
  sample.actor("Alpha", "SYR", "REB");
  CHECK(sample.acled() == "Battles/Non-state actor overtakes territory");
}

TEST_CASE("a grenade has a sub-event of its own") {
  Sample bomb("A bomb went off.");
  bomb.frame("ASSAULT", "explosives", "bomb");
  CHECK(bomb.acled() == "Explosions/Remote violence/Remote explosive/landmine/IED");
  Sample grenade("A hand grenade went off.");
  grenade.frame("ASSAULT", "explosives", "went off");
  grenade.role(0, Role::kWeapon, "arm", "hand grenade");
  CHECK(grenade.acled() == "Explosions/Remote violence/Grenade");
}

TEST_CASE("what did not happen has no ACLED code, whatever its aspect") {
  Sample sample("Jets hit the market.");
  sample.frame("ASSAULT", "aerial", "hit");
  sample.analysis.frames[0].aspect = Aspect::kOngoing;
  CHECK(sample.acled() == "Explosions/Remote violence/Air/drone strike");
  for (const Reality reality : {Reality::kPossible, Reality::kPlanned, Reality::kDemanded,
                                Reality::kThreatened, Reality::kConditional, Reality::kDenied}) {
    sample.analysis.frames[0].reality = reality;
    CHECK(sample.acled() == "-");
  }
}

TEST_CASE("words alone carry no ACLED code") {
  Sample sample("The mayor condemned the attack.");
  sample.frame("ACCUSE", "disapprove", "condemned");
  CHECK(sample.acled() == "-");
}

}  // namespace
}  // namespace tocsin::code
