#include "tocsin/text/read.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "tocsin/core/utf8.h"
#include "tocsin/text/tokens.h"

using namespace tocsin;

namespace {

const text::Languages& languages() {
  static const text::Languages kLanguages = text::Languages::load(TOCSIN_SOURCE_DIR "/data");
  return kLanguages;
}

Text read(const std::string& words, const std::string& language) {
  Report report;
  report.text = words;
  report.language = language;
  return text::read(report, languages());
}

// Every token in exactly one sentence, every sentence in its paragraph, all in order.
void check_layout(const Text& text) {
  std::uint32_t next = 0;
  for (const Sentence& sentence : text.sentences) {
    REQUIRE(sentence.first_token == next);
    REQUIRE(sentence.end_token > next);
    REQUIRE(sentence.end_token <= text.tokens.size());
    REQUIRE(sentence.end_token - sentence.first_token <= 200);
    REQUIRE(sentence.span.begin == text.tokens[sentence.first_token].begin);
    REQUIRE(sentence.span.end == text.tokens[sentence.end_token - 1].end);
    REQUIRE(sentence.paragraph < text.paragraphs.size());
    REQUIRE(contains(text.paragraphs[sentence.paragraph], sentence.span));
    next = sentence.end_token;
  }
  REQUIRE(next == text.tokens.size());
  for (std::size_t i = 1; i < text.paragraphs.size(); ++i) {
    REQUIRE(text.paragraphs[i - 1].end <= text.paragraphs[i].begin);
  }
}

std::string repeat(const std::string& words, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += words;
  return all;
}

}  // namespace

TEST_CASE("an empty text has no language, paragraphs or tokens") {
  const Text text = read("", "");
  CHECK(text.language == "und");
  CHECK(text.paragraphs.empty());
  CHECK(text.sentences.empty());
  CHECK(text.tokens.empty());
}

TEST_CASE("a sentence that is too long is cut at the last semicolon of its second half") {
  const std::string clause = repeat("word ", 149) + "word; ";
  const Text text = read(clause + clause + clause, "en");
  check_layout(text);
  REQUIRE(text.sentences.size() == 3);
  CHECK(text.sentences[0].end_token == 151);
  CHECK(text.sentences[1].end_token == 302);
}

TEST_CASE("without semicolons a long sentence is cut at a comma, without commas anywhere") {
  CHECK(read(repeat("word, ", 150) + "end", "en").sentences.size() == 2);
  const Text hard = read(repeat("word ", 401), "en");
  check_layout(hard);
  CHECK(hard.sentences.size() == 3);
}

TEST_CASE("a long Arabic sentence is cut at its own semicolon, a short one is not") {
  const std::string clause = repeat("كلمة ", 120) + "كلمة؛ ";
  CHECK(read(clause + clause, "ar").sentences.size() == 2);
  CHECK(read("كلمة؛ كلمة.", "ar").sentences.size() == 1);
}

TEST_CASE("any valid text is laid out without a gap") {
  std::mt19937 random(7);
  const std::string pieces[] = {"Gen. ",
                                "U.S. ",
                                "a",
                                ".",
                                "\n",
                                "\r\n",
                                "؟ ",
                                "«",
                                "»",
                                "\"",
                                "\u200F",
                                "قال",
                                " د. ",
                                "1. ",
                                "• ",
                                "…",
                                "\xF0\x9F\x94\xA5",
                                "\u2028",
                                "x.Y",
                                " - ",
                                "[3]",
                                "#tag",
                                "\u0301",
                                "p.m. ",
                                "。",
                                "B ",
                                " ",
                                "\t",
                                "\uFFFD"};
  for (int round = 0; round < 2000; ++round) {
    std::string words;
    const int count = static_cast<int>(random() % 40);
    for (int i = 0; i < count; ++i) words += pieces[random() % std::size(pieces)];
    check_layout(read(words, round % 3 == 0 ? "en" : round % 3 == 1 ? "ar" : ""));
  }
}

TEST_CASE("random bytes, once made valid, are laid out without a gap") {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    for (int i = 0; i < 200; ++i) bytes += static_cast<char>(random() & 0xFF);
    check_layout(read(replace_invalid_utf8(bytes), "en"));
  }
}

TEST_CASE("tokens cover what is visible and nothing else") {
  const std::string words = "ab\u0301 \u00A0\u200Cc-1\u200D\n\u0661!";
  const auto found = text::tokens(words);
  std::string all;
  for (const Span span : found) all += std::string(slice(words, span)) + "|";
  CHECK(all == "ab\u0301|c|-|1|\u0661|!|");
}
