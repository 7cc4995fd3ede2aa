#include "apps/table_view.h"

#include <doctest/doctest.h>

#include <sstream>

#include "../export/sample.h"
#include "apps/marked_sentence.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

std::string view(const CodedReport& coded, const TableStyle& style = {}) {
  std::ostringstream out;
  TableView(out, style).report(coded);
  return out.str();
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string marked(const std::string& text, std::vector<Mark> marks) {
  const Span all{0, static_cast<std::uint32_t>(text.size())};
  std::string line = wrapped(marked_sentence(text, all, std::move(marks)), {1000, "", ""});
  line.pop_back();
  return line;
}

TEST_CASE("an event is shown with its sentence, its words marked without any colour") {
  const std::string text = view(sample::report(), {200});
  CHECK(holds(text,
              "On [time: Tuesday] [actor: gunmen of the Ridge Front] «attacked» an "
              "[recipient: army] post in [place: Izra], killing at least "
              "[killed: two soldiers]."));
  CHECK(holds(text, "ASSAULT:clash"));
  CHECK(holds(text, "2024-03-12 (day, reckoned from the words: “Tuesday”)"));
  CHECK(holds(text, "at least 2 · “two soldiers”"));
  CHECK(holds(text, "because of 1"));
  CHECK(!holds(text, "\033"));
}

TEST_CASE("colour is added only where it is on") {
  CHECK(holds(view(sample::report(), {100, Colour::kOn}), "\033[36m"));
}

TEST_CASE("no line is wider than the terminal, with colour or without") {
  for (const Colour colour : {Colour::kOff, Colour::kOn}) {
    for (const int width : {60, 80, 140}) {
      std::istringstream lines(
          view(sample::report(), {width, colour, exports::Detail::kExplained}));
      for (std::string line; std::getline(lines, line);) {
        std::string plain;
        for (std::size_t i = 0; i < line.size(); ++i) {
          if (line[i] == '\033') {
            i = line.find('m', i);
          } else {
            plain += line[i];
          }
        }
        CAPTURE(plain);
        CHECK(display_width(plain) <= width);
      }
    }
  }
}

TEST_CASE("reasons and other candidates are shown only where they are asked for") {
  CHECK(!holds(view(sample::report(), {200}), "why:"));
  const std::string text = view(sample::report(), {200, Colour::kOff, exports::Detail::kExplained});
  CHECK(holds(text, "why: the Tuesday before the report"));
  CHECK(holds(text, "or: Izra, Izra, Aleppo, SYR"));
}

TEST_CASE("a mark inside another stands inside it") {
  CHECK(marked("army post in Izra",
               {{{0, 17}, "place", Ink::kPlace}, {{0, 4}, "actor", Ink::kActor}}) ==
        "[place: [actor: army] post in Izra]");
}

TEST_CASE("marks on the very same words are one, and the trigger is the inner one") {
  CHECK(marked("army", {{{0, 4}, "actor", Ink::kActor}, {{0, 4}, "source", Ink::kSource}}) ==
        "[actor, source: army]");
  CHECK(marked("attack", {{{0, 6}, "", Ink::kTrigger}, {{0, 6}, "object", Ink::kThing}}) ==
        "[object: «attack»]");
}

TEST_CASE("a mark that crosses the end of another is left out, the words stay") {
  CHECK(marked("one two three", {{{0, 7}, "a", Ink::kPlain}, {{4, 13}, "b", Ink::kPlain}}) ==
        "[a: one two] three");
}

TEST_CASE("a mark outside the sentence or the text is left out") {
  CHECK(marked("one", {{{0, 99}, "a", Ink::kPlain}, {{2, 2}, "b", Ink::kPlain}}) == "one");
}

TEST_CASE("a right-to-left sentence keeps the order of its letters and every line is isolated") {
  const std::string text = view(sample::arabic_report(), {40});
  CHECK(holds(text, "«هاجم»"));
  std::istringstream lines(text);
  int isolated_lines = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!holds(line, kRightToLeftIsolate)) continue;
    ++isolated_lines;
    CHECK(line.ends_with(kPopIsolate));
  }
  CHECK(isolated_lines >= 2);
}

TEST_CASE("characters that turn directions or drive the terminal never reach it") {
  CHECK(!holds(view(sample::arabic_report()), "\u202E"));
  CHECK(shown("a\u202Eb\u2067c\033[31md\x01") == "abc[31md");
  CHECK(shown("  two\n\twords ") == "two words");
  CodedReport coded = sample::report();
  coded.report.title = "\033]0;owned\a";
  coded.report.source = "\u202Eecruos";
  const std::string text = view(coded);
  CHECK(!holds(text, "\033"));
  CHECK(!holds(text, "\u202E"));
}

TEST_CASE("right-to-left words quoted in a sentence of the program are isolated in it") {
  CHECK(with_isolated_quotes("\"إزرع\" names “إزرع”, not \"Izra\"") ==
        "\"\u2068إزرع\u2069\" names “\u2068إزرع\u2069”, not \"Izra\"");
  CHECK(with_isolated_quotes("one \" two") == "one \" two");
}

TEST_CASE("widths count wide characters twice and marks not at all") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("戦争") == 4);
  CHECK(display_width("قُتل") == 3);
  CHECK(display_width("\u2067\u2069") == 0);
}

TEST_CASE("a report without events says why") {
  CodedReport coded = sample::report();
  coded.events.clear();
  coded.sentences_read = 2;
  CHECK(why_no_events(coded) ==
        "0 events: 2 sentences read; the reader found no event of the codebook.");
  coded.sentences_read = 0;
  CHECK(holds(why_no_events(coded), "no sentence"));
  CHECK(holds(view(coded), "0 events"));
}

}  // namespace
}  // namespace tocsin::apps
