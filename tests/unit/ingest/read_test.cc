#include "tocsin/ingest/read.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/bytes.h"
#include "tocsin/ingest/formats.h"

using namespace tocsin;
using namespace tocsin::ingest;
namespace fs = std::filesystem;

namespace {

struct Result {
  std::vector<Input> inputs;
  std::vector<Fault> faults;
};

Sink sink_to(Result& result) {
  return {[&](Input input) { result.inputs.push_back(std::move(input)); },
          [&](const Fault& fault) { result.faults.push_back(fault); }};
}

Result read_bytes(const std::string& bytes, const std::string& name, const Options& options = {}) {
  Result result;
  std::istringstream stream(bytes);
  read_stream(stream, name, options, sink_to(result));
  return result;
}

Result read_at(const fs::path& path, const Options& options = {}) {
  Result result;
  read_path(path, options, sink_to(result));
  return result;
}

// A folder of its own, removed at the end.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(fs::temp_directory_path() / ("tocsin_ingest_" + name)) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }
  void add(const fs::path& name, const std::string& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

 private:
  fs::path path_;
};

// Bytes that can be read once only, as those of a pipe.
class NoWayBack : public std::stringbuf {
 public:
  using std::stringbuf::stringbuf;

 protected:
  pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override {
    return pos_type(off_type(-1));
  }
  pos_type seekpos(pos_type, std::ios_base::openmode) override { return pos_type(off_type(-1)); }
};

std::string ids(const Result& result) {
  std::string all;
  for (const Input& input : result.inputs) all += input.report.id + " ";
  return all;
}

}  // namespace

TEST_CASE("a folder is read in the order of names, without hidden files, and the rest is told") {
  const Folder folder("order");
  folder.add("b.txt", "B.");
  folder.add("a/z.html", "<p>Z.</p>");
  folder.add("a/c.jsonl", "{\"text\":\"C.\"}\n{\"id\":\"own\",\"text\":\"D.\"}\n");
  folder.add(".hidden.txt", "no");
  folder.add(".git/x.txt", "no");
  folder.add("picture.png", "\x89PNG");
  const Result result = read_at(folder.path());
  CHECK(ids(result) == "a/c#1 own a/z b ");
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].severity == Severity::kSkipped);
  CHECK(result.faults[0].origin.ends_with("picture.png"));
  CHECK(result.inputs[0].report.origin.ends_with("a/c.jsonl:1"));
}

TEST_CASE("links to folders that hold them do not go on for ever") {
  const Folder folder("loop");
  folder.add("a/x.txt", "X.");
  fs::create_directory_symlink(folder.path(), folder.path() / "a" / "up");
  fs::create_symlink("nowhere", folder.path() / "gone.txt");
  const Result result = read_at(folder.path());
  CHECK(ids(result) == "a/x ");
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].severity == Severity::kSkipped);
}

TEST_CASE("a file that is missing is a fault and no error") {
  const Result result = read_at("/nonexistent/report.txt");
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].code == ErrorCode::kFileMissing);
  CHECK(result.faults[0].severity == Severity::kError);
}

TEST_CASE("a format that does not exist is an error that names those that do") {
  Options options;
  options.format = "xls";
  CHECK_THROWS_WITH_AS(
      read_bytes("x", "-", options),
      "format \"xls\"; expected one of text, html, jsonl, json, csv, pdf, docx, feed, "
      "message, mbox, telegram, whatsapp, archive",
      Error);
}

TEST_CASE("a format that is given wins over name and content") {
  Options options;
  options.format = "text";
  const Result result = read_bytes("{\"text\":\"x\"}", "a.jsonl", options);
  REQUIRE(result.inputs.size() == 1);
  CHECK(result.inputs[0].report.text == "{\"text\":\"x\"}");
}

TEST_CASE("what the user says wins over what the input says") {
  Options options;
  options.published = parse_date("2024-01-02");
  options.language = "ar";
  options.source = "desk";
  const Result result = read_bytes(R"({"text":"x","date":"2020-01-01","lang":"en","source":"s"})",
                                   "a.jsonl", options);
  REQUIRE(result.inputs.size() == 1);
  const Report& report = result.inputs[0].report;
  CHECK(report.published == options.published);
  CHECK(report.published_basis == PublishedBasis::kGiven);
  CHECK(report.language == "ar");
  CHECK(report.source == "desk");
}

TEST_CASE("without a date the basis is none") {
  const Result result = read_bytes("Text.", "a.txt");
  REQUIRE(result.inputs.size() == 1);
  CHECK_FALSE(result.inputs[0].report.published.has_value());
  CHECK(result.inputs[0].report.published_basis == PublishedBasis::kNone);
}

TEST_CASE("a line that is too long is told with its size and limit, and the next one is read") {
  Options options;
  options.max_line_bytes = 1000;
  const std::string lines =
      "{\"text\":\"a\"}\n{\"text\":\"" + std::string(200'000, 'x') + "\"}\n{\"text\":\"b\"}";
  const Result result = read_bytes(lines, "big.jsonl", options);
  CHECK(ids(result) == "big#1 big#3 ");
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].code == ErrorCode::kTooLarge);
  CHECK(result.faults[0].message == "big.jsonl:2: a line of 200011 bytes; at most 1000 are read");
}

TEST_CASE("an object of an array that is too long is told, and the next one is read") {
  Options options;
  options.max_line_bytes = 50;
  const Result result = read_bytes(
      "[{\"text\":\"" + std::string(100, 'x') + "\"},\n{\"text\":\"b\"}]", "big.json", options);
  CHECK(ids(result) == "big#2 ");
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].message == "big.json:1: an object of 111 bytes; at most 50 are read");
}

TEST_CASE("a file that is too large is a fault") {
  Options options;
  options.max_report_bytes = 10;
  for (const char* name : {"a.txt", "a.html"}) {
    const Result result = read_bytes(std::string(11, 'x'), name, options);
    REQUIRE(result.faults.size() == 1);
    CHECK(result.faults[0].code == ErrorCode::kTooLarge);
  }
  CHECK(read_bytes(std::string(10, 'x'), "a.txt", options).inputs.size() == 1);
}

TEST_CASE("an array that breaks off gives what it has, and a fault") {
  const Result result = read_bytes("[{\"text\":\"a\"},{\"text\":\"b\"", "a.json");
  CHECK(result.inputs.size() == 1);
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].code == ErrorCode::kBadRecord);
}

TEST_CASE("JSON lines in UTF-16 or compressed are one fault, not one for each line") {
  CHECK(read_bytes("\xFF\xFE{\n{\n", "a.jsonl").faults.size() == 1);
  CHECK(read_bytes("\x1F\x8B\x08\n\n", "a.jsonl").faults[0].code == ErrorCode::kNotText);
}

TEST_CASE("a page nested too deeply is a fault and does not end the program") {
  std::string page;
  for (int i = 0; i < 200'000; ++i) page += "<div>";
  const Result result = read_bytes(page + "text", "deep.html");
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].code == ErrorCode::kTooLarge);
}

TEST_CASE("a page that leaves its formatting open does not fill the memory") {
  std::string page;
  for (int i = 0; i < 1500; ++i) page += "<font size=" + std::to_string(i) + ">";
  for (int i = 0; i < 50'000; ++i) page += "<p>x";
  const Result result = read_bytes(page, "open.html");
  REQUIRE(result.faults.size() == 1);
  CHECK(result.faults[0].code == ErrorCode::kTooLarge);
}

TEST_CASE("many elements side by side are no depth") {
  std::string page;
  for (int i = 0; i < 5000; ++i) page += "<p>One more line of this page.<br><img src=a><li>x";
  CHECK(read_bytes(page, "wide.html").inputs.size() == 1);
}

TEST_CASE("a page in the encoding that it declares") {
  const Result result = read_bytes(
      "<html><head><meta charset=windows-1256></head><body><p>\xDE\xD5\xDD</p></body></html>",
      "a.html");
  REQUIRE(result.inputs.size() == 1);
  CHECK(result.inputs[0].report.text == "قصف");
}

TEST_CASE("lines of any length are read in bounded memory") {
  std::istringstream stream("abc\r\n\n" + std::string(70'000, 'y') + "\nend");
  Bytes bytes(stream);
  std::string line;
  CHECK(bytes.peek(2) == "ab");
  CHECK(bytes.read_line(line, 10) == 3u);
  CHECK(line == "abc");
  CHECK(bytes.read_line(line, 10) == 0u);
  CHECK(bytes.read_line(line, 10) == 70'000u);
  CHECK(line == std::string(10, 'y'));
  CHECK(bytes.read_line(line, 10) == 3u);
  CHECK(line == "end");
  CHECK_FALSE(bytes.read_line(line, 10).has_value());
}

TEST_CASE("an encoding that does not exist is an error") {
  Options options;
  options.encoding = "no such encoding";
  CHECK_THROWS_AS(read_bytes("x", "-", options), Error);
}

TEST_CASE("a report tells the file, the entry, the reader and the encoding that it is from") {
  const Result result = read_bytes("text\none\n\"two\"\n", "desk/a.csv");
  REQUIRE(result.inputs.size() == 2);
  CHECK(result.inputs[1].report.provenance == Provenance{"desk/a.csv", "row 3", "csv", "UTF-8"});
  CHECK(result.inputs[1].report.origin == "desk/a.csv:3");
}

TEST_CASE("a fault tells file, row, column, value and what mends it") {
  const Result result = read_bytes("{\"id\": 1, \"text\": 5}\n", "a.jsonl");
  REQUIRE(result.faults.size() == 1);
  const Fault& fault = result.faults[0];
  CHECK(fault.file == "a.jsonl");
  CHECK(fault.entry == "line 1");
  CHECK(fault.row == 1);
  CHECK(fault.column == "text");
  CHECK(fault.value == "a number");
  CHECK(fault.fix.find("\"text\"") != std::string::npos);
}

TEST_CASE("a column map says where the fields of a table are, by name or number") {
  Options options;
  options.columns = parse_columns("text=what happened, date=3");
  const Result result =
      read_bytes("text,What happened,day\nno,One.,2024-02-13\n", "a.csv", options);
  REQUIRE(result.inputs.size() == 1);
  CHECK(result.inputs[0].report.text == "One.");
  CHECK(result.inputs[0].report.published == parse_date("2024-02-13"));
  options.columns = parse_columns("text=notes");
  CHECK(read_bytes("text\nno\n", "a.csv", options).faults.at(0).column == "notes");
}

TEST_CASE("a column map that is none is an error") {
  CHECK_THROWS_AS(parse_columns("text"), Error);
  CHECK_THROWS_AS(parse_columns("words=notes"), Error);
  CHECK_THROWS_AS(parse_columns("text="), Error);
  CHECK(parse_columns("text=a,date=b").at("date") == "b");
}

TEST_CASE("a table in which nothing is right ends after ten thousand rows") {
  std::string table = "id,text\n";
  for (int i = 0; i < 20'000; ++i) table += "1,2,3\n";
  const Result result = read_bytes(table, "a.csv");
  CHECK(result.faults.size() < 10'010);
  CHECK(result.faults.back().message.find("are not read") != std::string::npos);
}

TEST_CASE("a chat in a file of a general name is known by its content") {
  CHECK(&format_of("a.txt", "13/02/2024, 08:15 - Rana: One.") == find_format("whatsapp"));
  CHECK(&format_of("a.txt", "On 13/02/2024, at 08:15, shots.") == find_format("text"));
  CHECK(&format_of("r.json", R"({"name":"A","type":"personal_chat","id":1,"messages":[)") ==
        find_format("telegram"));
  CHECK(&format_of("r.json", R"([{"text":"a"}])") == find_format("json"));
  CHECK(&format_of("-", "From: a@b\nDate: x\n\nwords") == find_format("message"));
  CHECK(&format_of("-", "%PDF-1.4") == find_format("pdf"));
}

TEST_CASE("marks that override the direction are told") {
  const Result result = read_bytes("a\u202Eb", "a.txt");
  REQUIRE(result.inputs.size() == 1);
  REQUIRE(result.inputs[0].diagnostics.size() == 1);
  CHECK(result.inputs[0].diagnostics[0].code == "direction_overrides");
}

TEST_CASE("references to no character do not make the text invalid") {
  const Result result = read_bytes("<p>&#xFFFFFFFB; words</p>", "a.html");
  REQUIRE(result.inputs.size() == 1);
  CHECK(first_invalid_utf8(result.inputs[0].report.text) == result.inputs[0].report.text.size());
}

TEST_CASE("an archive that cannot go back is read from memory") {
  // A ZIP file with one stored entry, "a.txt", that holds "One.".
  const std::string zip(
      "PK\003\004\024\000\000\000\000\000\000\000\041\000p\343\046d\004\000\000\000\004\000"
      "\000\000\005\000\000\000a.txtOne.PK\001\002\024\000\024\000\000\000\000\000\000\000"
      "\041\000p\343\046d\004\000\000\000\004\000\000\000\005\000\000\000\000\000\000\000"
      "\000\000\000\000\200\001\000\000\000\000a.txtPK\005\006\000\000\000\000\001\000\001"
      "\0003\000\000\000\047\000\000\000\000\000",
      112);
  CHECK(read_bytes(zip, "a.zip").inputs.at(0).report.text == "One.");
  NoWayBack buffer(zip);
  std::istream stream(&buffer);
  Result result;
  read_stream(stream, "-", {}, sink_to(result));
  REQUIRE(result.inputs.size() == 1);
  CHECK(result.inputs[0].report.id == "stdin/a");
}
