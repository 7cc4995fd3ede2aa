#include "tocsin/serve/gate.h"

#include <doctest/doctest.h>

#include <set>

#include "tocsin/serve/problem.h"
#include "tocsin/serve/secret.h"

namespace tocsin::serve {
namespace {

std::string refusal(Gate& gate, const Headers& headers, const std::string& address = "192.0.2.1") {
  try {
    gate.admit(headers, address);
    return "";
  } catch (const Problem& problem) {
    return problem.code();
  }
}

Headers bearing(const std::string& secret) { return {{"Authorization", "Bearer " + secret}}; }

}  // namespace

TEST_CASE("secrets hold 256 bits, differ, and need no encoding") {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string secret = random_secret();
    CHECK(secret.size() == 43);
    CHECK(secret.find_first_not_of(
              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    seen.insert(secret);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("a token is known by its hash, and its secret is kept nowhere") {
  CHECK(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const MadeToken made = passing_token("desk", Scope::kReview);
  CHECK(made.token.hash == digest(made.secret));
  Gate gate({});
  gate.add(made.token);
  const Grant grant = gate.admit(bearing(made.secret), "192.0.2.1");
  CHECK(grant.scope == Scope::kReview);
  CHECK(grant.name == "desk");
  CHECK_FALSE(grant.by_cookie);
}

TEST_CASE("without a token there is no grant, with a wrong one there is a refusal") {
  Gate gate({});
  CHECK(gate.admit({}, "192.0.2.1").scope == Scope::kNone);
  CHECK(refusal(gate, bearing("tk_wrong")) == "no_token");
  CHECK(refusal(gate, {{"Authorization", "Basic dGs6"}}) == "no_token");
  CHECK(refusal(gate, {{"Cookie", "tocsin_session=wrong"}}) == "no_token");
}

TEST_CASE("an expired token opens nothing") {
  MadeToken made = passing_token("desk", Scope::kRead);
  made.token.expires = moment(-1);
  Gate gate({});
  gate.add(made.token);
  CHECK(refusal(gate, bearing(made.secret)) == "no_token");
}

TEST_CASE("guessing stops after five tries, and whoever has the token still comes in") {
  const MadeToken made = passing_token("desk", Scope::kRead);
  Gate gate({});
  gate.add(made.token);
  int tried = 0;
  for (int i = 0; i < 10000; ++i) {
    if (refusal(gate, bearing("tk_" + std::to_string(i))) == "no_token") ++tried;
    if (i == 500) CHECK(refusal(gate, bearing(made.secret), "192.0.2.2").empty());
  }
  CHECK(tried <= 6);
  CHECK(refusal(gate, bearing("tk_guess"), "192.0.2.3") == "no_token");
}

TEST_CASE("a session holds the scope of its token, and ends with it and when it is closed") {
  const MadeToken made = passing_token("desk", Scope::kWrite);
  Gate gate({});
  gate.know({made.token});
  const Gate::Session session = gate.open_session(made.secret, "192.0.2.1");
  CHECK(session.scope == Scope::kWrite);
  const Headers cookie{{"Cookie", "other=1; tocsin_session=" + session.secret}};
  const Grant grant = gate.admit(cookie, "192.0.2.1");
  CHECK(grant.scope == Scope::kWrite);
  CHECK(grant.by_cookie);
  gate.know({});
  CHECK(refusal(gate, cookie) == "no_token");
  gate.know({made.token});
  gate.close_session(cookie);
  CHECK(refusal(gate, cookie) == "no_token");
}

TEST_CASE("too many requests of one address are held back, and others are not") {
  Gate gate({.requests = {1, 10}});
  int refused = 0;
  for (int i = 0; i < 20; ++i) refused += refusal(gate, {}) == "too_many";
  CHECK(refused >= 9);
  CHECK(refusal(gate, {}, "192.0.2.9").empty());
}

TEST_CASE("a bucket fills again with time") {
  RateLimit limit({2, 3});
  const auto now = RateLimit::Clock::now();
  CHECK(limit.take("a", now));
  CHECK(limit.take("a", now));
  CHECK(limit.take("a", now));
  CHECK_FALSE(limit.take("a", now));
  CHECK(limit.take("b", now));
  CHECK(limit.take("a", now + std::chrono::milliseconds(600)));
  CHECK_FALSE(limit.take("a", now + std::chrono::milliseconds(700)));
}

}  // namespace tocsin::serve
