#include <sstream>

#include "tests/cases/verbs.h"
#include "tocsin/ingest/read.h"

namespace tocsin::cases {
namespace {

void add_field(std::string& lines, const std::string& name, const std::string& value) {
  if (!value.empty()) lines += name + "   " + in_quotes(value) + "\n";
}

std::string lines_of(const ingest::Input& input) {
  const Report& report = input.report;
  std::string lines = "id   " + in_quotes(report.id) + "\n";
  if (report.published) {
    lines += "published   " + to_string(*report.published) + "   " +
             std::string(to_string(report.published_basis)) + "\n";
  }
  add_field(lines, "language", report.language);
  add_field(lines, "source", report.source);
  add_field(lines, "author", report.author);
  add_field(lines, "title", report.title);
  add_field(lines, "url", report.url);
  add_field(lines, "entry", report.provenance.entry);
  add_field(lines, "text", report.text);
  for (const Diagnostic& each : input.diagnostics) {
    lines += each.code + "   " + in_quotes(each.message) + "\n";
  }
  return lines;
}

}  // namespace

/// The reports that the text holds as the bytes of the file whose name is the verb's argument: one
/// line for each field that is filled, and the faults.
std::string ingest(const Case& input) {
  std::string lines;
  const ingest::Sink sink{[&](const ingest::Input& read) { lines += lines_of(read); },
                          [&](const ingest::Fault& fault) {
                            const bool is_skipped = fault.severity == ingest::Severity::kSkipped;
                            lines += (is_skipped ? "skipped   " : "fault   ") +
                                     std::string(name(fault.code)) + "   " +
                                     in_quotes(fault.message) + "\n";
                          }};
  std::istringstream stream(input.text);
  ingest::read_stream(stream, input.arguments, {}, sink);
  return lines;
}

}  // namespace tocsin::cases
