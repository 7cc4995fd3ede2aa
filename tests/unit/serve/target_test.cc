#include "tocsin/serve/target.h"

#include <doctest/doctest.h>

#include "tocsin/serve/problem.h"

namespace tocsin::serve {

TEST_CASE("an id with a slash in it is one part of a path where it is percent-encoded") {
  const Target target = parse_target("/v1/events/izra-note%2F1");
  CHECK(target.path == std::vector<std::string>{"v1", "events", "izra-note/1"});
}

TEST_CASE("a query is decoded once, its plus signs are spaces, its order is kept") {
  const Target target =
      parse_target("/v1/events?words=road+closed&type=COERCE%3Asiege&type=ASSAULT&from");
  CHECK(target.query ==
        Parameters{
            {"words", "road closed"}, {"type", "COERCE:siege"}, {"type", "ASSAULT"}, {"from", ""}});
  CHECK(parse_target("/a%252F").path.front() == "a%2F");
}

TEST_CASE("broken encodings, bytes that are no text and U+0000 are refused") {
  for (const char* words : {"/%", "/%4", "/%zz", "/%ff", "/%00", "/?a=%C3%28", "v1", "", "*"}) {
    CAPTURE(words);
    CHECK_THROWS_AS(parse_target(words), Problem);
  }
}

TEST_CASE("what was encoded is decoded to the same") {
  const std::string text = "إزرع/1 %+?&#\"<>";
  CHECK(parse_target("/" + encode(text)).path.front() == text);
}

}  // namespace tocsin::serve
