#include "tocsin/report/sitrep.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sample.h"
#include "tocsin/core/error.h"

namespace tocsin::report {
namespace {

const std::string kData = std::string(TOCSIN_SOURCE_DIR) + "/data";

Document made(const SitrepInput& input, std::string_view language = "en") {
  return sitrep(input, Phrases::load(kData, language));
}

// Every sentence of a document, wherever it stands.
struct Sentences {
  std::vector<Sentence>& all;
  void operator()(const Paragraph& block) const { add(block.sentences); }
  void operator()(const List& block) const { add(block.items); }
  void operator()(const Table& block) const {
    for (const auto& row : block.rows) {
      Sentence whole;
      for (const Sentence& cell : row) whole.insert(whole.end(), cell.begin(), cell.end());
      all.push_back(whole);
    }
  }
  void operator()(const Note&) const {}
  void operator()(const Subheading&) const {}
  void operator()(const Drawing&) const {}
  void add(const std::vector<Sentence>& more) const {
    all.insert(all.end(), more.begin(), more.end());
  }
};

std::vector<Sentence> sentences_of(const Document& document) {
  std::vector<Sentence> all;
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) std::visit(Sentences{all}, block);
  }
  return all;
}

const Section* section(const Document& document, std::string_view heading) {
  for (const Section& each : document.sections) {
    if (each.heading == heading) return &each;
  }
  return nullptr;
}

std::vector<std::string> items(const Document& document, std::string_view heading) {
  std::vector<std::string> words;
  const Section* found = section(document, heading);
  REQUIRE(found);
  std::vector<Sentence> all;
  for (const Block& block : found->blocks) std::visit(Sentences{all}, block);
  for (const Sentence& each : all) words.push_back(words_of(each));
  return words;
}

// The report a number stands for.
std::vector<std::string> reports_of(const Document& document, const Sentence& sentence) {
  std::vector<std::string> reports;
  for (const int number : citations_of(sentence)) {
    reports.push_back(document.sources.at(static_cast<std::size_t>(number) - 1).citation.report);
  }
  return reports;
}

TEST_CASE("every sentence and every row has a citation, and every number its source") {
  for (const std::string_view language : {"en", "ar"}) {
    const Document document = made(sample::input(), language);
    const std::vector<Sentence> sentences = sentences_of(document);
    CHECK(sentences.size() > 15);
    std::vector<bool> is_used(document.sources.size());
    for (const Sentence& each : sentences) {
      CAPTURE(words_of(each));
      CHECK(!citations_of(each).empty());
      for (const int number : citations_of(each)) {
        REQUIRE(number >= 1);
        REQUIRE(number <= static_cast<int>(document.sources.size()));
        is_used[static_cast<std::size_t>(number) - 1] = true;
      }
    }
    CHECK(std::count(is_used.begin(), is_used.end(), false) == 0);
    for (std::size_t i = 0; i < document.sources.size(); ++i) {
      CHECK(document.sources[i].number == static_cast<int>(i) + 1);
      CHECK(!document.sources[i].citation.sentence.empty());
    }
  }
}

TEST_CASE("the situation is told in three sentences made from the incidents") {
  const Document document = made(sample::input());
  const auto words = items(document, "Situation");
  REQUIRE(words.size() == 3);
  CHECK(words[0] ==
        "2 incidents are reported to have happened in Marwan between 4 March 2024 and 10 March "
        "2024: air strike (1) and clash (1).");
  CHECK(words[1] ==
        "Reported killed in 2 incidents: 10 by the lowest and 13 by the highest of the figures "
        "given; most in one of them: 12 (air strike, Tal Marwan, 5 March 2024).");
  CHECK(words[2] ==
        "One act is threatened, demanded or planned and not reported done: threatened: shelling or "
        "rocket fire, Izrin, date not known.");
}

TEST_CASE("a sentence cites the reports that tell of its incidents and no others") {
  const Document document = made(sample::input());
  const Section* situation = section(document, "Situation");
  const auto& sentences = std::get<Paragraph>(situation->blocks.front()).sentences;
  CHECK(reports_of(document, sentences[0]) == std::vector<std::string>{"c", "a"});
  CHECK(reports_of(document, sentences[1]) == std::vector<std::string>{"c", "a", "b"});
  CHECK(reports_of(document, sentences[2]) == std::vector<std::string>{"c"});
  CHECK(citations_of(sentences[0]) != citations_of(sentences[2]));
}

TEST_CASE("what changed is set against the period before") {
  const auto words = items(made(sample::input()), "Changes since the period before");
  CHECK(words[0] == "Incidents reported to have happened: 2, after 1 in the period before.");
  CHECK(words[1] == "Reported killed, by the figures held best: 13, after 0 in the period before.");
  CHECK(words[2] == "Named in this period and not in the one before: Izrin.");
  CHECK(std::find(words.begin(), words.end(), "air strike: 1, after 0.") != words.end());
  CHECK(std::find(words.begin(), words.end(),
                  "demonstration: none in the reports at hand, after 1.") != words.end());
}

TEST_CASE("a sum of figures cites every report that gives one of them") {
  const Document document = made(sample::input());
  const auto& changes = section(document, "Changes since the period before")->blocks;
  const Sentence& toll = std::get<Paragraph>(changes.at(0)).sentences.at(1);
  CHECK(reports_of(document, toll) == std::vector<std::string>{"c", "a", "b"});
  const Section* types = section(document, "Incidents by type");
  const auto& row = std::get<Table>(types->blocks.at(0)).rows.at(0);
  CHECK(words_of(row.at(0)) == "air strike");
  CHECK(reports_of(document, row.at(2)) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("dates on which reports disagree are written out") {
  SitrepInput input = sample::input();
  for (Incident& each : input.incidents) {
    if (each.id != "strike") continue;
    each.disagreements = {
        {"date", {{"2024-03-05", {"a/strike"}}, {"2024-03-04/..", {"b/strike"}}}}};
  }
  CHECK(items(made(input), "Where reports disagree")
            .at(0)
            .ends_with("date: 5 March 2024, since 4 March 2024."));
}

TEST_CASE("without a period before nothing is compared") {
  SitrepInput input = sample::input();
  input.earlier.clear();
  const Document document = made(input);
  const Section* found = section(document, "Changes since the period before");
  REQUIRE(found);
  CHECK(std::holds_alternative<Note>(found->blocks.at(0)));
}

TEST_CASE("versions on which reports disagree stand with who says so") {
  const Document document = made(sample::input());
  const auto words = items(document, "Where reports disagree");
  REQUIRE(words.size() == 1);
  CHECK(words[0].ends_with("killed: 9, 12."));
  const Section* found = section(document, "Where reports disagree");
  const Sentence& sentence = std::get<List>(found->blocks[0]).items[0];
  std::vector<std::string> cited_reports;
  for (const Run& run : sentence) {
    for (const int number : run.citations) {
      cited_reports.push_back(
          document.sources.at(static_cast<std::size_t>(number) - 1).citation.report);
    }
  }
  CHECK(cited_reports == std::vector<std::string>{"a", "b"});
}

TEST_CASE("what one source alone tells, what is open and what is denied stand apart") {
  const Document document = made(sample::input());
  CHECK(items(document, "Told by one source only") ==
        std::vector<std::string>{"4 March 2024, Izrin: clash; killed: 1; source: Valley Post."});
  CHECK(items(document, "Threatened, demanded or planned, and not reported done").size() == 1);
  CHECK(items(document, "Denied").size() == 1);
  CHECK(items(document, "How stories went on") ==
        std::vector<std::string>{"siege, place not known, 6 March 2024: done (5 March 2024) "
                                 "→ denied (7 March 2024)."});
}

TEST_CASE("figures are shown with their lowest and highest") {
  const auto words = items(made(sample::input()), "Figures");
  REQUIRE(words.size() == 2);
  CHECK(words[1].find("12 (9 to 12)") != std::string::npos);
}

TEST_CASE("incidents are listed by place, those without a place last") {
  const Document document = made(sample::input());
  const auto words = items(document, "Incidents by place");
  REQUIRE(words.size() == 4);
  CHECK(words[0] == "4 March 2024, Izrin: clash; killed: 1.");
  CHECK(words[1] ==
        "5 March 2024, Tal Marwan: air strike (actor: National Army; recipient: civilians "
        "<script>); killed: 12 (9 to 12); told by 2 independent sources.");
  CHECK(words[3].find("place not known") != std::string::npos);
}

TEST_CASE("a desk without incidents says so and nothing else") {
  SitrepInput input = sample::input();
  input.incidents.clear();
  const Document document = made(input);
  CHECK(sentences_of(document).empty());
  REQUIRE(document.sections.size() == 1);
  CHECK(std::holds_alternative<Note>(document.sections[0].blocks.at(0)));
  CHECK(document.sources.empty());
  CHECK(!to_html(document).empty());
}

TEST_CASE("incidents that cannot be cited are left out, and the report says how many") {
  SitrepInput input = sample::input();
  input.citations.erase("c/clash");
  const Document document = made(input);
  CHECK(items(document, "Situation")[0].starts_with("One incident is reported"));
  const auto& blocks = section(document, "Situation")->blocks;
  CHECK(std::get<Note>(blocks.back()).text.starts_with("1 incidents are left out"));
}

TEST_CASE("an assessment shows its level and indicators with their sentences") {
  SitrepInput input = sample::input();
  Assessment assessment;
  assessment.level = "limited violence";
  assessment.trend = Trend::kUp;
  IndicatorState indicator;
  indicator.name = "habitual killings";
  Evidence evidence;
  evidence.event = "z/9";
  evidence.report = "z";
  evidence.sentence_text = "Killings went on.";
  indicator.evidence = {evidence};
  IndicatorState unsupported;
  unsupported.name = "nothing behind it";
  assessment.indicators = {indicator, unsupported};
  assessment.forecast = Forecast{{0.12, 0.05, 0.2}, {0.3, 0.2, 0.4}, 0, {}};
  input.assessment = assessment;
  const Document document = made(input);
  CHECK(items(document, "Assessment") ==
        std::vector<std::string>{"Level: limited violence, rising; on the evidence cited.",
                                 "habitual killings: raises the level."});
  const auto& blocks = section(document, "Assessment")->blocks;
  CHECK(std::get<Note>(blocks.back()).text.find("12 % within 7 days (5 % to 20 %)") !=
        std::string::npos);
}

TEST_CASE("what nothing carries is not said") {
  CHECK_THROWS_AS(cited(plain("It rained."), {}), Error);
}

TEST_CASE("the period before is as long and ends the day before") {
  const Period before = period_before({*parse_date("2024-03-04"), *parse_date("2024-03-10")});
  CHECK(to_string(before.from) == "2024-02-26");
  CHECK(to_string(before.to) == "2024-03-03");
}

TEST_CASE("numbers that follow each other are a range") {
  CHECK(ranges({1, 2, 3, 7}) == "1–3, 7");
  CHECK(ranges({1, 2}) == "1, 2");
  CHECK(ranges({}).empty());
}

TEST_CASE("intervals are written as exactly as they are known") {
  const Phrases phrases = Phrases::load(kData, "en");
  const auto from = parse_date("2024-03-01");
  const auto to = parse_date("2024-03-31");
  CHECK(phrases.interval(std::nullopt) == "date not known");
  CHECK(phrases.interval(DateInterval{from, from, DatePrecision::kDay}) == "1 March 2024");
  CHECK(phrases.interval(DateInterval{from, to, DatePrecision::kMonth}) == "March 2024");
  CHECK(phrases.interval(DateInterval{from, to, DatePrecision::kRange}) ==
        "1 March 2024 to 31 March 2024");
  CHECK(phrases.interval(DateInterval{from, {}, DatePrecision::kRange}) == "since 1 March 2024");
}

TEST_CASE("a mode without a name is called as its type, a type without one by its code") {
  const Phrases phrases = Phrases::load(kData, "en");
  CHECK(phrases.kind("ASSAULT", "aerial") == "air strike");
  CHECK(phrases.kind("ASSAULT", "new-mode") == "attack");
  CHECK(phrases.kind("NEW", "mode") == "NEW");
}

TEST_CASE("a language without words is an error that names those there are") {
  try {
    Phrases::load(kData, "xx");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataMissing);
    CHECK(std::string(error.what()).find("ar, en") != std::string::npos);
  }
}

}  // namespace
}  // namespace tocsin::report
