#include "tocsin/serve/guard.h"

#include <doctest/doctest.h>

#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

std::string judged(const Headers& headers, const Place& place) {
  try {
    expect_own(headers, place);
    return "own";
  } catch (const Problem& problem) {
    return problem.code();
  }
}

std::string judged(const std::string& host, const std::string& origin = "",
                   Place place = {.port = 8437}) {
  Headers headers{{"Host", host}};
  if (!origin.empty()) headers.emplace_back("Origin", origin);
  return judged(headers, place);
}

}  // namespace

TEST_CASE("the names of this machine with the desk's port are its own") {
  for (const char* host : {"127.0.0.1:8437", "localhost:8437", "LOCALHOST:8437", "[::1]:8437"}) {
    CAPTURE(host);
    CHECK(judged(host) == "own");
  }
}

TEST_CASE("names that somebody else may point here are not its own") {
  for (const char* host :
       {"evil.example:8437", "evil.example", "", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:84370",
        "localhost.evil.example:8437", "127.0.0.1.evil.example:8437", "0.0.0.0:8437",
        "127.0.0.2:8437", "[::2]:8437", "[::1]", "localhost:8437@evil.example",
        "evil.example#localhost:8437", "localhost:8437 ", "2130706433:8437"}) {
    CAPTURE(host);
    CHECK(judged(host) == "wrong_host");
  }
}

TEST_CASE("two Host headers are one too many") {
  const Headers headers{{"Host", "localhost:8437"}, {"host", "localhost:8437"}};
  CHECK(judged(headers, {.port = 8437}) == "wrong_host");
}

TEST_CASE("a page of another origin is refused, also one that hides where it comes from") {
  CHECK(judged("localhost:8437", "http://localhost:8437") == "own");
  for (const char* origin : {"http://evil.example", "null", "https://localhost:8437",
                             "http://localhost:8438", "http://localhost", "http://127.0.0.1:8437",
                             "http://localhost:8437.evil.example", "file://"}) {
    CAPTURE(origin);
    CHECK(judged("localhost:8437", origin) == "wrong_origin");
  }
  const Headers cross{{"Host", "localhost:8437"}, {"Sec-Fetch-Site", "cross-site"}};
  CHECK(judged(cross, {.port = 8437}) == "wrong_origin");
}

TEST_CASE("a desk that is open to others goes by its addresses and by the names it was given") {
  Place place{.address = "0.0.0.0", .port = 8443, .is_secure = true, .names = {"desk.example"}};
  CHECK(judged("desk.example:8443", "https://desk.example:8443", place) == "own");
  CHECK(judged("192.0.2.7:8443", "", place) == "own");
  CHECK(judged("[2001:db8::7]:8443", "", place) == "own");
  CHECK(judged("other.example:8443", "", place) == "wrong_host");
  CHECK(judged("desk.example:8443", "http://desk.example:8443", place) == "wrong_origin");
}

TEST_CASE("behind a proxy only the names that it serves count, with whatever port it has") {
  Place place{.port = 8437, .is_secure = true, .is_behind_proxy = true, .names = {"desk.example"}};
  CHECK(judged("desk.example", "https://desk.example", place) == "own");
  CHECK(judged("127.0.0.1:8437", "", place) == "wrong_host");
}

}  // namespace tocsin::serve
