#include "tocsin/export/read_record.h"

#include <doctest/doctest.h>

#include <sstream>

#include "sample.h"
#include "tocsin/core/error.h"
#include "tocsin/export/record.h"
#include "tocsin/export/writer.h"

namespace tocsin::exports {
namespace {

TEST_CASE("a record that is read and written again is the same bytes") {
  for (const CodedReport& coded : {sample::report(), sample::arabic_report()}) {
    for (const Detail detail : {Detail::kPlain, Detail::kExplained}) {
      const std::string line = to_json(coded, detail);
      CHECK(to_json(read_coded_json(line), detail) == line);
    }
  }
}

TEST_CASE("spans of a record without its text hold their words") {
  const CodedReport coded = sample::report();
  const CodedReport read = read_coded_json(to_json(coded, Detail::kPlain));
  REQUIRE(read.events.size() == 2);
  CHECK(slice(read.report.text, read.events[0].trigger) == "attacked");
  CHECK(slice(read.report.text, read.events[0].sentence) ==
        slice(coded.report.text, coded.events[0].sentence));
  CHECK(read.events[0].actor[0].value.name == "Ridge Front");
  CHECK(read.events[0].location->place->lat == doctest::Approx(32.84667));
  CHECK(read.events[0].date->interval == coded.events[0].date->interval);
  CHECK(read.events[0].killed->min == 2);
  CHECK(!read.events[0].killed->max);
}

TEST_CASE("a record with its text gives the whole report back") {
  const CodedReport coded = sample::report();
  std::ostringstream out;
  const auto writer = make_writer("jsonl", out, {Detail::kPlain, {}, FullText::kIncluded});
  writer->begin();
  writer->report(coded);
  writer->report(sample::arabic_report());
  writer->end();
  std::istringstream in(out.str());
  std::vector<CodedReport> read;
  read_coded_jsonl(in, [&](CodedReport each) { read.push_back(std::move(each)); });
  REQUIRE(read.size() == 2);
  CHECK(read[0].report.text == coded.report.text);
  CHECK(read[0].events[0].trigger == coded.events[0].trigger);
}

TEST_CASE("what is no record is refused with its line") {
  for (const std::string line :
       {"{", "[]", "{}", R"({"report_id":"a","published_basis":"none"})",
        R"({"report_id":"a","published_basis":"odd","events":[]})",
        R"({"report_id":"a","published_basis":"none","published":"2021-99-99","events":[]})",
        R"({"report_id":"a","published_basis":"none","text":"b","events":[],)"
        R"("published_evidence":{"start":5,"end":9}})",
        R"({"report_id":"a","published_basis":"none","events":[],)"
        R"("published_evidence":{"text":"x","start":99999999999,"end":3}})"}) {
    CAPTURE(line);
    std::istringstream in("\n" + line + "\n");
    try {
      read_coded_jsonl(in, [](CodedReport) {});
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kBadRecord);
      CHECK(std::string(error.what()).starts_with("line 2: "));
    }
  }
}

}  // namespace
}  // namespace tocsin::exports
