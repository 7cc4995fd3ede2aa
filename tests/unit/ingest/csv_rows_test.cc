#include "tocsin/ingest/csv_rows.h"

#include <doctest/doctest.h>

#include "tocsin/ingest/view_stream.h"

using namespace tocsin::ingest;

namespace {

// Every row on a line: its number, its cells between bars, "!" for a problem.
std::string rows_of(std::string_view bytes, char separator = ',', std::size_t limit = 1000) {
  ViewStream stream(bytes);
  Bytes input(stream);
  Rows rows(input, separator, limit);
  std::string all;
  for (Row row; rows.next(row);) {
    all += std::to_string(row.number);
    if (!row.problem.empty()) all += "!";
    for (const std::string& cell : row.cells) all += "|" + (row.problem.empty() ? cell : "");
    all += ";";
  }
  return all;
}

}  // namespace

TEST_CASE("cells between quotation marks hold separators, marks and line ends") {
  CHECK(rows_of("a,\"b,c\",\"d \"\"e\"\"\"\n\"f\ng\",,\r\n") == "1|a|b,c|d \"e\";2|f\ng||;");
}

TEST_CASE("a row with a problem costs no other row") {
  CHECK(rows_of("1,\"open\n2,a\n3,b\n") == "1!|;2|2|a;3|3|b;");
  CHECK(rows_of("1,\"a\"b\n2,c\n") == "1!||;2|2|c;");
  CHECK(rows_of("1," + std::string(2000, 'x') + "\n2,c\n") == "1!;2|2|c;");
}

TEST_CASE("blank lines are counted as a spreadsheet counts them") {
  CHECK(rows_of("a\n\n\nb\n") == "1|a;4|b;");
}

TEST_CASE("the separator is the sign that stands most often outside quotation marks") {
  CHECK(separator_of("a,b") == ',');
  CHECK(separator_of("a;b;c,d") == ';');
  CHECK(separator_of("a\tb") == '\t');
  CHECK(separator_of("\"a,b,c\"|d") == '|');
}
