#include "tocsin/analyse/analyse.h"

#include <doctest/doctest.h>

#include "fake_encoder.h"
#include "tocsin/text/tokens.h"

using namespace tocsin;
using namespace tocsin::analyse;

namespace {

constexpr std::string_view kPieces =
    "<s>\t0\n<pad>\t0\n</s>\t0\n<unk>\t0\n\xE2\x96\x81\t-5\na\t-6\n";

Manifest small_manifest() {
  Manifest manifest;
  manifest.labels = {"FLY", "FLY:high", "SIT:low"};
  manifest.types = {0, 0, 1};
  manifest.roles = {Role::kActor, Role::kPlace};
  manifest.realities = {Reality::kActual, Reality::kDenied};
  manifest.aspects = {Aspect::kOnce, Aspect::kOngoing};
  manifest.links = {LinkKind::kContent, LinkKind::kSame};
  manifest.mentions = {"p", "loc"};
  manifest.kinds = {"loc", "p.MIL"};
  manifest.languages = {"en"};
  manifest.window_pieces = 60;
  return manifest;
}

std::unique_ptr<FakeEncoder> fake() {
  return std::make_unique<FakeEncoder>(FakeEncoder::Sizes{3, 2, 2, 2, 2, 2, 2});
}

Reader reader_with(std::unique_ptr<FakeEncoder> encoder) {
  return Reader(small_manifest(), Tokenizer(kPieces), std::move(encoder));
}

// One sentence a line.
Text layout(const Report& report) {
  Text text;
  text.language = report.language;
  text.tokens = text::tokens(report.text);
  std::uint32_t line_begin = 0;
  while (line_begin < report.text.size()) {
    const auto line_end = static_cast<std::uint32_t>(
        std::min(report.text.find('\n', line_begin), report.text.size()));
    Sentence sentence{{line_begin, line_end}};
    for (const Span token : text.tokens) {
      if (token.end <= line_begin) ++sentence.first_token;
      if (token.begin < line_end) ++sentence.end_token;
    }
    text.sentences.push_back(sentence);
    line_begin = line_end + 1;
  }
  return text;
}

std::string_view words_at(const Report& report, Span span) { return slice(report.text, span); }

}  // namespace

TEST_CASE("a trigger becomes a frame with its type, mode and words") {
  const Report report{.id = "r", .text = "Jets took off over Dara", .language = "en"};
  auto encoder = fake();
  encoder->triggers = {{1, 2 + 1}, {2, 1}};  // begin of FLY:high, then inside
  encoder->realities = {{1, 1}};
  encoder->aspects = {{1, 1}};
  const Analysis found = analyse::analyse(report, layout(report), reader_with(std::move(encoder)));
  REQUIRE(found.frames.size() == 1);
  CHECK(words_at(report, found.frames[0].trigger) == "took off");
  CHECK(found.frames[0].type == "FLY");
  CHECK(found.frames[0].mode == "high");
  CHECK(found.frames[0].reality == Reality::kDenied);
  CHECK(found.frames[0].aspect == Aspect::kOngoing);
  CHECK(found.frames[0].confidence > 0.9);
  CHECK(found.sentences_read == 1);
}

TEST_CASE("roles, kinds and antecedents belong to their frame") {
  const Report report{.id = "r", .text = "Colonel Sami flew ; he sat in Dara", .language = "en"};
  auto encoder = fake();
  encoder->triggers = {{2, 2 + 0}, {5, 2 + 2}};
  encoder->roles = {
      {2, 0, 1}, {2, 1, 2}, {5, 4, 1}, {5, 7, 3}};  // actor spans of two and of one word, a place
  encoder->kinds = {{0, 1}, {4, 1}, {7, 0}};
  encoder->antecedents = {{4, 1 + 1}};  // "he" points at "Sami"
  const Analysis found = analyse::analyse(report, layout(report), reader_with(std::move(encoder)));
  REQUIRE(found.frames.size() == 2);
  REQUIRE(found.frames[0].roles.size() == 1);
  CHECK(words_at(report, found.frames[0].roles[0].mention.span) == "Colonel Sami");
  REQUIRE(found.frames[1].roles.size() == 2);
  const Mention& pronoun = found.frames[1].roles[0].mention;
  CHECK(words_at(report, pronoun.span) == "he");
  CHECK(pronoun.kind == "p.MIL");
  REQUIRE(pronoun.antecedent);
  CHECK(words_at(report, *pronoun.antecedent) == "Colonel Sami");
  CHECK(found.frames[1].roles[1].role == Role::kPlace);
  CHECK(found.frames[1].roles[1].mention.kind == "loc");
}

TEST_CASE("links point at frames across windows' own numbering") {
  const Report report{.id = "r", .text = "one a b c\ntwo d e f", .language = "en"};
  auto encoder = fake();
  encoder->triggers = {{1, 2}, {2, 3}};
  encoder->links = {{2, 1, 2}};  // the second trigger is the same as the first
  Manifest manifest = small_manifest();
  manifest.window_pieces = 10;  // each line is a window of its own
  const Reader reader(manifest, Tokenizer(kPieces), std::move(encoder));
  const Analysis found = analyse::analyse(report, layout(report), reader);
  REQUIRE(found.frames.size() == 4);
  REQUIRE(found.frames[3].links.size() == 1);
  CHECK(found.frames[3].links[0].kind == LinkKind::kSame);
  CHECK(found.frames[3].links[0].target == 2);
  CHECK(found.frames[0].links.empty());
}

TEST_CASE("a language the reader was not trained on is said") {
  const Report report{.id = "r", .text = "a b", .language = "fi"};
  const Analysis found = analyse::analyse(report, layout(report), reader_with(fake()));
  REQUIRE(found.diagnostics.size() == 1);
  CHECK(found.diagnostics[0].code == "language_unmeasured");
}

TEST_CASE("an empty text gives nothing") {
  const Report report{.id = "r", .text = "", .language = "en"};
  const Analysis found = analyse::analyse(report, Text{.language = "en"}, reader_with(fake()));
  CHECK(found.frames.empty());
  CHECK(found.sentences_read == 0);
}

TEST_CASE("a filler that is part of a mention takes the whole mention, once") {
  const Report report{.id = "r", .text = "Jets flew on June 24 at dawn", .language = "en"};
  auto encoder = fake();
  encoder->triggers = {{1, 2}};
  encoder->mentions = {{3, 3}, {4, 4}};     // "June 24"
  encoder->roles = {{1, 3, 3}, {1, 4, 3}};  // two fillers of one role, a word each
  const Analysis found = analyse::analyse(report, layout(report), reader_with(std::move(encoder)));
  REQUIRE(found.frames.size() == 1);
  REQUIRE(found.frames[0].roles.size() == 1);
  CHECK(words_at(report, found.frames[0].roles[0].mention.span) == "June 24");
}
