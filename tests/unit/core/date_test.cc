#include "tocsin/core/date.h"

#include <doctest/doctest.h>

using namespace tocsin;

TEST_CASE("a date is read and written alike") {
  CHECK(to_string(*parse_date("2021-06-28")) == "2021-06-28");
  CHECK(to_string(*parse_date("2024-02-29T10:00:00Z")) == "2024-02-29");
}

TEST_CASE("what is not a date gives nothing") {
  for (const char* words : {"", "2021", "2021-6-28", "2021-13-01", "2023-02-29", "28/06/2021",
                            "2021-06-281", "-021-06-28"}) {
    CHECK_FALSE(parse_date(words).has_value());
  }
}
