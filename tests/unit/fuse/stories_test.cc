#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "desk.h"
#include "story_file.h"
#include "tocsin/fuse/fuser.h"

namespace tocsin::fuse {
namespace {

std::vector<StoryFile> stories() {
  const std::filesystem::path folder =
      std::filesystem::path(TOCSIN_SOURCE_DIR) / "tests/golden/stories";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<StoryFile> found;
  for (const auto& path : paths) found.push_back(read_story(path, shipped_rules()));
  return found;
}

std::vector<Claim> all_claims(const StoryFile& story) {
  std::vector<Claim> claims;
  for (const auto& report : story.reports)
    claims.insert(claims.end(), report.begin(), report.end());
  return claims;
}

TEST_CASE("every story comes out as its file says") {
  const std::vector<StoryFile> files = stories();
  CHECK(files.size() >= 12);
  for (const StoryFile& story : files) {
    CAPTURE(story.name);
    CHECK(written(fuse_all(all_claims(story), shipped_rules())) == story.expected);
  }
}

TEST_CASE("a story comes out the same in whatever order its reports arrive") {
  for (const StoryFile& story : stories()) {
    CAPTURE(story.name);
    std::vector<std::size_t> order(story.reports.size());
    for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
    std::mt19937 random(7);
    constexpr int kOrders = 10;
    for (int round = 0; round < kOrders; ++round) {
      MemoryDesk desk(shipped_rules());
      for (const std::size_t report : order) desk.add(story.reports[report]);
      CHECK(written(desk.incidents()) == story.expected);
      std::shuffle(order.begin(), order.end(), random);
    }
  }
}

TEST_CASE("a report that is taken out leaves no trace") {
  for (const StoryFile& story : stories()) {
    CAPTURE(story.name);
    for (const auto& gone : story.reports) {
      MemoryDesk desk(shipped_rules());
      std::vector<Claim> rest;
      for (const auto& report : story.reports) {
        desk.add(report);
        if (&report != &gone) rest.insert(rest.end(), report.begin(), report.end());
      }
      desk.remove(gone.front().report);
      CHECK(written(desk.incidents()) == written(fuse_all(rest, shipped_rules())));
    }
  }
}

TEST_CASE("all stories on one desk come out the same one by one and at once") {
  MemoryDesk desk(shipped_rules());
  std::vector<Claim> all;
  for (const StoryFile& story : stories()) {
    for (const auto& report : story.reports) {
      desk.add(report);
      all.insert(all.end(), report.begin(), report.end());
    }
  }
  CHECK(written(desk.incidents()) == written(fuse_all(all, shipped_rules())));
}

}  // namespace
}  // namespace tocsin::fuse
