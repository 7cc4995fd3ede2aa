#include "tocsin/resolve/time.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tocsin/text/read.h"

using namespace tocsin;
using namespace tocsin::resolve;

namespace {

const std::filesystem::path kData = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";

const text::Languages& languages() {
  static const auto loaded = text::Languages::load(kData);
  return loaded;
}

const TimeRules& rules() {
  static const auto loaded = TimeRules::load(kData);
  return loaded;
}

struct Told {
  Report report;
  Text text;
  DocumentDate document;
};

Told told(const std::string& words, const std::string& date, const std::string& language = "en") {
  Told result;
  result.report.text = words;
  result.report.language = language;
  result.text = text::read(result.report, languages());
  result.document.date = parse_date(date);
  return result;
}

std::vector<TimeValue> found(const Told& told) {
  return find_times(told.report, told.text, told.document, rules());
}

/// The value of the first expression that covers exactly `words`.
TimeValue value_of(const Told& told, const std::string& words) {
  for (const TimeValue& value : found(told)) {
    if (slice(told.report.text, value.span) == words) return value;
  }
  FAIL("no expression \"", words, "\"");
  return {};
}

std::string days(const TimeValue& value) {
  if (!value.interval) return "none";
  const auto show = [](const auto& day) { return day ? to_string(*day) : std::string("…"); };
  return show(value.interval->start) + " " + show(value.interval->end);
}

Span span_of(const Told& told, const std::string& words) {
  const auto at = static_cast<std::uint32_t>(told.report.text.find(words));
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

/// What resolve_times makes of one mention.
TimeValue resolved(const Told& told, const std::string& mention) {
  Analysis analysis;
  analysis.mentions.push_back({span_of(told, mention), "time", 1, {}});
  return resolve_times(told.report, told.text, analysis, told.document, rules())
      .at(span_of(told, mention));
}

}  // namespace

TEST_CASE("a date without a year is the nearest on or before the document's date") {
  CHECK(days(value_of(told("They left on 28 June.", "2021-06-28"), "28 June")) ==
        "2021-06-28 2021-06-28");
  CHECK(days(value_of(told("They left on 29 June.", "2021-06-28"), "29 June")) ==
        "2020-06-29 2020-06-29");
}

TEST_CASE("a date without a year lies ahead where the sentence speaks of the future") {
  CHECK(value_of(told("The talks will be held on 3 July.", "2021-06-28"), "3 July").timex ==
        "2021-07-03");
}

TEST_CASE("a day that does not exist has no interval") {
  CHECK_FALSE(value_of(told("They met on 31 June 2021.", ""), "31 June 2021").interval);
}

TEST_CASE("29 February without a year falls in a leap year") {
  CHECK(value_of(told("It began on 29 February.", "2021-06-28"), "29 February").timex ==
        "2020-02-29");
}

TEST_CASE("without any date to count from there is no interval") {
  CHECK_FALSE(value_of(told("They left on Tuesday.", ""), "Tuesday").interval);
  CHECK_FALSE(value_of(told("They left two weeks ago.", ""), "two weeks ago").interval);
  CHECK_FALSE(value_of(told("They left on 28 June.", ""), "28 June").interval);
}

TEST_CASE("in a history a date without a year takes the year in force") {
  const Told history = told(
      "The uprising began in March 1936. In April the garrison fell. On 9 May the truce was "
      "signed.",
      "2021-06-28");
  CHECK(value_of(history, "April").timex == "1936-04");
  CHECK(value_of(history, "9 May").timex == "1936-05-09");
}

TEST_CASE("in news a year of the background does not carry over to a date without one") {
  const Told news = told(
      "Gunmen attacked a convoy on Tuesday. The group was founded in March 2003. "
      "On 9 May it shelled the port.",
      "2021-06-28");
  CHECK(value_of(news, "9 May").timex == "2021-05-09");
}

TEST_CASE("words before an expression leave one end open") {
  CHECK(days(value_of(told("Closed since early March.", "2021-06-28"), "early March")) ==
        "2021-03-01 …");
  CHECK(days(value_of(told("It held until 9 May.", "2021-06-28"), "9 May")) == "… 2021-05-09");
  CHECK(days(value_of(told("He fled before May 2020.", "2021-06-28"), "May 2020")) ==
        "… 2020-05-01");
}

TEST_CASE("a range is found whole and with both its ends") {
  const auto values = found(told("It lasted from 28 April to 3 May 2020.", "2021-06-28"));
  REQUIRE(values.size() == 3);
  CHECK(values[0].timex == "2020-04-28/2020-05-03");
  CHECK(days(values[0]) == "2020-04-28 2020-05-03");
  CHECK(values[0].interval->precision == DatePrecision::kRange);
  CHECK(values[1].timex == "2020-04-28");
  CHECK(values[2].timex == "2020-05-03");
}

TEST_CASE("a range over the turn of the year begins in the year before") {
  CHECK(found(told("from November to February 2020", "2021-06-28")).front().timex ==
        "2019-11/2020-02");
}

TEST_CASE("the date in parentheses dates the words before it") {
  const Told next =
      told("Roads were cut on June 20th. The next morning (June 22), jets flew.", "2021-06-28");
  CHECK(days(resolved(next, "next morning (June 22)")) == "2021-06-22 2021-06-22");
  CHECK(days(resolved(next, "next morning")) == "2021-06-22 2021-06-22");
}

TEST_CASE("a mention without any expression has a value with a reason and no interval") {
  const TimeValue value =
      resolved(told("They came at the hour of the wolf.", "2021-06-28"), "the hour of the wolf");
  CHECK_FALSE(value.interval);
  CHECK(value.reason.find("no rule") != std::string::npos);
}

TEST_CASE("dated expressions that no mention touches are resolved as well") {
  const Told news = told("Shells fell on Monday and again on Friday.", "2021-06-28");
  Analysis analysis;
  analysis.mentions.push_back({span_of(news, "Monday"), "time", 1, {}});
  const auto values = resolve_times(news.report, news.text, analysis, news.document, rules());
  CHECK(values.size() == 2);
  CHECK(values.at(span_of(news, "Friday")).timex == "2021-06-25");
}

TEST_CASE("a mention of two dates that agree is as narrow as the narrower") {
  CHECK(days(resolved(told("They met last month, on 9 May.", "2021-06-28"),
                      "last month, on 9 May")) == "2021-05-09 2021-05-09");
}

TEST_CASE("a mention over two lines has the date of the last one, and the span of both") {
  const Told log = told("Week of 7 June 2021\n12 June\nA mill was burned.", "2021-06-28");
  const std::string mention = "7 June 2021\n12 June";
  const TimeValue value = resolved(log, mention);
  CHECK(days(value) == "2021-06-12 2021-06-12");
  CHECK(value.span == span_of(log, mention));
}

TEST_CASE("every span lies on the words of the report") {
  const Told news = told(
      "\xE2\x80\x8EOn\xC2\xA0"
      "June\xC2\xA0"
      "24, and – 9 May – too.",
      "2021-06-28");
  CHECK(value_of(news,
                 "June\xC2\xA0"
                 "24")
            .timex == "2021-06-24");
  CHECK(value_of(news, "9 May").timex == "2021-05-09");
}

TEST_CASE("Arabic dates are read with vowel signs, Eastern digits and clitics") {
  const std::string words = "وقعت اشتباكات في ٢٤ حَزيران. وصباح اليوم التالي حلقت الطائرات.";
  const Told news = told(words, "2021-06-28", "ar");
  CHECK(value_of(news, "٢٤ حَزيران").timex == "2021-06-24");
  CHECK(value_of(news, "صباح اليوم التالي").timex == "2021-06-25TMO");
}

TEST_CASE("huge numbers are no reason to fail") {
  for (const char* words :
       {"9999 centuries ago", "9999 years later", "999999999999999999 days ago", "on 99/99/2021",
        "in 9999 BC", "25:99", "9999 weeks ago", "since 0000-00-00", "9999 decades earlier"}) {
    CHECK_NOTHROW(found(told(words, "2021-06-28")));
    CHECK_NOTHROW(found(told("On 5 May 1200 it fell. " + std::string(words), "2021-06-28")));
  }
}

TEST_CASE("the same text gives the same values") {
  const Told news = told("On Tuesday and from 3 to 5 May, daily, two weeks ago.", "2021-06-28");
  const auto once = found(news);
  const auto again = found(news);
  REQUIRE(once.size() == again.size());
  for (std::size_t i = 0; i < once.size(); ++i) CHECK(once[i].reason == again[i].reason);
}
