#include "tocsin/ingest/fields.h"

#include <doctest/doctest.h>

#include "tocsin/ingest/dates.h"
#include "tocsin/ingest/title.h"

using namespace tocsin;
using namespace tocsin::ingest;

namespace {

std::string day(const char* words, DateOrder order = DateOrder::kUnknown) {
  const auto date = read_date(words, order);
  return date ? to_string(*date) : "none";
}

}  // namespace

TEST_CASE("a language is known by its tag, its code of three letters and its English name") {
  CHECK(language_tag("en") == "en");
  CHECK(language_tag("ar-SY") == "ar-SY");
  CHECK(language_tag("pt_BR") == "pt-BR");
  CHECK(language_tag("ara") == "ar");
  CHECK(language_tag("Arabic") == "ar");
  CHECK_FALSE(language_tag("the language").has_value());
}

TEST_CASE("a date of three numbers is read where only one order makes it a day") {
  CHECK(day("13/02/2024") == "2024-02-13");
  CHECK(day("2/13/2024 8:15") == "2024-02-13");
  CHECK(day("02.02.2024") == "2024-02-02");
  CHECK(day("03/04/2024") == "none");
  CHECK(day("03/04/2024", DateOrder::kDayFirst) == "2024-04-03");
  CHECK(day("03/04/2024", DateOrder::kMonthFirst) == "2024-03-04");
  CHECK(is_date_of_unknown_order("03/04/2024"));
  CHECK_FALSE(is_date_of_unknown_order("13/04/2024"));
}

TEST_CASE("days that no publisher means are none") {
  CHECK(day("0000-00-00") == "none");
  CHECK(day("9999-12-31") == "none");
  CHECK(day("2024-02-30") == "none");
  CHECK(day("20240213081500") == "2024-02-13");
}

TEST_CASE("a first line alone is a title, a sentence is none") {
  CHECK(title_of("# Road closed\n\nThe army closed it.") == "Road closed");
  CHECK(title_of("The army closed it.\nIt did.").empty());
  CHECK(trim(" \t a b \n") == "a b");
}
