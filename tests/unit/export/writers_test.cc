#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "csv_rows.h"
#include "sample.h"
#include "tocsin/core/error.h"
#include "tocsin/export/csv.h"
#include "tocsin/export/writer.h"

namespace tocsin::exports {
namespace {

using Json = nlohmann::ordered_json;

std::string written(std::string_view format, const std::vector<CodedReport>& reports) {
  std::ostringstream out;
  const auto writer =
      make_writer(format, out, {Detail::kPlain, std::string(TOCSIN_SOURCE_DIR) + "/data"});
  writer->begin();
  for (const CodedReport& each : reports) writer->report(each);
  writer->end();
  return out.str();
}

using sample::parse_csv;

std::map<std::string, std::string> acled_row(const CodedReport& coded, std::size_t number = 1) {
  const auto rows = parse_csv(written("acled", {coded}));
  REQUIRE(rows.size() > number);
  return sample::named_row(rows, number);
}

TEST_CASE("an ACLED file has the 31 columns of the scheme in their order") {
  const auto rows = parse_csv(written("acled", {}));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].size() == 31);
  CHECK(rows[0].front() == "event_id_cnty");
  CHECK(rows[0][13] == "interaction");
  CHECK(rows[0].back() == "timestamp");
}

TEST_CASE("an event that happened becomes an ACLED row with its codes") {
  auto row = acled_row(sample::report());
  CHECK(row["event_id_cnty"] == "izra/1");
  CHECK(row["event_date"] == "2024-03-12");
  CHECK(row["year"] == "2024");
  CHECK(row["time_precision"] == "1");
  CHECK(row["disorder_type"] == "Political violence");
  CHECK(row["event_type"] == "Battles");
  CHECK(row["actor1"] == "Ridge Front");
  CHECK(row["inter1"] == "2");
  CHECK(row["inter2"] == "1");
  CHECK(row["interaction"] == "12");
  CHECK(row["iso"] == "760");
  CHECK(row["region"] == "Middle East");
  CHECK(row["country"] == "Syria");
  CHECK(row["location"] == "Izra");
  CHECK(row["latitude"] == "32.8467");
  CHECK(row["geo_precision"] == "1");
  CHECK(row["fatalities"] == "2");
  CHECK(row["notes"].starts_with("On Tuesday gunmen"));
  CHECK(row["source"] == "'=Ridge, Monitor");
}

TEST_CASE("what was only threatened, or is told twice, or has no ACLED code, is no ACLED row") {
  CodedReport coded = sample::report();
  CHECK(parse_csv(written("acled", {coded})).size() == 2);
  coded.events[0].reality = Reality::kThreatened;
  CHECK(parse_csv(written("acled", {coded})).size() == 1);
  coded.events[0].reality = Reality::kActual;
  coded.events[0].links = {{LinkKind::kSame, "izra/2"}};
  CHECK(parse_csv(written("acled", {coded})).size() == 1);
}

TEST_CASE("history is an ACLED row only where the text itself dates it") {
  CodedReport coded = sample::report();
  coded.events[0].aspect = Aspect::kBackground;
  CHECK(parse_csv(written("acled", {coded})).size() == 2);
  coded.events[0].date->basis = DateBasis::kDocument;
  CHECK(parse_csv(written("acled", {coded})).size() == 1);
}

TEST_CASE("both who fight as actors of one clash are its two sides") {
  CodedReport coded = sample::report();
  Event& event = coded.events[0];
  event.actor.push_back(event.recipient[0]);
  event.recipient.clear();
  auto row = acled_row(coded);
  CHECK(row["actor1"] == "Ridge Front");
  CHECK(row["actor2"] == "Syrian Army");
  CHECK(row["interaction"] == "12");
}

TEST_CASE("a state's forces in another country are external forces") {
  CodedReport coded = sample::report();
  coded.events[0].recipient[0].value.country = "RUS";
  CHECK(acled_row(coded)["inter2"] == "8");
}

TEST_CASE("civilians who act in a protest are protesters, those acted upon are civilians") {
  CodedReport coded = sample::report();
  Event& event = coded.events[0];
  event.acled = AcledCode{"Protests", "Peaceful protest"};
  event.actor[0].value.sector = "CVL";
  event.recipient[0].value.sector = "CVL";
  auto row = acled_row(coded);
  CHECK(row["inter1"] == "6");
  CHECK(row["inter2"] == "7");
  CHECK(row["disorder_type"] == "Demonstrations");
  CHECK(row["civilian_targeting"].empty());
}

TEST_CASE("deaths without a number leave the cell empty, no deaths are 0") {
  CodedReport coded = sample::report();
  coded.events[0].killed->min.reset();
  CHECK(acled_row(coded)["fatalities"].empty());
  coded.events[0].killed.reset();
  CHECK(acled_row(coded)["fatalities"] == "0");
}

TEST_CASE("a short range of days counts as a week, a long one as a month") {
  CodedReport coded = sample::report();
  DateInterval& interval = coded.events[0].date->interval;
  interval = {parse_date("2024-03-08"), parse_date("2024-03-12"), DatePrecision::kRange};
  CHECK(acled_row(coded)["time_precision"] == "2");
  interval.start = parse_date("2024-02-01");
  CHECK(acled_row(coded)["time_precision"] == "3");
}

TEST_CASE("no text cell can start a spreadsheet formula, and numbers stay numbers") {
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    CAPTURE(start);
    CHECK(guard_formula(start + "cmd|' /C calc'!A0").front() == '\'');
  }
  CHECK(guard_formula("plain") == "plain");
  CodedReport coded = sample::report();
  coded.events[0].location->place->lon = -13.2;
  coded.events[0].location->place->name = "@home";
  auto row = acled_row(coded);
  CHECK(row["longitude"] == "-13.2000");
  CHECK(row["location"] == "'@home");
}

TEST_CASE("a field with commas, quotes or line ends is quoted") {
  CHECK(csv_row({"a,b", "c\"d", "e\nf", "g"}) == "\"a,b\",\"c\"\"d\",\"e\nf\",g\r\n");
}

TEST_CASE("GeoJSON puts no event on the map whose place is not known") {
  const Json json = Json::parse(written("geojson", {sample::report(), sample::arabic_report()}));
  REQUIRE(json.at("features").size() == 3);
  const Json& first = json.at("features").at(0);
  CHECK(first.at("geometry").at("coordinates").dump() == "[36.24667,32.84667]");
  CHECK(first.at("properties").at("radius_km") == 3);
  CHECK(first.at("properties").at("precision") == "town");
  CHECK(json.at("features").at(1).at("geometry").is_null());
}

TEST_CASE("a GeoJSON file without events is still a feature collection") {
  CHECK(Json::parse(written("geojson", {})).at("features").empty());
}

TEST_CASE("a PLOVER record keeps actors and recipients as lists") {
  std::istringstream lines(written("plover", {sample::report()}));
  std::string line;
  REQUIRE(std::getline(lines, line));
  const Json json = Json::parse(line);
  CHECK(json.at("id") == "izra/1");
  CHECK(json.at("date") == "2024-03-12");
  CHECK(json.at("actor").at(0).at("code") == "SYRREB");
  CHECK(json.at("recipient").at(0).at("actorText") == "army");
  CHECK(json.at("eventText") == "attacked");
  CHECK(json.at("auxiliary").empty());
}

TEST_CASE("what did not happen is told by PLOVER's auxiliary modes") {
  CodedReport coded = sample::report();
  coded.events[0].reality = Reality::kDenied;
  coded.events[0].aspect = Aspect::kBackground;
  const std::string text = written("plover", {coded});
  CHECK(Json::parse(text.substr(0, text.find('\n'))).at("auxiliary").dump() ==
        "[\"historical\",\"negation\"]");
}

TEST_CASE("every format that is named can be made, and no other") {
  for (const std::string_view name : format_names()) {
    CAPTURE(name);
    CHECK(!written(name, {sample::report()}).empty());
  }
  CHECK_THROWS_AS(written("xls", {}), Error);
}

TEST_CASE("tables that are missing are named in the error") {
  std::ostringstream out;
  try {
    make_writer("acled", out, {Detail::kPlain, "/nowhere"});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataMissing);
    CHECK(std::string(error.what()).find("/nowhere/export/acled.toml") != std::string::npos);
  }
}

}  // namespace
}  // namespace tocsin::exports
