#include "tocsin/engine/batch.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace tocsin::engine {
namespace {

Job job(const std::string& id) {
  Job job;
  job.report.id = id;
  job.report.origin = id + ".txt";
  return job;
}

// Later reports are quicker than earlier ones; every third cannot be coded.
CodedReport code_slowly(const Report& report) {
  const int number = std::stoi(report.id);
  std::this_thread::sleep_for(std::chrono::microseconds((50 - number % 50) * 20));
  if (number % 3 == 2) throw Error(ErrorCode::kNotText, "not text: " + report.id);
  CodedReport coded;
  coded.report = report;
  return coded;
}

std::vector<std::string> run(unsigned threads) {
  std::vector<std::string> seen;
  Batch batch({threads, code_slowly, [&](CodedReport&& coded) { seen.push_back(coded.report.id); },
               [&](const Failure& failure) { seen.push_back("! " + failure.origin); }});
  for (int i = 0; i < 200; ++i) batch.add(job(std::to_string(i)));
  batch.finish();
  return seen;
}

TEST_CASE("results come in the order of the input, with any number of threads") {
  const std::vector<std::string> one = run(1);
  REQUIRE(one.size() == 200);
  CHECK(one[1] == "1");
  CHECK(one[2] == "! 2.txt");
  CHECK(run(2) == one);
  CHECK(run(7) == one);
}

TEST_CASE("one report that fails stops nothing, and says what it was") {
  std::vector<Failure> failures;
  std::size_t coded = 0;
  Batch batch({2,
               [](const Report& report) -> CodedReport {
                 if (report.id == "bad") throw std::runtime_error("broken");
                 return {report};
               },
               [&](CodedReport&&) { ++coded; },
               [&](const Failure& failure) { failures.push_back(failure); }});
  for (const char* id : {"a", "bad", "b"}) batch.add(job(id));
  batch.finish();
  CHECK(coded == 2);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].code == ErrorCode::kInternal);
  CHECK(failures[0].message == "broken");
}

TEST_CASE("an id that was used before gets a number, and the record says so") {
  std::vector<CodedReport> coded;
  Batch batch({1, [](const Report& report) -> CodedReport { return {report}; },
               [&](CodedReport&& each) { coded.push_back(std::move(each)); },
               [](const Failure&) {}});
  for (const char* id : {"a", "a~2", "a", "a"}) batch.add(job(id));
  batch.finish();
  REQUIRE(coded.size() == 4);
  CHECK(coded[0].report.id == "a");
  CHECK(coded[0].diagnostics.empty());
  CHECK(coded[1].report.id == "a~2");
  CHECK(coded[2].report.id == "a~3");
  CHECK(coded[3].report.id == "a~4");
  REQUIRE(coded[3].diagnostics.size() == 1);
  CHECK(coded[3].diagnostics[0].code == "duplicate_id");
}

TEST_CASE("what the reading of a report remarked stands before what its coding remarks") {
  std::vector<Diagnostic> diagnostics;
  Batch batch({1,
               [](const Report& report) {
                 CodedReport coded{report};
                 coded.diagnostics.push_back({"second", "", {}});
                 return coded;
               },
               [&](CodedReport&& each) { diagnostics = each.diagnostics; }, [](const Failure&) {}});
  Job first = job("a");
  first.diagnostics.push_back({"first", "", {}});
  batch.add(std::move(first));
  batch.finish();
  REQUIRE(diagnostics.size() == 2);
  CHECK(diagnostics[0].code == "first");
}

TEST_CASE("no more than a few reports for each thread are held at a time") {
  std::atomic<int> held = 0;
  int most = 0;
  Batch batch({2,
               [](const Report& report) -> CodedReport {
                 std::this_thread::sleep_for(std::chrono::microseconds(200));
                 return {report};
               },
               [&](CodedReport&&) { --held; }, [](const Failure&) {}});
  for (int i = 0; i < 300; ++i) {
    ++held;
    batch.add(job(std::to_string(i)));
    most = std::max(most, held.load());
  }
  batch.finish();
  CHECK(most <= 8);
  CHECK(held == 0);
}

TEST_CASE("a batch that is given up does not wait for what nobody asked for") {
  std::atomic<int> coded = 0;
  {
    Batch batch({2,
                 [&](const Report& report) -> CodedReport {
                   ++coded;
                   return {report};
                 },
                 [](CodedReport&&) {}, [](const Failure&) {}});
    for (int i = 0; i < 5; ++i) batch.add(job(std::to_string(i)));
  }
  CHECK(coded <= 5);
}

}  // namespace
}  // namespace tocsin::engine
