#include "tocsin/fuse/pair.h"

#include <doctest/doctest.h>

#include <string>

#include "desk.h"

namespace tocsin::fuse {
namespace {

/// The score of two attacks that one report tells of, the second in `sentence`.
double score_with(const std::string& sentence) {
  Claim first;
  first.event = "a/1";
  first.report = "a";
  first.type = "ASSAULT";
  first.mode = "firearms";
  first.published = parse_date("2024-03-10");
  first.sentence = {10, 60};
  first.trigger = {20, 25};
  Claim second = first;
  second.event = "a/2";
  second.sentence_text = sentence;
  const auto at = static_cast<std::uint32_t>(sentence.find("fired"));
  constexpr std::uint32_t kBegin = 100;
  second.sentence = {kBegin, kBegin + static_cast<std::uint32_t>(sentence.size())};
  second.trigger = {kBegin + at, kBegin + at + 5};
  return score_pair({&first, nullptr}, {&second, nullptr}, shipped_rules()).score;
}

TEST_CASE("what a report calls another event is not the one told of before") {
  const double again = score_with("Gunmen fired on the bus.");
  CHECK(score_with("In a separate incident gunmen fired on the bus.") < again);
  CHECK(score_with("وفي حادث منفصل fired") < again);
  CHECK(score_with("Gunmen fired on the bus; another was stopped.") == again);
}

}  // namespace
}  // namespace tocsin::fuse
