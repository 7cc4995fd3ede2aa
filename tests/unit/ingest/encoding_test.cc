#include "tocsin/ingest/encoding.h"

#include <doctest/doctest.h>

#include <string>

#include "tocsin/core/error.h"

using namespace tocsin;
using namespace tocsin::ingest;
using std::string_literals::operator""s;

namespace {

std::string code_of(const Decoded& decoded) {
  return decoded.diagnostics.empty() ? "" : decoded.diagnostics.front().code;
}

std::string complaint(const std::string& bytes) {
  try {
    decode(bytes, "");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kNotText);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("UTF-8 is taken as it is, without its byte-order mark") {
  const Decoded decoded = decode("\xEF\xBB\xBFقصف", "windows-1256");
  CHECK(decoded.text == "قصف");
  CHECK(decoded.diagnostics.empty());
}

TEST_CASE("UTF-16 and UTF-32 are read by their byte-order marks") {
  CHECK(decode("\xFF\xFE\x42\x06\x35\x06\x41\x06"s, "").text == "قصف");
  CHECK(decode("\xFE\xFF\x06\x42\x06\x35\x06\x41"s, "").text == "قصف");
  CHECK(decode("\xFF\xFE\0\0\x42\x06\0\0"s, "").text == "ق");
  CHECK(decode("\0\0\xFE\xFF\0\0\x06\x42"s, "").text == "ق");
}

TEST_CASE("UTF-16 without a mark is seen by its zero bytes") {
  CHECK(decode("\x42\x06\x35\x06\x41\x06 \0\x42\x06\n\0"s, "").text == "قصف ق\n");
  CHECK(decode("\x06\x42\x06\x35\x06\x41\0 \x06\x42\0\n"s, "").text == "قصف ق\n");
}

TEST_CASE("half a UTF-16 character at the end is replaced and told") {
  const Decoded decoded = decode("\xFF\xFE\x42\x06\x35"s, "");
  CHECK(decoded.text == "ق\uFFFD");
  CHECK(code_of(decoded) == "bytes_replaced");
}

TEST_CASE("Russian in its two old encodings is told apart") {
  // "войска обстреляли город утром в воскресенье"
  const std::string windows =
      "\xE2\xEE\xE9\xF1\xEA\xE0 \xEE\xE1\xF1\xF2\xF0\xE5\xEB\xFF\xEB\xE8 \xE3\xEE\xF0\xEE\xE4 "
      "\xF3\xF2\xF0\xEE\xEC \xE2 \xE2\xEE\xF1\xEA\xF0\xE5\xF1\xE5\xED\xFC\xE5";
  const std::string koi =
      "\xD7\xCF\xCA\xD3\xCB\xC1 \xCF\xC2\xD3\xD4\xD2\xC5\xCC\xD1\xCC\xC9 \xC7\xCF\xD2\xCF\xC4 "
      "\xD5\xD4\xD2\xCF\xCD \xD7 \xD7\xCF\xD3\xCB\xD2\xC5\xD3\xC5\xCE\xD8\xC5";
  CHECK(decode(windows, "").text == "войска обстреляли город утром в воскресенье");
  CHECK(decode(koi, "").text == "войска обстреляли город утром в воскресенье");
  CHECK(code_of(decode(koi, "")) == "encoding_guessed");
}

TEST_CASE("Arabic in its two old encodings is told apart") {
  // "قصف على بلدة كفرتعال أمس"
  CHECK(decode("\xDE\xD5\xDD \xDA\xE1\xEC \xC8\xE1\xCF\xC9 \xDF\xDD\xD1\xCA\xDA\xC7\xE1 "
               "\xC3\xE3\xD3",
               "")
            .text == "قصف على بلدة كفرتعال أمس");
  CHECK(decode("\xE2\xD5\xE1 \xD9\xE4\xE9 \xC8\xE4\xCF\xC9 \xE3\xE1\xD1\xCA\xD9\xC7\xE4 "
               "\xC3\xE5\xD3",
               "")
            .text == "قصف على بلدة كفرتعال أمس");
}

TEST_CASE("typographic quotes of Windows are read in an English text") {
  CHECK(decode("It wasn\x92t \x93"
               "clear\x94 who fired.",
               "")
            .text == "It wasn’t “clear” who fired.");
}

TEST_CASE("a declared encoding is used where the bytes are no UTF-8") {
  CHECK(decode("\xDE\xD5\xDD", "windows-1256").text == "قصف");
  CHECK(decode("\xDE\xD5\xDD", "no such encoding").text.size() > 0);
}

TEST_CASE("damage in UTF-8 is replaced and told with its place") {
  const Decoded decoded = decode("قصف \xFF كفر", "");
  CHECK(decoded.text == "قصف \uFFFD كفر");
  REQUIRE(decoded.diagnostics.size() == 1);
  CHECK(decoded.diagnostics[0].message ==
        "not valid UTF-8 at 1 place, byte 7 (0xFF): replaced by U+FFFD");
  CHECK(code_of(decode("قصف \xD9", "")) == "text_cut_short");
}

TEST_CASE("what is no text is named") {
  CHECK(complaint("%PDF-1.7\n").find("a PDF document") != std::string::npos);
  CHECK(complaint("PK\x03\x04\x14").find("ZIP") != std::string::npos);
  CHECK(complaint("\x1F\x8B\x08").find("gzip") != std::string::npos);
  CHECK(complaint("\x89PNG\r\n").find("PNG") != std::string::npos);
  CHECK(complaint("\x7F"
                  "ELF\x02")
            .find("ELF") != std::string::npos);
  CHECK(complaint("ab\0cd\0\0e"s).find("a zero byte at byte 2") != std::string::npos);
  CHECK(complaint("\x01\x02\x03\x04\x05 abc").find("control characters") != std::string::npos);
}

TEST_CASE("lines are made to end alike") {
  CHECK(normalise_lines("\uFEFF"
                        "a\r\nb\rc\n\r\n"s) == "a\nb\nc\n\n");
  CHECK(normalise_lines("a\0b"s) ==
        "a\uFFFD"
        "b");
}

TEST_CASE("white space, marks of direction and control characters are blank") {
  CHECK(is_blank(" \t\r\n\u00A0\u200F\uFEFF\x01"));
  CHECK(is_blank(""));
  CHECK_FALSE(is_blank(" ."));
}
