#include "tocsin/core/capital_words.h"

#include <doctest/doctest.h>

using namespace tocsin;

TEST_CASE("words with a capital letter, without the signs around them") {
  CHECK(capital_words("the camp of (Tsoro), west of Drodro.") ==
        std::set<std::string_view>{"Tsoro", "Drodro"});
  CHECK(capital_words("the market").empty());
  CHECK(capital_words("").empty());
}

TEST_CASE("scripts without capitals give none") { CHECK(capital_words("معسكر أبو شوك").empty()); }
