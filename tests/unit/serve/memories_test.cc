#include "tocsin/serve/memories.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>

namespace tocsin::serve {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using Texts = Memories<std::string>;

TEST_CASE("whoever asks first for a value makes it") {
  Texts texts({10, 1000});
  const Texts::Found found = texts.look("total", 1);
  CHECK_FALSE(found.value);
  CHECK(found.is_wanted);
}

TEST_CASE("a value holds until the desk changes") {
  Texts texts({10, 1000});
  texts.keep("total", 1, "7", 1, hours(1));
  CHECK(texts.look("total", 1).value == "7");
  CHECK_FALSE(texts.look("total", 1).is_wanted);
}

TEST_CASE("a value that is quick to make is never shown old") {
  Texts texts({10, 1000});
  texts.keep("total", 1, "7", 1, milliseconds(2));
  CHECK_FALSE(texts.look("total", 2).value);
}

TEST_CASE("a value that takes long is shown old, and rests before it is made again") {
  Texts texts({10, 1000});
  texts.keep("total", 1, "7", 1, hours(1));
  const Texts::Found found = texts.look("total", 2);
  CHECK(found.value == "7");
  CHECK_FALSE(found.is_wanted);
}

TEST_CASE(
    "an old value is made again by one of those who ask, and by another where that one fails") {
  Texts texts({10, 1000});
  texts.keep("total", 1, "7", 1, milliseconds(11));
  // It rests for thirty times what it took.
  while (!texts.look("total", 2).is_wanted) std::this_thread::sleep_for(milliseconds(20));
  CHECK_FALSE(texts.look("total", 2).is_wanted);
  texts.give_up("total");
  CHECK(texts.look("total", 2).is_wanted);
  texts.keep("total", 2, "8", 1, milliseconds(11));
  CHECK(texts.look("total", 2).value == "8");
}

TEST_CASE("where there are too many, those go that are quick to make again") {
  Texts texts({4, 1000});
  texts.keep("slow", 1, "s", 1, hours(1));
  for (const char* name : {"a", "b", "c", "d"}) texts.keep(name, 1, name, 1, milliseconds(1));
  CHECK(texts.look("slow", 1).value == "s");
  CHECK_FALSE(texts.look("a", 1).value);
  CHECK(texts.look("d", 1).value == "d");
}

}  // namespace
}  // namespace tocsin::serve
