#include "tocsin/resolve/event_reference.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tocsin/core/error.h"
#include "tocsin/text/read.h"

using namespace tocsin;
using namespace tocsin::resolve;

namespace {

const std::filesystem::path kData = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";

const text::Languages& languages() {
  static const auto loaded = text::Languages::load(kData);
  return loaded;
}

const ReferenceRules& rules() {
  static const auto loaded = ReferenceRules::load(kData);
  return loaded;
}

/// A report with one event at each trigger, all of one type.
struct Telling {
  Report report;
  Text text;
  Analysis analysis;
  Values values;
  std::size_t searched = 0;  ///< bytes of the text in which triggers and roles were found

  explicit Telling(const std::string& words, const std::string& language = "en") {
    report.text = words;
    report.language = language;
    text = text::read(report, languages());
  }

  Frame& tell(Span trigger) {
    Frame frame{.trigger = trigger, .type = "ASSAULT"};
    while (frame.sentence + 1 < text.sentences.size() &&
           !contains(text.sentences[frame.sentence].span, trigger)) {
      ++frame.sentence;
    }
    return analysis.frames.emplace_back(frame);
  }

  /// An event at the next occurrence of `words`.
  Frame& tell(const std::string& words) { return tell(next(words)); }

  Span next(const std::string& words) {
    const std::size_t at = report.text.find(words, searched);
    REQUIRE_MESSAGE(at != std::string::npos, words);
    searched = at + words.size();
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(searched)};
  }

  /// Gives the last event a time role that means `day`.
  void on(const std::string& words, const std::string& day) {
    const Span span = fill(Role::kTime, words);
    DateInterval interval;
    interval.start = interval.end = parse_date(day);
    values.times[span].interval = interval;
  }

  /// Gives the last event a role that the words behind it fill.
  Span fill(Role role, const std::string& words) {
    const Span span = next(words);
    analysis.frames.back().roles.push_back({role, {.span = span}});
    return span;
  }

  std::map<Span, ToldBefore> found() const {
    return find_told_before(report, text, analysis, values, rules());
  }

  /// The index of the event that the last one tells of again; -1 for none.
  int first() const {
    const auto all = found();
    const auto last = all.find(analysis.frames.back().trigger);
    if (last == all.end()) return -1;
    for (std::size_t i = 0; i < analysis.frames.size(); ++i) {
      if (analysis.frames[i].trigger == last->second.first) return static_cast<int>(i);
    }
    return -1;
  }
};

/// What the loader says of a data folder with one language whose event.toml holds `lines`.
std::string message_of(const std::string& name, const std::string& lines) {
  const auto folder = std::filesystem::temp_directory_path() / ("tocsin_event_reference_" + name);
  std::filesystem::create_directories(folder / "lang" / "xx");
  std::ofstream(folder / "lang" / "xx" / "event.toml") << lines;
  std::string message;
  try {
    ReferenceRules::load(folder);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kDataInvalid);
    message = error.what();
  }
  std::filesystem::remove_all(folder);
  return message;
}

bool holds_words(const std::string& message, const std::string& words) {
  return message.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("every example of every event.toml holds") {
  REQUIRE(rules().languages().size() >= 2);
  for (const auto& [code, language] : rules().languages()) {
    REQUIRE(language.examples.size() >= 2);
    for (const ReferenceExample& example : language.examples) {
      Telling telling(example.text, code);
      telling.tell(example.first);
      telling.tell(example.again);
      CHECK_MESSAGE(telling.first() == (example.holds ? 0 : -1), code, ": ", example.text);
    }
  }
}

TEST_CASE("the words of a language are those of its regions, and others have none") {
  CHECK(rules().language("en-GB") == rules().language("en"));
  CHECK(rules().language("xx") == nullptr);
  Telling telling("Raiders shelled a mill. The shelling went on.", "xx");
  telling.tell("shelled");
  telling.tell("shelling");
  CHECK(telling.found().empty());
}

TEST_CASE("a noun with a day, a toll or a known place of its own tells of no event again") {
  const std::string words = "Raiders struck a mill. The raid on Friday killed two men by the ford.";
  Telling plain(words);
  plain.tell("struck");
  plain.tell("raid");
  CHECK(plain.first() == 0);
  Telling dated = plain;
  dated.on("Friday", "2021-06-25");
  CHECK(dated.first() == -1);
  Telling counted = plain;
  counted.fill(Role::kKilled, "two men");
  CHECK(counted.first() == -1);
  Telling placed = plain;
  const Span place = placed.fill(Role::kPlace, "the ford");
  CHECK(placed.first() == 0);  // nobody knows which
  placed.values.places[place].place = PlaceCandidate{};
  CHECK(placed.first() == -1);
}

TEST_CASE("a noun tells of the nearest event of its paragraph") {
  Telling telling(
      "Raiders burned a mill.\n\nThen they shot a guard and beat a clerk. The raid shook all.");
  for (const std::string trigger : {"burned", "shot", "beat", "raid"}) telling.tell(trigger);
  CHECK(telling.first() == 2);
}

TEST_CASE("an event of another paragraph is told again only where all of them share one day") {
  Telling telling(
      "Raiders burned a mill on 3 May.\n\nOthers shot a guard on 5 May.\n\nThe raid was denied.");
  telling.tell("burned");
  telling.on("3 May", "2021-05-03");
  telling.tell("shot");
  telling.on("5 May", "2021-05-05");
  telling.tell("raid");
  CHECK(telling.first() == -1);
  telling.values.times.rbegin()->second.interval->start = parse_date("2021-05-03");
  CHECK(telling.first() >= 0);
}

TEST_CASE("the name of another place keeps a noun from an event, none or the same does not") {
  const auto told = [](const std::string& place) {
    Telling telling("Raiders burned a mill at Tafas. The raid at " + place + " was denied.");
    telling.tell("burned");
    telling.fill(Role::kPlace, "Tafas");
    telling.tell("raid");
    telling.fill(Role::kPlace, place);
    return telling.first();
  };
  CHECK(told("Kasr") == -1);
  CHECK(told("Tafas") == 0);
  CHECK(told("the old crossing") == 0);
}

TEST_CASE("an event of another type, reality or mode is not told again") {
  Telling telling("Raiders burned a mill. The raid was denied.");
  telling.tell("burned");
  telling.tell("raid");
  CHECK(telling.first() == 0);
  Frame& first = telling.analysis.frames.front();
  first.mode = "arson";
  CHECK(telling.first() == 0);  // the noun names no mode
  telling.analysis.frames.back().mode = "shelling";
  CHECK(telling.first() == -1);
  first.mode.clear();
  first.reality = Reality::kThreatened;
  CHECK(telling.first() == -1);
  first.reality = Reality::kActual;
  first.type = "PROTEST";
  CHECK(telling.first() == -1);
}

TEST_CASE("plain words that overrule the reader's reality count") {
  Telling telling("Raiders burned a mill. The raid was denied.");
  const Span trigger = telling.tell("burned").trigger;
  telling.tell("raid");
  telling.values.realities[trigger] = Reality::kDenied;
  CHECK(telling.first() == -1);
}

TEST_CASE("a form of the same word in another type says the day alone") {
  Telling telling("They were freed the day before the signing. Both signed on Sunday.");
  telling.tell("freed").type = "RELEASE";
  const Span noun = telling.tell("signing").trigger;
  const Span verb = telling.tell("signed").trigger;
  telling.analysis.frames.back().type = "AGREE";
  const auto found = telling.found();
  REQUIRE(found.contains(noun));
  CHECK(found.at(noun).first == verb);
  CHECK_FALSE(found.at(noun).is_same);
}

TEST_CASE("a noun told again is traced to the first telling") {
  Telling telling("Raiders burned a mill.\n\nThe raid was denied.\n\nThe attack shook all.");
  for (const std::string trigger : {"burned", "raid", "attack"}) telling.tell(trigger);
  CHECK(telling.found().size() == 2);
  CHECK(telling.first() == 0);
}

TEST_CASE("what is wrong in an event.toml is named with its line") {
  const std::string words = "definite = [\"the\"]\n";
  CHECK(holds_words(message_of("toml", words + "other = [\n"), "event.toml:2: found "));
  CHECK(holds_words(message_of("none", "other = [\"second\"]\n"),
                    "event.toml:1: expected definite = [words]"));
  CHECK(holds_words(message_of("word", words + "other = [\n  \"second\",\n  2,\n]\n"),
                    "event.toml:4: expected a word"));
  CHECK(holds_words(message_of("examples", words), "expected [examples] with again = [texts]"));
  CHECK(holds_words(
      message_of("bracket", words + "[examples]\nnot_again = []\nagain = [\"A [raid] came.\"]\n"),
      "event.toml:4: expected a text with two triggers"));
}
