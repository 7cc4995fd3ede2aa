#include "tocsin/ingest/dates.h"

#include <doctest/doctest.h>

#include <string>

using namespace tocsin;

namespace {

std::string read(std::string_view words) {
  const auto date = ingest::read_date(words);
  return date ? to_string(*date) : "none";
}

std::string in_name(std::string_view name) {
  const auto date = ingest::date_in_name(name);
  return date ? to_string(*date) : "none";
}

}  // namespace

TEST_CASE("the day is read in the forms that records and pages use") {
  for (const char* words :
       {"2021-06-28", "2021-06-28T23:59:00-07:00", " 2021-06-28 10:00", "2021/06/28", "2021.06.28",
        "20210628", "20210628T1000Z", "Mon, 28 Jun 2021 10:00:00 +0000", "28 Jun 2021",
        "June 28, 2021", "Monday, June 28, 2021 8:15 AM", "28 june 2021"}) {
    CAPTURE(words);
    CHECK(read(words) == "2021-06-28");
  }
}

TEST_CASE("words that are no day give none") {
  for (const char* words : {"", "soon", "2021", "2021-06", "2021-13-01", "2021-02-29", "20210631",
                            "1624838400", "31 Jun 2021", "Jun 2021", "28.06.21", "2021-06-281"}) {
    CAPTURE(words);
    CHECK(read(words) == "none");
  }
}

TEST_CASE("a file name holds a day when it holds exactly one") {
  CHECK(in_name("zubara-2021-06-28") == "2021-06-28");
  CHECK(in_name("20210628_zubara_v2") == "2021-06-28");
  CHECK(in_name("2021-06-28 and 2021-06-28 again") == "2021-06-28");
  CHECK(in_name("2021-06-28 to 2021-06-30") == "none");
  CHECK(in_name("zubara-120210628") == "none");
  CHECK(in_name("zubara") == "none");
}
