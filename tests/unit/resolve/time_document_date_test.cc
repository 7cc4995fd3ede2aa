#include <doctest/doctest.h>

#include <filesystem>

#include "tocsin/resolve/document_date.h"
#include "tocsin/text/read.h"

using namespace tocsin;
using namespace tocsin::resolve;

namespace {

const std::filesystem::path kData = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";

DocumentDate date_of(const std::string& words, const std::string& language = "en") {
  static const auto languages = text::Languages::load(kData);
  static const auto rules = TimeRules::load(kData);
  Report report;
  report.text = words;
  report.language = language;
  return find_document_date(report, text::read(report, languages), rules);
}

std::string day_of(const std::string& words, const std::string& language = "en") {
  const DocumentDate date = date_of(words, language);
  CHECK((date.basis == PublishedBasis::kText) == date.date.has_value());
  CHECK_FALSE(date.reason.empty());
  return date.date ? to_string(*date.date) : "none";
}

/// The day of a report that came with others of 6 to 17 September 2023.
DocumentDate date_beside(const std::string& words, const char* first = "2023-09-06",
                         const char* last = "2023-09-17") {
  static const auto languages = text::Languages::load(kData);
  static const auto rules = TimeRules::load(kData);
  Report report;
  report.text = words;
  report.language = "en";
  report.around = DateInterval{parse_date(first), parse_date(last), DatePrecision::kRange};
  return find_document_date(report, text::read(report, languages), rules);
}

const std::string kBody = "\n\nShells fell on the market on Tuesday and two traders were hurt.\n\n";

}  // namespace

TEST_CASE("the date that came with a report is taken before any in its text") {
  Report report;
  report.text = "9 May 2020" + kBody;
  report.published = parse_date("2021-06-28");
  report.published_basis = PublishedBasis::kPage;
  const auto rules = TimeRules::load(kData);
  const auto date =
      find_document_date(report, text::read(report, text::Languages::load(kData)), rules);
  CHECK(date.date == parse_date("2021-06-28"));
  CHECK(date.basis == PublishedBasis::kPage);
}

TEST_CASE("a date in the text says more than when its file was made") {
  Report report;
  report.text = "9 May 2020" + kBody;
  report.published = parse_date("2021-06-28");
  report.published_basis = PublishedBasis::kFile;
  const auto rules = TimeRules::load(kData);
  const auto languages = text::Languages::load(kData);
  CHECK(find_document_date(report, text::read(report, languages), rules).date ==
        parse_date("2020-05-09"));
  report.text = "Shells fell on the market.";
  const auto date = find_document_date(report, text::read(report, languages), rules);
  CHECK(date.date == parse_date("2021-06-28"));
  CHECK(date.basis == PublishedBasis::kFile);
}

TEST_CASE("a date line, a dateline and a heading give the date") {
  CHECK(day_of("9 May 2020" + kBody) == "2020-05-09");
  CHECK(day_of("PORT AMAL, May 9, 2020 - Shells fell on the market. Two were hurt.") ==
        "2020-05-09");
  CHECK(day_of("Port Amal, 9 May 2020 (Agency) – Shells fell on the market. Two were hurt.") ==
        "2020-05-09");
  CHECK(day_of("Port Monitor, 9 May 2020. Shells fell on the market on Tuesday.") == "2020-05-09");
  CHECK(day_of("Two died on 9 May 2020. Shells fell on the market again.") == "none");
  CHECK(day_of("Security note, Amal district, 9 May 2020" + kBody) == "2020-05-09");
  CHECK(day_of("Market shelled\nPublished: 9 May 2020 10:30" + kBody) == "2020-05-09");
}

TEST_CASE("of a reporting period the last day counts") {
  CHECK(day_of("Situation report\nReporting period 1–7 May 2020" + kBody) == "2020-05-07");
  CHECK(day_of("Situation report, 28 April - 3 May 2020" + kBody) == "2020-05-03");
}

TEST_CASE("a caption or signature at the end gives the date, and its words are the evidence") {
  const std::string words = "The market in ruins" + kBody +
                            "The picture shows the market after the shelling. – May 9, 2020\n";
  const DocumentDate date = date_of(words);
  CHECK(date.date == parse_date("2020-05-09"));
  CHECK(slice(words, date.evidence) == "May 9, 2020");
  CHECK(day_of("The market in ruins" + kBody + "Port Amal, 9 May 2020") == "2020-05-09");
}

TEST_CASE("a date in the running text is not the report's") {
  CHECK(day_of("The market was shelled on 9 May 2020 and two traders were hurt.") == "none");
  CHECK(day_of("Attack on 9 May 2020 kills two" + kBody) == "none");
  CHECK(day_of("A long story" + kBody + "The market had been shelled before, on 9 May 2020.") ==
        "none");
}

TEST_CASE("a date without a year is not the report's") {
  CHECK(day_of("PORT AMAL, May 9 - Shells fell on the market in 2019.") == "none");
}

TEST_CASE("an Arabic date line gives the date") {
  CHECK(day_of("عدن، 9 أيار 2020 - سقطت قذائف على السوق وأصيب تاجران.", "ar") == "2020-05-09");
  CHECK(day_of("قصف السوق\nالسبت ٩ مايو ٢٠٢٠\n\nسقطت قذائف على السوق وأصيب تاجران.", "ar") ==
        "2020-05-09");
}

TEST_CASE("a heading without a year has the year of the reports beside it") {
  const DocumentDate date = date_beside("From the ridge, September 15" + kBody);
  CHECK(date.date == parse_date("2023-09-15"));
  CHECK(date.basis == PublishedBasis::kContext);
  CHECK(date_beside("From the ridge, December 30" + kBody, "2023-01-02", "2023-01-09").date ==
        parse_date("2022-12-30"));
}

TEST_CASE("a day that the text names twice dates it, from the last date it gives") {
  const std::string words =
      "Statement\n\nThe attack of 9 September was theirs.\n\nYesterday, Monday, a line was cut.";
  const DocumentDate date = date_beside(words);
  CHECK(date.date == parse_date("2023-09-12"));
  CHECK(date.basis == PublishedBasis::kContext);
  CHECK_FALSE(date.reason.empty());
}

TEST_CASE("since a day named twice dates it too, and two days side by side do not hinder") {
  const std::string words =
      "Statement\n\nThe attack of 9 September was theirs. In the night of Sunday to Monday a mill "
      "burned.\n\nThe line has been cut since yesterday, Monday.";
  CHECK(date_beside(words).date == parse_date("2023-09-12"));
}

TEST_CASE("a day of an unnamed month, or one to come, is not the last date that it gives") {
  CHECK(date_beside("Notes\n\nOn 9 September a mill burned, on the 10th a line was cut.\n\nToday, "
                    "Tuesday, a man was shot. The vote will be held on 17 September.")
            .date == parse_date("2023-09-12"));
}

TEST_CASE("days that come round more than once are named, not chosen from") {
  const DocumentDate date =
      date_beside("Statement\n\nYesterday, Wednesday, a line was cut.", "2023-09-06", "2023-09-17");
  CHECK_FALSE(date.date);
  CHECK(date.basis == PublishedBasis::kNone);
  CHECK(date.candidates == std::vector<Date>{*parse_date("2023-09-07"), *parse_date("2023-09-14")});
}

TEST_CASE("without a day named twice, or with reports far apart, the day stays unknown") {
  CHECK_FALSE(date_beside("Statement\n\nOn Monday a line was cut.").date);
  CHECK_FALSE(date_beside("Yesterday, Monday, a line was cut.", "2021-09-06", "2023-09-17").date);
  CHECK_FALSE(date_of("Yesterday, Monday, a line was cut.").date);
}
