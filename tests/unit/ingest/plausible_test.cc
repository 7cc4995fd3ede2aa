#include "tocsin/ingest/plausible.h"

#include <doctest/doctest.h>

using tocsin::ingest::implausibility;

TEST_CASE("text as it is looks like text") {
  CHECK(implausibility("قصف على السوق، أمس.") == doctest::Approx(0));
  CHECK(implausibility("Обстрел города утром.") == doctest::Approx(0));
  CHECK(implausibility("L’école d’Évrac a été « fermée ».") == doctest::Approx(0));
  CHECK(implausibility("plain") == doctest::Approx(0));
}

TEST_CASE("text read in a wrong encoding does not") {
  CHECK(implausibility("нБЯРПЕК ЦНПНДЮ") > 0.05);  // KOI8-R read as windows-1251
  CHECK(implausibility("Þصف Úلى") > 0.25);         // two scripts in a word
  CHECK(implausibility("Ã©cole fermÃ©e") > 0.3);   // UTF-8 read as Latin-1
  CHECK(implausibility("a\u0081b \uFFFD") > 0.9);  // controls, nothing
}
