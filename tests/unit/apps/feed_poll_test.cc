#include "apps/feed_poll.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

}  // namespace

TEST_CASE("the state of a folder changes with any file at or below it, also behind a link") {
  const fs::path folder =
      fs::temp_directory_path() / ("tocsin-state-" + std::to_string(::getpid()));
  fs::create_directories(folder / "in");
  fs::create_directories(folder / "far");
  write(folder / "in" / "a.txt", "a");
  const std::string first = state_of(folder / "in");
  CHECK(state_of(folder / "in") == first);
  fs::create_directory_symlink(folder / "far", folder / "in" / "link");
  fs::create_directory_symlink(folder / "in", folder / "far" / "back");
  write(folder / "far" / "b.txt", "b");
  const std::string second = state_of(folder / "in");
  CHECK(second != first);
  write(folder / "far" / "b.txt", "bb");
  CHECK(state_of(folder / "in") != second);
  fs::remove_all(folder);
  CHECK(state_of(folder / "in") != first);
}

}  // namespace tocsin::apps
