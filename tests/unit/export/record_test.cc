#include "tocsin/export/record.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "sample.h"
#include "tocsin/core/utf8.h"

namespace tocsin::exports {
namespace {

using Json = nlohmann::ordered_json;

Json record(Detail detail = Detail::kPlain) {
  return Json::parse(to_json(sample::report(), detail));
}

std::string cut(const std::string& text, const Json& span) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    points += point.value;
    at += point.bytes;
  }
  std::string result;
  for (std::size_t i = span.at("start"); i < span.at("end"); ++i) append_utf8(result, points[i]);
  return result;
}

TEST_CASE("offsets count code points, so that a client can cut the text with them") {
  const CodedReport coded = sample::report();
  const Json event = record().at("events").at(0);
  CHECK(cut(coded.report.text, event.at("trigger")) == "attacked");
  CHECK(cut(coded.report.text, event.at("actor").at(0)) == "gunmen of the Ridge Front");
  CHECK(cut(coded.report.text, event.at("killed")) == "two soldiers");
  CHECK(event.at("trigger").at("start").get<std::size_t>() + 1 == coded.events[0].trigger.begin);
}

TEST_CASE("the keys of a record stand in the order of the contract") {
  const Json json = record();
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"report_id", "published", "published_basis",
                                         "published_evidence", "language", "source", "title", "url",
                                         "sentences_read", "events", "mentions", "diagnostics"});
}

TEST_CASE("every field of the contract is there, and what is unknown is null") {
  const Json json = record();
  const Json event = json.at("events").at(1);
  for (const char* key :
       {"id",       "event",     "mode",      "score",      "quad_code", "cameo",
        "acled",    "reality",   "aspect",    "confidence", "trigger",   "sentence",
        "actor",    "recipient", "source",    "weapon",     "object",    "place",
        "location", "from",      "to",        "time",       "date",      "killed",
        "injured",  "detained",  "displaced", "count",      "links"}) {
    CAPTURE(key);
    CHECK(event.contains(key));
  }
  CHECK(event.at("location").is_null());
  CHECK(event.at("date").is_null());
  CHECK(event.at("killed").is_null());
  CHECK(event.at("acled").is_null());
  CHECK(event.at("actor").at(0).at("name").is_null());
  CHECK(json.at("url").is_null());
  CHECK(json.at("published") == "2024-03-14");
  CHECK(json.at("published_basis") == "given");
}

TEST_CASE("numbers are rounded, so that the same result has the same bytes") {
  const Json event = record().at("events").at(0);
  CHECK(event.at("confidence").dump() == "0.8765");
  CHECK(event.at("location").at("candidates").at(0).at("score").dump() == "0.9123");
  CHECK(event.at("location").at("lat").dump() == "32.84667");
  CHECK(to_json(sample::report(), Detail::kPlain) == to_json(sample::report(), Detail::kPlain));
}

TEST_CASE("a count keeps an end that the text leaves open as null") {
  const Json killed = record().at("events").at(0).at("killed");
  CHECK(killed.at("min") == 2);
  CHECK(killed.at("max").is_null());
  CHECK(killed.at("text") == "two soldiers");
}

TEST_CASE("a place that was not resolved keeps its candidates and names no coordinates") {
  CodedReport coded = sample::report();
  coded.events[0].location->place.reset();
  const Json place = Json::parse(to_json(coded, Detail::kPlain)).at("events").at(0).at("location");
  CHECK(place.at("lat").is_null());
  CHECK(place.at("precision") == "none");
  CHECK(place.at("candidates").size() == 2);
}

TEST_CASE("reasons are in the record only where they are asked for") {
  CHECK(!record().at("events").at(0).at("date").contains("reason"));
  const Json event = record(Detail::kExplained).at("events").at(0);
  CHECK(event.at("date").at("reason") == "the Tuesday before the report");
  CHECK(event.at("actor").at(0).at("reason") == "named in the actor table");
  CHECK(event.at("location").at("candidates").at(1).contains("reason"));
}

TEST_CASE("links and diagnostics carry what they point to") {
  const Json json = record();
  CHECK(json.at("events").at(1).at("links").at(0).at("link") == "cause");
  CHECK(json.at("events").at(1).at("links").at(0).at("event") == "izra/1");
  CHECK(cut(sample::report().report.text, json.at("diagnostics").at(0)) == "Tuesday");
}

TEST_CASE("a record is one line, whatever the text holds") {
  CodedReport coded = sample::report();
  coded.report.title = "two\nlines\r\"quoted\"";
  CHECK(to_json(coded, Detail::kPlain).find('\n') == std::string::npos);
  CHECK(Json::parse(to_json(coded, Detail::kPlain)).at("title") == coded.report.title);
}

}  // namespace
}  // namespace tocsin::exports
