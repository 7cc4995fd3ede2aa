#include "tocsin/core/utf8.h"

#include <doctest/doctest.h>

using namespace tocsin;

TEST_CASE("byte offsets become code points in mixed scripts") {
  const std::string text = "Izra\u02BB \u0625\u0632\u0631\u0639 \U0001F525!";
  const CodePointOffsets offsets(text);
  CHECK(offsets(0) == 0);
  CHECK(offsets(text.find("\u0625")) == 6);
  CHECK(offsets(text.find("!")) == 12);
  CHECK(offsets(text.size()) == 13);
  CHECK(offsets(text.size() + 50) == 13);
}

TEST_CASE("offsets stay right past block borders") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\u0639x";
  const CodePointOffsets offsets(text);
  for (int i = 0; i < 1000; ++i)
    REQUIRE(offsets(static_cast<std::size_t>(i) * 3) == static_cast<unsigned>(2 * i));
}

TEST_CASE("the first invalid byte is found") {
  CHECK(first_invalid_utf8("abc") == 3);
  CHECK(first_invalid_utf8("ab\xFF") == 2);
  CHECK(first_invalid_utf8("ab\xE2\x82") == 2);    // cut short
  CHECK(first_invalid_utf8("\xED\xA0\x80") == 0);  // surrogate
  CHECK(first_invalid_utf8("\xC0\xAF") == 0);      // overlong
}

TEST_CASE("maximal invalid stretches become one replacement character each") {
  CHECK(replace_invalid_utf8("a\xE2\x82z") == "a\uFFFDz");
  CHECK(replace_invalid_utf8("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(replace_invalid_utf8("\xF0\x9F\x94") == "\uFFFD");
}

TEST_CASE("code points are decoded and appended alike") {
  for (char32_t c : {U'a', U'\u00E9', U'\u0639', U'\U0001F525'}) {
    std::string text;
    append_utf8(text, c);
    CHECK(decode_utf8(text, 0).value == c);
    CHECK(decode_utf8(text, 0).bytes == text.size());
  }
}
