#include "tocsin/analyse/tokenizer.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "tocsin/analyse/windows.h"
#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/text/tokens.h"

using namespace tocsin;
using namespace tocsin::analyse;

namespace {

using Ids = std::vector<std::int32_t>;

const Tokenizer& small() {
  static const Tokenizer tokenizer(
      "<s>\t0\n<pad>\t0\n</s>\t0\n<unk>\t0\n\xE2\x96\x81\t-4\nab\t-3\na\t-2\nb\t-2\n\xE2\x96\x81"
      "ab\t-1\n\xD8\xB9\t-3\n");
  return tokenizer;
}

std::string unescape(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); i += 2) {
    text.push_back(static_cast<char>(std::stoi(std::string(line.substr(i, 2)), nullptr, 16)));
  }
  return text;
}

}  // namespace

TEST_CASE("the best-scoring cut wins, and depends on what stands before") {
  CHECK(small().word("ab", Tokenizer::Before::kSpace) == Ids{8});
  CHECK(small().word("ab", Tokenizer::Before::kWord) == Ids{5});
  CHECK(small().word("abb", Tokenizer::Before::kSpace) == Ids{8, 7});
}

TEST_CASE("neighbouring unknown characters are one unknown piece") {
  CHECK(small().word("xyz", Tokenizer::Before::kWord) == Ids{3});
  CHECK(small().word("axyb", Tokenizer::Before::kWord) == Ids{6, 3, 7});
}

TEST_CASE("tatweel and vowel signs do not change a word's pieces") {
  CHECK(small().word("\u0639\u0640\u064E", Tokenizer::Before::kWord) == Ids{9});
}

TEST_CASE("a word has at most sixteen pieces") {
  CHECK(small().word(std::string(80, 'b'), Tokenizer::Before::kWord).size() == 16);
}

TEST_CASE("a damaged table of pieces names its line") {
  CHECK_THROWS_WITH_AS(Tokenizer("<s>\t0\nbroken\n"), doctest::Contains("line 2"), Error);
  CHECK_THROWS_WITH_AS(Tokenizer("a\t0\n"), doctest::Contains("<s>"), Error);
}

TEST_CASE("windows hold whole sentences and every token once") {
  const std::string text = "ab ab ab. ab ab. ab";
  Text layout{.language = "en", .tokens = text::tokens(text)};
  layout.sentences = {{{0, 9}, 0, 4}, {{10, 16}, 4, 7}, {{17, 19}, 7, 8}};
  const auto windows = cut_windows(text, layout, small(), 5);
  REQUIRE(windows.size() == 2);
  CHECK(windows[0].first_token == 0);
  CHECK(windows[0].end_token == 4);
  CHECK(windows[1].end_token == 8);
  CHECK(windows[0].input.pieces.front() == small().begin());
  CHECK(windows[0].input.pieces.back() == small().end());
}

TEST_CASE("a sentence longer than a window is cut") {
  const std::string text = "ab ab ab ab ab";
  Text layout{.language = "en", .tokens = text::tokens(text)};
  layout.sentences = {{{0, 14}, 0, 5}};
  const auto windows = cut_windows(text, layout, small(), 2);
  REQUIRE(windows.size() == 3);
  CHECK(windows[2].first_token == 4);
}

// tests/fixtures/tokenizer/expected.tsv is written by train/tokenizer_fixture.py: the text in hex,
// then the training tokenizer's words and pieces over the fixture's own vocabulary.
TEST_CASE("words and pieces agree with the training tokenizer on every generated string") {
  const std::string folder = std::string(TOCSIN_SOURCE_DIR) + "/tests/fixtures/tokenizer/";
  std::ifstream pieces_file(folder + "pieces.tsv"), expected(folder + "expected.tsv");
  REQUIRE(pieces_file);
  REQUIRE(expected);
  std::stringstream pieces;
  pieces << pieces_file.rdbuf();
  const Tokenizer tokenizer(pieces.str());
  int count = 0, differences = 0;
  for (std::string line; std::getline(expected, line); ++count) {
    const std::size_t tab = line.find('\t');
    const std::string text = replace_invalid_utf8(unescape(line.substr(0, tab)));
    const std::vector<Span> tokens = text::tokens(text);
    const auto ids = tokenizer.tokens(text, tokens);
    const CodePointOffsets offsets(text);
    std::ostringstream found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      found << (i > 0 ? " " : "") << offsets(tokens[i].begin) << '-' << offsets(tokens[i].end);
      for (const std::int32_t id : ids[i]) found << ',' << id;
    }
    if (found.str() != line.substr(tab + 1)) {
      ++differences;
      if (differences <= 5)
        MESSAGE("line " << count + 1 << ": " << text << "\n"
                        << line.substr(tab + 1) << "\n"
                        << found.str());
    }
  }
  CHECK(count >= 2000);
  CHECK(differences == 0);
}
