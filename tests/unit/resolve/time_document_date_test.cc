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
