#include <doctest/doctest.h>

#include <filesystem>

#include "tocsin/resolve/event_date.h"
#include "tocsin/resolve/time.h"
#include "tocsin/resolve/time_present.h"
#include "tocsin/text/read.h"

using namespace tocsin;
using namespace tocsin::resolve;

namespace {

const std::filesystem::path kData = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";

/// A report with one event at `trigger`, and the words of its time roles.
struct Case {
  std::string words;
  std::string trigger;
  std::vector<std::string> times;
  Reality reality = Reality::kActual;
  Aspect aspect = Aspect::kOnce;
  std::string published = "2021-06-28";
  std::string dateline = "";  ///< the words that date the report itself
};

Span span_of(const std::string& text, const std::string& words) {
  const auto at = static_cast<std::uint32_t>(text.find(words));
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

std::uint32_t sentence_of(const Text& text, Span span) {
  for (std::uint32_t i = 0; i < text.sentences.size(); ++i) {
    if (contains(text.sentences[i].span, span)) return i;
  }
  return 0;
}

EventDate date_of(const Case& input) {
  static const auto languages = text::Languages::load(kData);
  static const auto rules = TimeRules::load(kData);
  Report report;
  report.text = input.words;
  report.language = "en";
  const Text text = text::read(report, languages);
  Frame frame;
  frame.trigger = span_of(input.words, input.trigger);
  frame.sentence = sentence_of(text, frame.trigger);
  frame.reality = input.reality;
  frame.aspect = input.aspect;
  for (const std::string& time : input.times) {
    frame.roles.push_back({Role::kTime, {span_of(input.words, time), "time", 1, {}}});
  }
  Analysis analysis;
  analysis.frames.push_back(frame);
  Values values;
  values.document_date.date = parse_date(input.published);
  if (!input.dateline.empty()) values.document_date.evidence = span_of(input.words, input.dateline);
  values.times = resolve_times(report, text, analysis, values.document_date, rules);
  values.present = told_in_present(report, text, analysis, rules).present;
  values.going_on = told_in_present(report, text, analysis, rules).going_on;
  return date_of_event(frame, report, text, analysis, values);
}

std::string days(const EventDate& date) {
  const auto show = [](const auto& day) { return day ? to_string(*day) : std::string("…"); };
  return show(date.interval.start) + " " + show(date.interval.end);
}

}  // namespace

TEST_CASE("an event has the date of its time role") {
  const EventDate date = date_of({"Roads were closed on June 24th.", "closed", {"June 24th"}});
  CHECK(days(date) == "2021-06-24 2021-06-24");
  CHECK(date.basis == DateBasis::kStated);
  CHECK(date.interval.precision == DatePrecision::kDay);
}

TEST_CASE("several times of one event give the days they share") {
  CHECK(days(date_of({"Last month he was held, on 9 May.", "held", {"Last month", "9 May"}})) ==
        "2021-05-09 2021-05-09");
  const EventDate range =
      date_of({"It was besieged since 9 May and until 3 June.", "besieged", {"9 May", "3 June"}});
  CHECK(days(range) == "2021-05-09 2021-06-03");
  CHECK(range.interval.precision == DatePrecision::kRange);
}

TEST_CASE("since leaves the end open, or at the report's date while the event goes on") {
  CHECK(days(date_of({"The road is shut since early March.", "shut", {"early March"}})) ==
        "2021-03-01 …");
  CHECK(days(date_of({"The road is shut since early March.",
                      "shut",
                      {"early March"},
                      Reality::kActual,
                      Aspect::kOngoing})) == "2021-03-01 2021-06-28");
}

TEST_CASE("a time at the head of the sentence dates what has none of its own") {
  const EventDate date = date_of(
      {"On June 24th a convoy came, bringing fighters who shelled the camp.", "shelled", {}});
  CHECK(days(date) == "2021-06-24 2021-06-24");
  CHECK(date.basis == DateBasis::kInferred);
}

TEST_CASE("the last time told before dates a sentence without one") {
  const EventDate date =
      date_of({"On June 24th a convoy came. Its men shelled the camp.", "shelled", {}});
  CHECK(days(date) == "2021-06-24 2021-06-24");
  CHECK(date.basis == DateBasis::kInferred);
  CHECK_FALSE(date.reason.empty());
}

TEST_CASE("a time told in another paragraph of news does not carry over") {
  CHECK(date_of({"On Thursday a convoy came.\n\nMen shelled the camp.", "shelled", {}}).basis ==
        DateBasis::kDocument);
}

TEST_CASE("what is told in the present of the report is of its day, not of the day told before") {
  const std::string before = "On June 24th a convoy came. ";
  CHECK(date_of({before + "The bishop has called for talks.", "called", {}}).basis ==
        DateBasis::kDocument);
  CHECK(date_of({before + "Their mothers appeal for them.", "appeal", {}}).basis ==
        DateBasis::kDocument);
  CHECK(days(date_of({before + "The bishop called for talks.", "called", {}})) ==
        "2021-06-24 2021-06-24");
  CHECK(days(date_of({before + "Later an appeal was read.", "appeal", {}})) ==
        "2021-06-24 2021-06-24");
}

TEST_CASE(
    "a day of the sentence is that of a plan where it lies ahead, of a denied event where not") {
  Case input{"A march is to be held in Izra on 2 July.", "march", {}, Reality::kPlanned};
  CHECK(days(date_of(input)) == "2021-07-02 2021-07-02");
  input.words = "After the shelling of 24 June a march is planned.";
  CHECK(date_of(input).basis == DateBasis::kNone);
  input = {
      "It is not true that they shelled the camp on 24 June.", "shelled", {}, Reality::kDenied};
  CHECK(days(date_of(input)) == "2021-06-24 2021-06-24");
}

TEST_CASE("the day on which somebody hurt before died is not that of the deed") {
  Case input{"Of those hurt in the attack another died on Saturday.", "attack", {"Saturday"}};
  CHECK(date_of(input).basis == DateBasis::kDocument);
  input = {"He died on Saturday in the hospital, so the raid killed three.", "raid", {}};
  CHECK(date_of(input).basis == DateBasis::kDocument);
  input = {"Two men died on Saturday when a mine exploded.", "exploded", {}};
  CHECK(days(date_of(input)) == "2021-06-26 2021-06-26");
  input = {"Two more men died in a raid on Saturday.", "raid", {"Saturday"}};
  CHECK(days(date_of(input)) == "2021-06-26 2021-06-26");
  input = {"He has died on Saturday.", "died", {"Saturday"}};
  CHECK(days(date_of(input)) == "2021-06-26 2021-06-26");
}

TEST_CASE("what is told as going on is of the report's day at the latest from its start") {
  CHECK(days(date_of({"Firms are already suspending their buses.", "suspending", {}})) ==
        "2021-06-28 2021-06-28");
  CHECK(days(date_of({"Firms suspended their buses.", "suspended", {}})) == "… 2021-06-28");
}

TEST_CASE("a weekday by which something is demanded lies ahead") {
  Case input{"They want the post to go by six o'clock on Friday morning.",
             "go",
             {"six o'clock on Friday morning"},
             Reality::kDemanded};
  CHECK(days(date_of(input)) == "2021-07-02 2021-07-02");
  input = {"They quit the post by six o'clock on Friday morning.",
           "quit",
           {"six o'clock on Friday morning"}};
  CHECK(days(date_of(input)) == "2021-06-25 2021-06-25");
}

TEST_CASE("what happened does not take a day that lies ahead from its sentence") {
  Case input{"It put two brigades on alert and announced a drill for next week.", "alert", {}};
  CHECK(date_of(input).basis == DateBasis::kDocument);
  input.reality = Reality::kPlanned;
  CHECK(date_of(input).basis == DateBasis::kInferred);
}

TEST_CASE("of two times the one in the event's own sentence counts first") {
  CHECK(days(date_of({"It was 10 a.m. on 20 June. The truce began on Monday.",
                      "began",
                      {"10 a.m. on 20 June", "Monday"}})) == "2021-06-28 2021-06-28");
}

TEST_CASE("a time in another paragraph is the event's only where a heading tells of it") {
  const std::string head = "Strike kills two";
  const std::string body = "\n\nShells fell on 24 June.\n\nTwo men died.";
  CHECK(days(date_of({head + body, "Strike", {"24 June"}})) == "2021-06-24 2021-06-24");
  CHECK(date_of({head + body, "died", {"24 June"}}).basis == DateBasis::kDocument);
}

TEST_CASE("an hour with a word before it is of its day") {
  CHECK(days(date_of(
            {"The blast came after 5 p.m. on 24 June.", "blast", {"after 5 p.m. on 24 June"}})) ==
        "2021-06-24 2021-06-24");
}

TEST_CASE("a range keeps both its ends") {
  CHECK(days(date_of({"Shells fell from 20 to 24 June.", "fell", {"20 to 24 June"}})) ==
        "2021-06-20 2021-06-24");
}

TEST_CASE("the report's date is never the day of the event, only the latest it can be") {
  const EventDate date = date_of({"Men shelled the camp.", "shelled", {}});
  CHECK(days(date) == "… 2021-06-28");
  CHECK(date.basis == DateBasis::kDocument);
  CHECK(date.interval.precision == DatePrecision::kUnknown);
}

TEST_CASE("the words that date the report date no event beside a time of its own") {
  Case input{.words = "KASR, 28 June 2021 - Gunmen opened fire on Friday.",
             .trigger = "opened fire",
             .times = {"28 June 2021", "Friday"},
             .dateline = "28 June 2021"};
  CHECK(to_string(*date_of(input).interval.start) == "2021-06-25");
  input.times = {};
  CHECK(to_string(*date_of(input).interval.start) == "2021-06-25");
  CHECK(date_of(input).basis == DateBasis::kInferred);
}

TEST_CASE("without any date there is none") {
  Case input{"Men shelled the camp.", "shelled", {}};
  input.published = "";
  const EventDate date = date_of(input);
  CHECK(date.basis == DateBasis::kNone);
  CHECK(days(date) == "… …");
}

TEST_CASE("what is only threatened has no day but one of its own") {
  CHECK(date_of({"On Thursday he threatened to shell the camp.", "shell", {}, Reality::kThreatened})
            .basis == DateBasis::kNone);
  CHECK(days(date_of({"He threatened to shell the camp on 3 July; they will not wait.",
                      "shell",
                      {"3 July"},
                      Reality::kThreatened})) != "… …");
}

TEST_CASE("a habitual event gets no single day") {
  const EventDate date = date_of({"On Thursday they met. Killings happen daily.",
                                  "Killings",
                                  {"daily"},
                                  Reality::kActual,
                                  Aspect::kHabitual});
  CHECK(days(date) == "… 2021-06-28");
}

TEST_CASE("background without a time stays undated") {
  CHECK(date_of({"On Thursday they met. The war had cost many lives.",
                 "war",
                 {},
                 Reality::kActual,
                 Aspect::kBackground})
            .basis == DateBasis::kNone);
}
