#include "tocsin/resolve/place.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tocsin/resolve/event_place.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_candidate.h"
#include "tocsin/resolve/place_rules.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace {

using namespace tocsin;
using resolve::place_of_event;

const std::filesystem::path kRoot = TOCSIN_SOURCE_DIR;

/// A report with its mentions of places, each the next occurrence of its words.
struct Reading {
  Report report;
  Text text;
  Analysis analysis;
  Values values;

  Reading(const std::string& words, const std::vector<std::string>& places) {
    report.text = words;
    text = text::read(report, text::Languages::load(kRoot / "data"));
    std::size_t from = 0;
    for (const std::string& place : places) {
      const std::size_t at = words.find(place, from);
      REQUIRE_MESSAGE(at != std::string::npos, place);
      from = at + place.size();
      analysis.mentions.push_back(
          {.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(from)},
           .kind = "loc"});
    }
  }

  void resolve() {
    static const auto kRules = resolve::PlaceRules::load(kRoot / "data");
    static const auto kGazetteer =
        resolve::Gazetteer::open(kRoot / "tests/fixtures/gazetteer/sample.tgaz");
    values.places = resolve_places(report, text, analysis, kRules, kGazetteer);
  }

  const PlaceValue& value(std::size_t mention) {
    if (values.places.empty()) resolve();
    return values.places.at(analysis.mentions[mention].span);
  }

  std::string id(std::size_t mention) {
    const PlaceValue& found = value(mention);
    return found.place ? found.place->id : "-";
  }
};

/// A frame of one sentence with the given roles.
Frame frame_of(const Reading& reading, std::vector<std::pair<Role, std::size_t>> roles,
               std::uint32_t sentence = 0) {
  Frame frame{.sentence = sentence, .type = "ASSAULT"};
  for (const auto& [role, mention] : roles) {
    frame.roles.push_back({role, reading.analysis.mentions[mention]});
  }
  return frame;
}

TEST_CASE("type words tell a town from the area that bears its name") {
  Reading reading("Troops left the city of Daraa for the rest of Daraa province.",
                  {"city of Daraa", "Daraa province"});
  CHECK(reading.id(0) == "supplement:daraa");
  CHECK(reading.id(1) == "supplement:daraa-governorate");
  CHECK(reading.value(1).place->precision == PlacePrecision::kProvince);
}

TEST_CASE("a bare name means the town rather than the area called after it") {
  Reading reading("Shells fell on Daraa, Syria.", {"Daraa", "Syria"});
  CHECK(reading.id(0) == "supplement:daraa");
}

TEST_CASE("another spelling is taken where a neighbour speaks for it, and not alone") {
  Reading supported("A convoy from Daraa entered the city of Izraa.", {"Daraa", "city of Izraa"});
  CHECK(supported.id(1) == "supplement:izra");
  CHECK(supported.value(1).place->country == "SYR");
  CHECK(supported.value(1).place->admin1 == "Daraa");
  Reading alone("A convoy entered Izraa.", {"Izraa"});
  CHECK(alone.id(0) == "-");
  CHECK(alone.value(0).candidates.size() == 1);
}

TEST_CASE("what the text says a place is in decides between places of one name") {
  Reading stated("A fire broke out in Paris, Texas.", {"Paris", "Texas"});
  CHECK(stated.id(0) == "supplement:paris-texas");
  Reading plain("A fire broke out in Paris.", {"Paris"});
  CHECK(plain.id(0) == "supplement:paris");
}

TEST_CASE("small places of one name stay unresolved with their candidates") {
  Reading reading("A fire broke out in Oakvale.", {"Oakvale"});
  CHECK(reading.id(0) == "-");
  CHECK(reading.value(0).candidates.size() == 2);
  CHECK_FALSE(reading.value(0).reason.empty());
}

TEST_CASE("a people named in the text speaks for places of its country") {
  Reading reading("American firemen were sent to Oakvale.", {"Oakvale"});
  CHECK(reading.id(0) == "supplement:oakvale-north");
}

TEST_CASE("a distance and a direction move the point") {
  Reading reading("Mortars hit a farm 10 km north of Daraa in Syria.",
                  {"10 km north of Daraa", "Syria"});
  const PlaceValue& value = reading.value(0);
  REQUIRE(value.place);
  CHECK(value.place->precision == PlacePrecision::kWithin);
  CHECK(value.place->lat == doctest::Approx(32.61889 + 10 / 110.9).epsilon(0.0005));
  CHECK(value.place->lon == doctest::Approx(36.10213).epsilon(0.0005));
}

TEST_CASE("a village on no map lies where the text puts it, wherever it is named") {
  Reading reading(
      "Shells hit the village of Tal Zeitun. The village is some 10 km north of Daraa, in "
      "Syria. Tal Zeitun was empty.",
      {"village of Tal Zeitun", "Daraa", "Syria", "Tal Zeitun"});
  for (const std::size_t mention : {0, 3}) {
    const PlaceValue& value = reading.value(mention);
    REQUIRE(value.place);
    CHECK(value.place->id == "point:32.709,36.102");
    CHECK(value.place->precision == PlacePrecision::kWithin);
    CHECK(value.place->country == "SYR");
    CHECK(value.reason.find("where the text describes it") != std::string::npos);
  }
  CHECK(reading.id(1) == "point:32.709,36.102");  // what lies 10 km from Daraa is not Daraa
}

TEST_CASE("a place is described where no event is told, too") {
  Reading reading(
      "There is little at Tal Zeitun, 10 km north of Daraa. Izra‘ is far. They shelled "
      "Tal Zeitun from Syria.",
      {"Izra‘", "Tal Zeitun", "Syria"});
  CHECK(reading.id(1) == "point:32.709,36.102");
  Reading named("From Tal Zeitun, the crossing ten kilometres north of Daraa in Syria, they shot.",
                {"of Daraa", "Syria"});
  CHECK(named.value(0).place->name == "Tal Zeitun");
  CHECK(named.value(0).place->id == "point:32.709,36.102");
}

TEST_CASE("a description right behind a name is of that name alone") {
  Reading reading("They left Tal Zeitun, a hamlet 10 km north of Daraa in Syria, for Umm Ghazal.",
                  {"Tal Zeitun", "10 km north of Daraa", "Syria", "Umm Ghazal"});
  CHECK(reading.id(0) == "point:32.709,36.102");
  CHECK(reading.id(3) == "-");
}

TEST_CASE("a distance that is told of something else describes no village") {
  Reading reading("Tal Zeitun was shelled. The front is 10 km north of Daraa in Syria.",
                  {"Tal Zeitun", "Daraa", "Syria"});
  CHECK(reading.id(0) == "-");
}

TEST_CASE("an unknown part of a known town lies in that town") {
  Reading reading("Daraa was quiet, but roads to Daraa al-Mahatta were shut.",
                  {"Daraa", "Daraa al-Mahatta"});
  CHECK(reading.id(1) == "supplement:daraa");
  CHECK(reading.value(1).place->precision == PlacePrecision::kWithin);
}

TEST_CASE("an unknown quarter lies in the town that its sentence names, else nowhere") {
  Reading named("In Daraa a shop in Qandil neighbourhood burned.",
                {"Daraa", "Qandil neighbourhood"});
  CHECK(named.id(1) == "supplement:daraa");
  CHECK(named.value(1).place->precision == PlacePrecision::kWithin);
  CHECK(named.value(1).place->score < 0.5);
  Reading unnamed("A shop in Qandil neighbourhood burned.", {"Qandil neighbourhood"});
  CHECK(unnamed.id(0) == "-");
}

TEST_CASE("common nouns mean the place in focus, and nothing where there is none") {
  Reading focus("Forces besieged Daraa. They shut roads to the city center of the province.",
                {"Daraa", "city center", "province"});
  CHECK(focus.id(1) == "supplement:daraa");
  CHECK(focus.value(1).place->precision == PlacePrecision::kWithin);
  CHECK(focus.id(2) == "supplement:daraa-governorate");
  Reading none("They shut roads to the city center.", {"city center"});
  CHECK(none.id(0) == "-");
}

TEST_CASE("words in lower case are no name") {
  Reading reading("Men met under a paris near Daraa in Syria.", {"paris", "Daraa", "Syria"});
  CHECK(reading.id(0) == "-");
}

TEST_CASE("a mention with an antecedent means what the antecedent means") {
  Reading reading("Tafas in Syria was shelled; the town was empty.", {"Tafas", "Syria", "town"});
  reading.analysis.mentions[2].antecedent = reading.analysis.mentions[0].span;
  CHECK(reading.id(2) == "supplement:tafas");
  CHECK(reading.value(2).place->precision == PlacePrecision::kTown);
}

TEST_CASE("a thing in a town is not the town, and what is named later is not meant before") {
  Reading reading("The town was quiet. Tafas in Syria was shelled; the bridge was hit.",
                  {"town", "Tafas", "Syria", "bridge"});
  reading.analysis.mentions[0].antecedent = reading.analysis.mentions[1].span;
  reading.analysis.mentions[3].antecedent = reading.analysis.mentions[1].span;
  for (const std::size_t mention : {0, 3}) {
    CHECK(reading.value(mention).reason.find("stands for") == std::string::npos);
  }
}

TEST_CASE("Arabic names are read with prefixes, type words and directions") {
  Reading reading("قصف على بلدة طفس في ريف درعا الغربي وبدمشق.",
                  {"بلدة طفس", "ريف درعا الغربي", "بدمشق"});
  CHECK(reading.id(0) == "supplement:tafas");
  REQUIRE(reading.value(1).place);
  CHECK(reading.value(1).place->admin1 == "Daraa");
  CHECK(reading.id(2) == "supplement:damascus");
}

TEST_CASE("scores lie between 0 and 1 and every value has a reason") {
  Reading reading("Daraa, Izraa, Paris and Oakvale were named, and the Golan.",
                  {"Daraa", "Izraa", "Paris", "Oakvale", "Golan"});
  for (std::size_t i = 0; i < 5; ++i) {
    const PlaceValue& value = reading.value(i);
    CHECK_FALSE(value.reason.empty());
    for (const PlaceCandidate& candidate : value.candidates) {
      CHECK(candidate.score >= 0);
      CHECK(candidate.score <= 1);
      CHECK_FALSE(candidate.reason.empty());
    }
  }
}

TEST_CASE("the most exact place role places an event") {
  Reading reading("Shells hit Tafas, in Daraa province, Syria.",
                  {"Tafas", "Daraa province", "Syria"});
  reading.resolve();
  const Frame frame = frame_of(reading, {{Role::kPlace, 2}, {Role::kPlace, 1}, {Role::kPlace, 0}});
  const auto place = place_of_event(frame, reading.text, reading.analysis, reading.values);
  REQUIRE(place);
  CHECK(place->place->id == "supplement:tafas");
}

TEST_CASE("a movement is placed where it ends") {
  Reading reading("A convoy went from Daraa to Tafas in Syria.", {"Daraa", "Tafas", "Syria"});
  reading.resolve();
  const Frame frame = frame_of(reading, {{Role::kFrom, 0}, {Role::kTo, 1}});
  const auto place = place_of_event(frame, reading.text, reading.analysis, reading.values);
  REQUIRE(place);
  CHECK(place->place->id == "supplement:tafas");
}

TEST_CASE("an event takes the one place of its sentence, never that of another") {
  Reading reading("Shells hit Tafas in Syria. Two men were killed.", {"Tafas", "Syria"});
  reading.resolve();
  reading.analysis.frames.push_back(frame_of(reading, {}, 0));
  const auto placed = [&reading](std::uint32_t sentence) {
    return place_of_event(frame_of(reading, {}, sentence), reading.text, reading.analysis,
                          reading.values);
  };
  REQUIRE(placed(0));
  CHECK(placed(0)->place->id == "supplement:tafas");
  CHECK_FALSE(placed(1));
}

TEST_CASE("an event in a sentence with two towns is not placed in either") {
  Reading reading("Shells hit men of Tafas and Izra‘ in Syria.", {"Tafas", "Izra‘", "Syria"});
  reading.resolve();
  CHECK_FALSE(
      place_of_event(frame_of(reading, {}), reading.text, reading.analysis, reading.values));
}

TEST_CASE("an event without a place takes that at the head of its entry") {
  const auto placed = [](const std::string& words) {
    Reading reading(words, {"Tafas", "Syria"});
    reading.resolve();
    DateInterval day;
    day.start = day.end = parse_date("2021-06-13");
    if (words.starts_with("13 June")) reading.values.times[{0, 7}].interval = day;
    const auto last = static_cast<std::uint32_t>(reading.text.sentences.size()) - 1;
    const auto place =
        place_of_event(frame_of(reading, {}, last), reading.text, reading.analysis, reading.values);
    return place && place->place ? place->place->id : "-";
  };
  CHECK(placed("13 June, Tafas, Syria. A mill was burned.") == "supplement:tafas");
  CHECK(placed("13 June. Tafas, in Syria, by the river. A mill was burned.") == "supplement:tafas");
  CHECK(placed("2. Tafas, Syria. A mill was burned.") == "supplement:tafas");
  CHECK(placed("Tafas, Syria. A mill was burned.") == "supplement:tafas");
  CHECK(placed("13 June, Tafas, Syria.\n\nA mill was burned.") == "-");
  CHECK(placed("13 June. Men met in Tafas, Syria. A mill was burned.") == "-");
}

TEST_CASE("precision maps to the codes of ACLED and UCDP") {
  using resolve::precision_codes;
  CHECK_FALSE(precision_codes(PlacePrecision::kNone));
  CHECK(precision_codes(PlacePrecision::kTown) == resolve::PrecisionCodes{1, 1});
  CHECK(precision_codes(PlacePrecision::kWithin) == resolve::PrecisionCodes{2, 2});
  CHECK(precision_codes(PlacePrecision::kDistrict) == resolve::PrecisionCodes{2, 3});
  CHECK(precision_codes(PlacePrecision::kProvince) == resolve::PrecisionCodes{3, 4});
  CHECK(precision_codes(PlacePrecision::kCountry) == resolve::PrecisionCodes{3, 6});
}

}  // namespace
