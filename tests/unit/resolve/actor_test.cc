#include "tocsin/resolve/actor.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tocsin/core/error.h"
#include "tocsin/resolve/actor_data.h"

namespace tocsin::resolve {
namespace {

const ActorTable& table() {
  static const ActorTable loaded = ActorTable::load(TOCSIN_SOURCE_DIR "/data");
  return loaded;
}

/// The first occurrence of `words` at or after `from`.
Span find(const std::string& text, const std::string& words, std::size_t from = 0) {
  const std::size_t at = text.find(words, from);
  REQUIRE(at != std::string::npos);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

/// One report, with its sentences cut at full stops.
struct Scene {
  Report report;
  Text text;
  Analysis analysis;
  DocumentDate date;
  std::map<Span, PlaceValue> places;

  explicit Scene(const std::string& words, const std::string& day = "") {
    report.text = words;
    text.language = "en";
    std::uint32_t begin = 0;
    for (std::uint32_t i = 0; i <= words.size(); ++i) {
      if (i < words.size() &&
          !(words[i] == '.' && (i + 1 == words.size() || words[i + 1] == ' '))) {
        continue;
      }
      if (i > begin) text.sentences.push_back({.span = {begin, i}});
      begin = i + 1;
    }
    date.date = parse_date(day);
  }

  Span add(const std::string& kind, const std::string& words, std::size_t from = 0) {
    const Span span = find(report.text, words, from);
    analysis.mentions.push_back({.span = span, .kind = kind});
    return span;
  }

  Span add_meaning(const std::string& kind, const std::string& words, const std::string& meant) {
    const Span span = add(kind, words);
    analysis.mentions.back().antecedent = find(report.text, meant);
    return span;
  }

  void add_place(const std::string& words, const std::string& country) {
    const Span span = find(report.text, words);
    places[span] = {.span = span, .place = PlaceCandidate{.country = country}};
  }

  std::map<Span, ActorValue> resolve() const {
    return resolve_actors({report, text, analysis, date, places}, table());
  }
};

TEST_CASE("every example in the actor files gives what it says") {
  std::size_t examples = 0;
  for (const auto& path : language_files(TOCSIN_SOURCE_DIR "/data", "actor.toml")) {
    const toml::table file = read_toml(path);
    for (const DataTable& example : DataTable{path, file}.tables("example")) {
      Scene scene(example.text("text"), example.text_or_empty("date"));
      for (const std::string& other : example.texts("others")) {
        scene.add(other.substr(0, other.find(':')), other.substr(other.find(':') + 1));
      }
      const std::size_t last = scene.report.text.rfind(example.text("mention"));
      const Span span = scene.add(example.text("kind"), example.text("mention"), last);
      const ActorValue value = scene.resolve().at(span);
      CAPTURE(data_error(path, example.table, "").what());
      CAPTURE(value.reason);
      CHECK(value.country == example.text("country"));
      CHECK(value.sector == example.text("sector"));
      if (example.table.contains("name")) CHECK(value.name == example.text("name"));
      if (!example.text("id").empty()) CHECK(value.id == example.text("id"));
      if (example.text("id").empty() && !example.table.contains("others")) CHECK(value.id.empty());
      ++examples;
    }
  }
  CHECK(examples > 20);
}

TEST_CASE("the reader's antecedent gives name and country, the mention's own words stay") {
  Scene scene("Russia closed the road. Later they reopened it.");
  const Span span = scene.add_meaning("g.GOV", "they", "Russia");
  const ActorValue value = scene.resolve().at(span);
  CHECK(value.id == "actors:rus-gov");
  CHECK(value.country == "RUS");
  CHECK(value.stands_for == find(scene.report.text, "Russia"));
}

TEST_CASE("antecedents that point at one another end") {
  Scene scene("They met them.");
  const Span they = scene.add_meaning("g.REB", "They", "them");
  const Span them = scene.add_meaning("g.REB", "them", "They");
  const auto values = scene.resolve();
  CHECK(values.at(they).id.empty());
  CHECK(values.at(them).id.empty());
}

TEST_CASE("a pronoun stands for the only fitting actor of its or the last sentence") {
  Scene scene("Hamas fighters met the police. They left the town.");
  scene.add("g.REB", "Hamas fighters");
  scene.add("g.COP", "police");
  const Span span = scene.add("g.REB", "They");
  const ActorValue value = scene.resolve().at(span);
  CHECK(value.id == "actors:pse-hamas");
  CHECK(value.stands_for.has_value());
}

TEST_CASE("a pronoun that may stand for two actors stays unresolved") {
  Scene scene("Hamas met Islamic Jihad. They left the town.");
  scene.add("g.REB", "Hamas");
  scene.add("g.REB", "Islamic Jihad");
  const Span span = scene.add("g.REB", "They");
  const ActorValue value = scene.resolve().at(span);
  CHECK(value.id.empty());
  CHECK_FALSE(value.stands_for.has_value());
  CHECK(value.reason.find("several") != std::string::npos);
}

TEST_CASE("an acronym that the text introduces means what it says there") {
  Scene scene("The Southern Action Force (SAF) held the hill. SAF fighters fired.");
  scene.add("g.REB", "Southern Action Force");
  const Span span = scene.add("g.REB", "SAF fighters");
  const ActorValue value = scene.resolve().at(span);
  CHECK(value.name == "Southern Action Force");
  CHECK(value.id.empty());
}

TEST_CASE("a surname takes the full name of the report, unless two have it") {
  Scene one("Lena Marwan spoke. Marwan left.");
  one.add("p.CVL", "Lena Marwan");
  const Span span = one.add("p.CVL", "Marwan", 15);
  CHECK(one.resolve().at(span).name == "Lena Marwan");
  Scene two("Lena Marwan met Omar Marwan. Marwan left.");
  two.add("p.CVL", "Lena Marwan");
  two.add("p.CVL", "Omar Marwan");
  const Span either = two.add("p.CVL", "Marwan", 28);
  CHECK(two.resolve().at(either).name == "Marwan");
}

TEST_CASE("the regime is that of which the report speaks") {
  Scene scene("The Syrian regime closed the road. Russia agreed. The regime wants more.");
  scene.add("g.GOV", "Syrian regime");
  scene.add("g.GOV", "Russia");
  const Span span = scene.add("g.GOV", "regime", 50);
  const ActorValue value = scene.resolve().at(span);
  CHECK(value.id == "actors:syr-gov");
  CHECK(value.reason.find("Syrian regime") != std::string::npos);
}

TEST_CASE("police without a country are of the country of most places, and the reason says so") {
  Scene scene("Police moved from Kano to Jos.");
  const Span span = scene.add("g.COP", "Police");
  CHECK(scene.resolve().at(span).country.empty());
  scene.add_place("Kano", "NGA");
  scene.add_place("Jos", "NGA");
  const ActorValue value = scene.resolve().at(span);
  CHECK(value.country == "NGA");
  CHECK(value.reason.find("inferred") != std::string::npos);
}

TEST_CASE("two countries in one mention give none") {
  Scene scene("The Iranian-Russian pact holds.");
  const Span span = scene.add("g.GOV", "Iranian-Russian");
  const ActorValue value = scene.resolve().at(span);
  CHECK(value.country.empty());
  CHECK(value.reason.find("IRN RUS") != std::string::npos);
}

TEST_CASE("an office without a document date has no holder") {
  Scene scene("The Turkish president spoke.");
  const Span span = scene.add("p.GOV", "Turkish president");
  const ActorValue value = scene.resolve().at(span);
  CHECK(value.id.empty());
  CHECK(value.country == "TUR");
}

TEST_CASE("an acronym is not the word in small letters") {
  Scene scene("It is a new war.");
  const Span span = scene.add("g.REB", "is");
  CHECK(scene.resolve().at(span).id.empty());
}

TEST_CASE("the class of an actor comes from its record, else from its sector") {
  const auto of = [&](const std::string& id, const std::string& sector) {
    return inter_class(ActorValue{.id = id, .sector = sector}, table());
  };
  CHECK(of("actors:nga-boko-haram", "REB") == "rebel_group");
  CHECK(of("actors:lbn-hezbollah", "REB") == "political_militia");
  CHECK(of("", "COP") == "state_forces");
  CHECK(of("", "CVL") == "civilians");
  CHECK(of("", "UNK").empty());
}

TEST_CASE("every country and sector in the tables is known") {
  CHECK(table().records().size() > 700);
  for (const ActorRecord& record : table().records()) {
    CAPTURE(record.id);
    if (!record.country.empty()) CHECK_FALSE(table().country_name(record.country).empty());
    for (const ActorTerm& term : record.offices) {
      CHECK_FALSE(table().office_sector(term.key).empty());
      if (term.from && term.to) CHECK(*term.from <= *term.to);
    }
  }
}

TEST_CASE("a wrong date in a table names its line") {
  const auto folder = std::filesystem::temp_directory_path() / "tocsin_actor_test";
  std::filesystem::create_directories(folder / "lang" / "xx");
  std::filesystem::create_directories(folder / "actors");
  std::ofstream(folder / "lang" / "xx" / "actor.toml") << "articles = []\n";
  std::ofstream(folder / "actors" / "a.toml")
      << "\n[[person]]\nid = \"x\"\nname = \"X\"\nsectors = [\"GOV\"]\n"
         "offices = [{title = \"king\", from = \"1.2.1999\"}]\n";
  try {
    ActorTable::load(folder);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataInvalid);
    CHECK(std::string(error.what()).find("a.toml:6") != std::string::npos);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace tocsin::resolve
