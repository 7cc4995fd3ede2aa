#include <doctest/doctest.h>

#include <filesystem>

#include "tocsin/resolve/event_date.h"
#include "tocsin/resolve/event_reference.h"
#include "tocsin/resolve/time.h"
#include "tocsin/text/read.h"

using namespace tocsin;
using namespace tocsin::resolve;

namespace {

const std::filesystem::path kData = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";

/// One event: its trigger, and the words of its time roles.
struct Told {
  std::string trigger;
  std::vector<std::string> times;
  std::string type = "ASSAULT";
  Aspect aspect = Aspect::kOnce;
  std::optional<std::uint32_t> same = std::nullopt;  ///< the event that it is told to be
};

Span span_of(const std::string& text, const std::string& words) {
  const auto at = static_cast<std::uint32_t>(text.find(words));
  REQUIRE_MESSAGE(at < text.size(), words);
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

Frame frame_of(const Told& told, const Report& report, const Text& text) {
  Frame frame{.trigger = span_of(report.text, told.trigger), .type = told.type};
  while (frame.sentence + 1 < text.sentences.size() &&
         !contains(text.sentences[frame.sentence].span, frame.trigger)) {
    ++frame.sentence;
  }
  frame.aspect = told.aspect;
  if (told.same) frame.links.push_back({LinkKind::kSame, *told.same});
  for (const std::string& time : told.times) {
    frame.roles.push_back({Role::kTime, {span_of(report.text, time), "time", 1, {}}});
  }
  return frame;
}

/// The dates of the events, in their order, in a report of Monday, 28 June 2021.
std::vector<EventDate> dates_of(const std::string& words, const std::vector<Told>& events) {
  static const auto languages = text::Languages::load(kData);
  static const auto rules = TimeRules::load(kData);
  static const auto references = ReferenceRules::load(kData);
  Report report;
  report.text = words;
  report.language = "en";
  const Text text = text::read(report, languages);
  Analysis analysis;
  for (const Told& told : events) analysis.frames.push_back(frame_of(told, report, text));
  Values values;
  values.document_date.date = parse_date("2021-06-28");
  values.times = resolve_times(report, text, analysis, values.document_date, rules);
  values.told_before = find_told_before(report, text, analysis, values, references);
  std::vector<EventDate> dates;
  for (const Frame& frame : analysis.frames) {
    dates.push_back(date_of_event(frame, report, text, analysis, values));
  }
  return dates;
}

std::string days(const EventDate& date) {
  const auto show = [](const auto& day) { return day ? to_string(*day) : std::string("…"); };
  const auto& [start, end, precision] = date.interval;
  return start == end ? show(start) : show(start) + " " + show(end);
}

}  // namespace

TEST_CASE("days counted from an event that has a date give one") {
  const auto dates = dates_of("The army left two days before the raid of 20 June.",
                              {{"left", {"two days before"}}, {"raid", {"20 June"}}});
  CHECK(days(dates[0]) == "2021-06-18");
  CHECK(dates[0].basis == DateBasis::kRelative);
  CHECK(dates[0].reason.find("two days before") != std::string::npos);
  CHECK(days(dates[1]) == "2021-06-20");
}

TEST_CASE("they may be counted from an event that the noun tells of again") {
  const auto dates =
      dates_of("Raiders burned a mill on 20 June. Two days before the raid the army had left.",
               {{"burned", {"20 June"}}, {"raid", {}}, {"left", {"Two days before"}, "MOVE"}});
  CHECK(days(dates[2]) == "2021-06-18");
}

TEST_CASE("a dated event dates back the one that its days are counted from") {
  const auto dates =
      dates_of("The column rolled in on Sunday, nine days after they took the ford.",
               {{"rolled in", {"Sunday", "nine days after"}, "MOVE"}, {"took", {}, "SEIZE"}});
  CHECK(days(dates[0]) == "2021-06-27");
  CHECK(days(dates[1]) == "2021-06-18");
  CHECK(dates[1].basis == DateBasis::kRelative);
}

TEST_CASE("a date back may rest on another mention of the dated event") {
  const auto dates = dates_of(
      "Gunmen fired on a convoy on Tuesday. The attack came a day after the front refused to talk.",
      {{"fired", {"Tuesday"}},
       {"attack", {"a day after"}, "ASSAULT", Aspect::kOnce, 0},
       {"refused", {}, "REJECT"}});
  CHECK(days(dates[1]) == "2021-06-22");
  CHECK(days(dates[2]) == "2021-06-21");
}

TEST_CASE("the eve of a session that another sentence dates is the day before it") {
  const auto dates =
      dates_of("The clerks were freed on the eve of the meeting. Both sides met on 24 June.",
               {{"freed", {"the eve of"}, "RELEASE"},
                {"meeting", {}, "TALK"},
                {"met", {"24 June"}, "TALK"}});
  CHECK(days(dates[0]) == "… 2021-06-28");  // no form of one word, no event told before
  const auto same =
      dates_of("The clerks were freed on the eve of the signing. Both sides signed on 24 June.",
               {{"freed", {"the eve of"}, "RELEASE"},
                {"signing", {}, "TALK"},
                {"signed", {"24 June"}, "AGREE"}});
  CHECK(days(same[0]) == "2021-06-23");
}

TEST_CASE("weeks count seven days, hours the same day, months none") {
  const auto left = [](const std::string& words) {
    return days(dates_of("The army left " + words + " the raid of 20 June.",
                         {{"left", {words}}, {"raid", {"20 June"}}})[0]);
  };
  CHECK(left("a week before") == "2021-06-13");
  CHECK(left("hours after") == "2021-06-20");
  CHECK(left("two months before") != "2021-04-20");
}

TEST_CASE("without a day at the other end there is none") {
  const auto dates = dates_of("The army left two days before the raid.",
                              {{"left", {"two days before"}, "MOVE"}, {"raid", {}}});
  CHECK(days(dates[0]) == "… 2021-06-28");
  CHECK(days(dates[1]) == "… 2021-06-28");
}

TEST_CASE("days counted from a noun that tells of the same event again give none") {
  const auto dates = dates_of("The army left two days before the raid.",
                              {{"left", {"two days before"}}, {"raid", {}}});
  CHECK(days(dates[0]) == "… 2021-06-28");
  CHECK(days(dates[1]) == "… 2021-06-28");
}

TEST_CASE("an event in the next clause is not counted from") {
  const auto dates = dates_of("The army left two days before dawn, and raided a mill on 20 June.",
                              {{"left", {"two days before"}}, {"raided", {"20 June"}}});
  CHECK(days(dates[0]) != "2021-06-18");
}

TEST_CASE("since a day is that day for what was done once, and lasts for what goes on") {
  const std::string words = "The road is shut since 9 June.";
  CHECK(days(dates_of(words, {{"shut", {"9 June"}}})[0]) == "2021-06-09");
  CHECK(days(dates_of(words, {{"shut", {"9 June"}, "COERCE", Aspect::kOngoing}})[0]) ==
        "2021-06-09 2021-06-28");
}

TEST_CASE("since when others are held is no day of what was done once") {
  const std::string words = "Six of the men held since 9 May were set free.";
  const auto dates = dates_of(
      words, {{"held", {"9 May"}, "COERCE", Aspect::kOngoing}, {"set free", {}, "RETREAT"}});
  CHECK(days(dates[0]) == "2021-05-09 2021-06-28");
  CHECK(days(dates[1]) == "… 2021-06-28");
  CHECK(days(dates_of(words, {{"set free", {}, "RETREAT"}})[0]) == "2021-05-09 …");
}

TEST_CASE("a relative clause with an event of its own keeps its date") {
  const std::string words = "The front, which signed a truce on 9 May 2014, condemned the raid.";
  const std::vector<std::string> times{"9 May 2014"};
  const auto dates = dates_of(words, {{"signed", times}, {"condemned", times}});
  CHECK(days(dates[0]) == "2014-05-09");
  CHECK(days(dates[1]) == "… 2021-06-28");
  CHECK(days(dates_of(words, {{"condemned", times}})[0]) == "2014-05-09");
}

TEST_CASE("the date of a noun governs nothing but the event that holds it") {
  const std::string words = "They defied the ultimatum of 7 June. A mill was burned.";
  const auto dates = dates_of(words, {{"ultimatum", {"7 June"}}, {"defied", {}}, {"burned", {}}});
  CHECK(days(dates[0]) == "2021-06-07");
  CHECK(days(dates[1]) == "… 2021-06-28");
  CHECK(days(dates[2]) == "… 2021-06-28");
}

TEST_CASE("the morning of a date is no noun's date") {
  CHECK(days(dates_of("It was the morning of 7 June. A mill was burned.", {{"burned", {}}})[0]) ==
        "2021-06-07");
}

TEST_CASE("the date at the head of a log's entry governs all of the entry, and not the next") {
  const std::string entry =
      "17 June. Tafas, on the ridge. A guard came. He saw no one. It was late. Rain fell. "
      "A mill was burned.";
  CHECK(days(dates_of(entry, {{"burned", {}}})[0]) == "2021-06-17");
  CHECK(days(dates_of(entry + "\n\nA barn was shelled.", {{"shelled", {}}})[0]) == "… 2021-06-28");
}

TEST_CASE("it outweighs another day told within the entry") {
  const auto dates = dates_of("17 June. The ferry sank on 3 May. A mill was burned.",
                              {{"sank", {"3 May"}}, {"burned", {}}});
  CHECK(days(dates[0]) == "2021-05-03");
  CHECK(days(dates[1]) == "2021-06-17");
}
