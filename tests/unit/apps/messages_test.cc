#include "apps/messages.h"

#include <doctest/doctest.h>

namespace tocsin::apps {
namespace {

TEST_CASE("a fault is one line that names the place once and says how to mend it") {
  const std::string line = fault_line(ErrorCode::kFileEmpty, "a.txt", "no text in it");
  CHECK(line == "tocsin: a.txt: no text in it. The file holds no text; give one that does.");
  CHECK(fault_line(ErrorCode::kFileEmpty, "a.txt", "a.txt: no text\nin it.") ==
        "tocsin: a.txt: no text in it. The file holds no text; give one that does.");
}

TEST_CASE("the nearest option is offered, but nothing where none is near") {
  const std::vector<std::string> known{"--format", "--date", "--explain"};
  CHECK(nearest("--fromat", known) == "--format");
  CHECK(nearest("--xyzzyxyzzy", known).empty());
}

TEST_CASE("the closing count tells coded from failed") {
  CHECK(closing_count(3, 2) == "3 of 5 inputs coded, 2 failed.");
  CHECK(closing_count(0, 1) == "0 of 1 input coded, 1 failed.");
}

}  // namespace
}  // namespace tocsin::apps
