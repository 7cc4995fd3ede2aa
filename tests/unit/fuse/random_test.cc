#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "desk.h"
#include "story_file.h"
#include "tocsin/fuse/story.h"

namespace tocsin::fuse {
namespace {

/// Claims that are much alike: few towns, days and types, many without day or place.
std::vector<std::vector<Claim>> random_reports(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto pick = [&random](std::size_t below) { return random() % below; };
  const std::vector<std::string> modes = {"aerial", "explosives", "", "firearms"};
  const std::vector<std::string> words = {"granary", "culvert", "orchard", "viaduct",
                                          "kiln",    "sawmill", "cistern", "belfry"};
  std::vector<std::vector<Claim>> reports;
  for (std::size_t number = 0; number < count; ++number) {
    Report report;
    report.id = "r" + std::to_string(number);
    report.published = *parse_date("2024-01-01") + std::chrono::days(pick(20));
    std::vector<Claim> claims;
    for (std::size_t event = 0; event < 3; ++event) {
      Claim claim;
      claim.report = report.id;
      claim.event = report.id + "/" + std::to_string(event + 1);
      claim.type = "ASSAULT";
      claim.mode = modes[pick(modes.size())];
      claim.confidence = 0.5;
      claim.published = report.published;
      claim.sentence.begin = 1;
      if (pick(3) != 0) {
        const Date day = *report.published - std::chrono::days(pick(4));
        claim.date = DateInterval{day, day, DatePrecision::kDay};
        claim.date_basis = pick(3) == 0 ? DateBasis::kInferred : DateBasis::kRelative;
      }
      if (pick(3) != 0) {
        ClaimPlace place;
        place.name = place.id = "town" + std::to_string(pick(4));
        place.lat = 32 + 0.1 * static_cast<double>(place.id.back() - '0');
        place.lon = 36;
        place.radius_km = 3;
        place.precision = PlacePrecision::kTown;
        claim.place = place;
      } else if (pick(2) == 0) {  // a hamlet on no map, which few claims describe
        claim.places = {"hamlet" + std::to_string(pick(3))};
        if (pick(3) == 0) {
          ClaimPlace place;
          place.name = claim.places.front();
          place.lat = 32 + 0.1 * static_cast<double>(place.name.back() - '0');
          place.lon = pick(8) == 0 ? 37 : 36.05;
          place.id = "point:" + std::to_string(place.lat) + "," + std::to_string(place.lon);
          place.radius_km = 3;
          place.precision = PlacePrecision::kWithin;
          claim.place = place;
        }
      }
      if (pick(2) == 0) claim.killed = ClaimCount{pick(5) + 1, pick(5) + 6};
      claim.sentence_text = words[pick(words.size())] + " " + words[pick(words.size())];
      claim.words = words_of_sentence(claim.sentence_text, shipped_rules());
      report.text += claim.sentence_text + ". ";
      claims.push_back(std::move(claim));
    }
    Claim whole = claim_of_report(report, shipped_rules());
    for (Claim& claim : claims) claim.topics = whole.topics;
    claims.insert(claims.begin(), std::move(whole));
    reports.push_back(std::move(claims));
  }
  return reports;
}

std::string at_once(const std::vector<std::vector<Claim>>& reports, const Rules& rules) {
  std::vector<Claim> all;
  for (const auto& report : reports) all.insert(all.end(), report.begin(), report.end());
  return written(fuse_all(all, rules));
}

TEST_CASE("random claims fuse the same one by one, in any order, as at once") {
  Rules rules = shipped_rules();
  // Few holders make keys crowded, so that the crossing of that line is met again and again.
  for (const std::size_t crowded : {4, 12, 1000}) {
    rules.keys.crowded = crowded;
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
      CAPTURE(crowded);
      CAPTURE(seed);
      auto reports = random_reports(40, seed);
      const std::string expected = at_once(reports, rules);
      std::mt19937 random(seed);
      std::shuffle(reports.begin(), reports.end(), random);
      MemoryDesk desk(rules);
      for (const auto& report : reports) desk.add(report);
      CHECK(written(desk.incidents()) == expected);
      CHECK(expected.find("voices r") != std::string::npos);
    }
  }
}

TEST_CASE("reports that come and go leave what the others make") {
  Rules rules = shipped_rules();
  rules.keys.crowded = 8;
  auto reports = random_reports(30, 9);
  MemoryDesk desk(rules);
  for (const auto& report : reports) desk.add(report);
  std::mt19937 random(9);
  std::shuffle(reports.begin(), reports.end(), random);
  while (reports.size() > 20) {
    desk.remove(reports.back().front().report);
    reports.pop_back();
    CHECK(written(desk.incidents()) == at_once(reports, rules));
  }
}

}  // namespace
}  // namespace tocsin::fuse
