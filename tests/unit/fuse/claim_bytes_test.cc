#include "tocsin/fuse/claim_bytes.h"

#include <doctest/doctest.h>

#include <string>

#include "desk.h"
#include "tocsin/core/error.h"
#include "tocsin/fuse/story.h"

namespace tocsin::fuse {
namespace {

Claim full_claim() {
  Claim claim;
  claim.event = "ridge/2";
  claim.report = "ridge";
  claim.type = "ASSAULT";
  claim.mode = "aerial";
  claim.reality = Reality::kDenied;
  claim.aspect = Aspect::kHabitual;
  claim.confidence = 0.87;
  claim.score = -9.5;
  claim.language = "ar";
  claim.published = parse_date("2024-03-12");
  claim.outlet = "مرصد";
  claim.sources = {"nour haddad"};
  claim.copy_group = "ridge";
  claim.date = DateInterval{parse_date("1969-12-30"), std::nullopt, DatePrecision::kMonth};
  claim.date_basis = DateBasis::kInferred;
  ClaimPlace place;
  place.name = "Izra";
  place.lat = -32.5;
  place.lon = 36.25;
  place.radius_km = 3;
  place.precision = PlacePrecision::kWithin;
  claim.place = place;
  place.name = "Ridge";
  claim.context = place;
  claim.places = {"fadamari", "tsoro"};
  claim.actors = {{"Ridge Front", "x:1", "SYR", "REB", Side::kRecipient}};
  claim.killed = ClaimCount{2, std::nullopt};
  claim.displaced = ClaimCount{-1, 1'000'000'000'000};
  claim.weapons = {"mortar"};
  claim.targets = {"market", "school"};
  claim.minute = 75;
  claim.trigger = {10, 20};
  claim.sentence = {0, 300'000};
  claim.sentence_text = "Shells fell on Izra market.";
  claim.words = words_of_sentence(claim.sentence_text, shipped_rules());
  claim.ages = {4, 71};
  claim.days = {*parse_date("2024-03-11")};
  claim.topics = {7, 4'000'000'000};
  claim.copies = {1, 0xFFFFFFFF};
  return claim;
}

TEST_CASE("a claim comes back from its bytes as it was") {
  const Claim claim = full_claim();
  CHECK(from_bytes(to_bytes(claim)) == claim);
  CHECK(from_bytes(to_bytes(Claim())) == Claim());
}

/// Where the list of unknown places stands in the bytes of `claim`, which has none.
std::size_t at_places(Claim claim) {
  const std::string without = to_bytes(claim);
  claim.places = {"tsoro"};
  const std::string with = to_bytes(claim);
  std::size_t at = 0;
  while (without[at] == with[at]) ++at;
  return at;
}

TEST_CASE("bytes of the versions before unknown places and before contexts are still read") {
  Claim claim = full_claim();
  claim.places.clear();
  std::string second = to_bytes(claim);
  second.erase(at_places(claim), 1);
  second[0] = 2;
  CHECK(from_bytes(second) == claim);

  claim.context.reset();
  std::string first = to_bytes(claim);
  first.erase(at_places(claim) - 1, 2);  // with the flag of the context before it
  first[0] = 1;
  CHECK(from_bytes(first) == claim);
}

TEST_CASE("bytes of a version that is not known are refused") {
  std::string bytes = to_bytes(full_claim());
  for (const char version : {'\0', '\4'}) {
    bytes[0] = version;
    CHECK_THROWS_AS(from_bytes(bytes), Error);
  }
}

TEST_CASE("bytes that are cut short or changed are refused or give another claim, never a crash") {
  const std::string bytes = to_bytes(full_claim());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_THROWS_AS(from_bytes(std::string_view(bytes).substr(0, size)), Error);
  }
  CHECK_THROWS_AS(from_bytes(bytes + "x"), Error);
  int refused = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0xFF);
    bool same = false;
    try {
      same = from_bytes(changed) == full_claim();
    } catch (const Error&) {
      ++refused;
    }
    CHECK_FALSE(same);
  }
  CHECK(refused > 0);
}

}  // namespace
}  // namespace tocsin::fuse
