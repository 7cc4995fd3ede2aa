#include "tocsin/ingest/pdf_text.h"

#include <doctest/doctest.h>

using tocsin::ingest::paragraphs_of_pages;

TEST_CASE("lines are joined to paragraphs, and a short line ends one") {
  CHECK(paragraphs_of_pages("Road closed\nThe army closed the road to Zubara on\nMonday, and it "
                            "did not say why it\nhad done so.\nNobody was hurt, the mayor of the\n"
                            "town said.\n") ==
        "Road closed\n\nThe army closed the road to Zubara on Monday, and it did not say why it "
        "had done so.\n\nNobody was hurt, the mayor of the town said.");
}

TEST_CASE("a word parted at a line's end is whole again, a hyphen before a capital stays") {
  CHECK(paragraphs_of_pages("the sol-\ndiers") == "the soldiers");
  CHECK(paragraphs_of_pages("near Tal-\nMarwan") == "near Tal- Marwan");
}

TEST_CASE("numbers of pages are left out, and a sentence goes on over a page") {
  CHECK(paragraphs_of_pages("The army closed the road\n- 1 -\n\f2\nto Zubara on Monday night.") ==
        "The army closed the road to Zubara on Monday night.");
}

TEST_CASE("shapes of letters, ligatures and marks of direction become plain letters") {
  CHECK(paragraphs_of_pages("\u202B\uFED7\uFEBC\uFED2\u202C \uFB01re") == "قصف fire");
}
