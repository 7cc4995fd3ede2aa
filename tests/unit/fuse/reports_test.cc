#include <doctest/doctest.h>

#include "desk.h"
#include "tocsin/core/error.h"
#include "tocsin/fuse/copies.h"
#include "tocsin/fuse/credits.h"
#include "tocsin/fuse/fold.h"
#include "tocsin/fuse/parts.h"
#include "tocsin/fuse/story.h"

namespace tocsin::fuse {
namespace {

Report report(std::string id, std::string text, std::string_view published = "2024-08-11") {
  Report made;
  made.id = std::move(id);
  made.text = std::move(text);
  made.published = parse_date(published);
  return made;
}

const std::string kStory =
    "Gunmen stopped a minibus on the desert road south of Samarrah on Saturday and shot three "
    "passengers dead, the district council said. The driver escaped into a date grove and walked "
    "four hours to the next post.";

TEST_CASE("a shortened reprint is a copy, another text on the same event is none") {
  const CopyRules& rules = shipped_rules().copies;
  const auto whole = copy_signature(kStory + " The road stayed closed until noon.", rules);
  const auto shorter = copy_signature(kStory, rules);
  const auto other = copy_signature(
      "Three passengers of a minibus were murdered by armed men near Samarrah yesterday, a council "
      "member said, while the driver fled through the palm trees and reached a post on foot.",
      rules);
  CHECK(are_copies(whole, shorter, rules));
  CHECK_FALSE(are_copies(whole, other, rules));
  CHECK(resemblance(whole, whole) == 1);
  CHECK(copy_signature("Too short.", rules).empty());
}

TEST_CASE("words are compared without case, marks and width") {
  CHECK(fold("TIBÚ") == fold("tibu"));
  CHECK(fold("أحمد") == fold("احمد"));
  CHECK(fold("قَصْف") == fold("قصف"));
  CHECK(fold("ﬁre") == "fire");
}

TEST_CASE("an agency is credited in the dateline or at the end, not in the middle") {
  const Rules& rules = shipped_rules();
  CHECK(credits(report("a", "SAMARRAH (HPA) - Gunmen stopped a bus."), rules) ==
        std::vector<std::string>{"hpa"});
  CHECK(credits(report("b", "Gunmen stopped a bus. (With HPA)"), rules) ==
        std::vector<std::string>{"hpa"});
  CHECK(credits(report("c", "Gunmen stopped a bus. (Reuters)"), rules) ==
        std::vector<std::string>{"reuters"});
  CHECK(credits(report("d", "Members of the front (LPA) stopped a bus near the town."), rules)
            .empty());
}

TEST_CASE("an outlet is credited by its name or its initials") {
  CHECK(credit_names("Highland Press Agency") ==
        std::vector<std::string>{"highland press agency", "hpa"});
}

TEST_CASE("ages and weekdays are read from a report") {
  const Report made = report("a", "A 71-year-old man died on Friday, his 4 year old niece lived.");
  CHECK(ages_of(made, shipped_rules()) == std::vector<std::int32_t>{4, 71});
  CHECK(days_of(made, shipped_rules()) == std::vector<Date>{*parse_date("2024-08-09")});
  const Report arabic = report("b", "قتل رجل يبلغ 30 عاما يوم الجمعة");
  CHECK(ages_of(arabic, shipped_rules()) == std::vector<std::int32_t>{30});
  CHECK(days_of(arabic, shipped_rules()) == std::vector<Date>{*parse_date("2024-08-09")});
}

TEST_CASE("reports of one happening are likelier one story than reports of two") {
  const Rules& rules = shipped_rules();
  const Claim first = claim_of_report(report("a", kStory), rules);
  const Claim second = claim_of_report(
      report("b",
             "The minibus driver who escaped near Samarrah on Saturday told how gunmen shot "
             "his passengers beside the desert road."),
      rules);
  const Claim other = claim_of_report(
      report("c", "Fishermen blocked the harbour of Mariel on Saturday over the price of diesel."),
      rules);
  const double same = report_likeness(first, second, rules).probability;
  CHECK(same > report_likeness(first, other, rules).probability);
  CHECK(same == report_likeness(second, first, rules).probability);
  CHECK(same >= 0.3);
}

TEST_CASE("rules that are missing or wrong are named") {
  CHECK_THROWS_AS(load_rules("/nowhere"), Error);
}

}  // namespace
}  // namespace tocsin::fuse
