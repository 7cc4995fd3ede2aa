#include "tests/fuzz/fuzz.h"

#include <cstdio>
#include <cstdlib>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/view_stream.h"

namespace tocsin::fuzz {
namespace {

constexpr std::size_t kMaxReport = std::size_t{1} << 20;

void check(const ingest::Input& input) {
  const Report& report = input.report;
  for (const std::string& words : {report.text, report.title, report.source, report.id}) {
    require(first_invalid_utf8(words) == words.size(), "words that are not UTF-8");
  }
  require(!ingest::is_blank(report.text), "a report without words");
  require(!report.id.empty() && !report.provenance.file.empty(), "a report from nowhere");
}

void check(const ingest::Fault& fault) {
  require(!fault.message.empty() && !fault.fix.empty(), "a fault without its reason");
  require(first_invalid_utf8(fault.message) == fault.message.size(), "a reason that is not UTF-8");
}

}  // namespace

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: %s\n", what);
  std::abort();
}

void read_as(std::string_view format, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::size_t told = 0;
  const ingest::Sink sink{[&](const ingest::Input& input) { check(input), ++told; },
                          [&](const ingest::Fault& fault) { check(fault), ++told; }};
  ingest::Options options;
  options.max_report_bytes = kMaxReport;
  options.max_line_bytes = kMaxReport;
  options.archive.bytes = kMaxReport;
  options.pdf_text_program = "/nonexistent";  // what it writes has a target of its own
  ingest::Origin origin;
  origin.name = origin.id = origin.file = "input";
  ingest::ViewStream stream(bytes);
  ingest::Bytes input(stream);
  ingest::find_format(format)->read(input, origin, options, sink);
  const bool is_container = format == "archive" || format == "message" || format == "mbox";
  require(told > 0 || is_container, "an input of which nothing is told");
}

}  // namespace tocsin::fuzz
