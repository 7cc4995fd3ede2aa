#include "tocsin/serve/query.h"

#include <doctest/doctest.h>

#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

Filter filter(const std::string& query) {
  return filter_of(parse_target("/?" + query).query, Order::kNewest);
}

std::string field_of(const std::string& query) {
  try {
    filter(query);
    return "";
  } catch (const Problem& problem) {
    CHECK(problem.code() == "bad_value");
    return problem.field();
  }
}

}  // namespace

TEST_CASE("a filter is read as the command line's") {
  const Filter read = filter(
      "words=road+closed&from=2024-03-01&to=2024-03-31&date_kind=published&area=area:SYR/Daraa"
      "&bbox=35.5,32.2,37,33.4&near=32.8,36.2,10&type=COERCE:siege&type=ASSAULT&actor=police"
      "&reality=threatened&min_confidence=0.5&lang=ar&report=r1&source=Ridge+Monitor&review=open"
      "&review=rejected&order=least_sure&limit=20");
  CHECK(read.words == "road closed");
  CHECK(read.from == parse_date("2024-03-01"));
  CHECK(read.date_kind == DateKind::kPublished);
  CHECK(read.area == "Daraa");
  CHECK(read.box == Box{32.2, 35.5, 33.4, 37});
  CHECK(read.near == Circle{32.8, 36.2, 10});
  CHECK(read.types == std::vector<std::string>{"COERCE:siege", "ASSAULT"});
  CHECK(read.realities == std::vector<Reality>{Reality::kThreatened});
  CHECK(read.sources == std::vector<std::string>{"Ridge Monitor"});
  CHECK(read.reviews == std::vector<Review>{Review::kOpen, Review::kRejected});
  CHECK(read.order == Order::kLeastSure);
  CHECK(read.limit == 20);
}

TEST_CASE("without parameters the list's own order and 50 of its things are meant") {
  const Filter read = filter("");
  CHECK(read.order == Order::kNewest);
  CHECK(read.limit == 50);
}

TEST_CASE("a value that cannot be used is refused with the name of its parameter") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"from=2024-13-01", "from"},
      {"from=2024-02-30", "from"},
      {"from=2024-03-01T00:00", "from"},
      {"from=2024-03-02&to=2024-03-01", "from"},
      {"date_kind=later", "date_kind"},
      {"bbox=1,2,3", "bbox"},
      {"bbox=1,2,3,4,5", "bbox"},
      {"bbox=0,91,1,92", "bbox"},
      {"bbox=0,50,1,40", "bbox"},
      {"bbox=nan,0,1,1", "bbox"},
      {"near=1,2", "near"},
      {"near=1,2,0", "near"},
      {"near=1,2,inf", "near"},
      {"reality=maybe", "reality"},
      {"min_confidence=1.1", "min_confidence"},
      {"min_confidence=nan", "min_confidence"},
      {"review=perhaps", "review"},
      {"order=random", "order"},
      {"limit=0", "limit"},
      {"limit=1001", "limit"},
      {"limit=ten", "limit"},
      {"limit=10&limit=20", "limit"},
      {"colour=red", "colour"},
      {"words=" + std::string(3000, 'a'), "words"}};
  for (const auto& [query, field] : cases) {
    CAPTURE(query);
    CHECK(field_of(query) == field);
  }
}

}  // namespace tocsin::serve
