// Reads the inputs that are named and writes one line of JSON for each report and each fault: what
// the tests in Python look at. Nothing but the ingest stage runs, so that no model is needed.
//
// usage: ingest_driver [--columns MAP] [--format NAME] [--encoding NAME] [--order day|month]
//                      [--pdf-program PROGRAM] FILE|FOLDER...

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tocsin/ingest/read.h"

namespace {

using nlohmann::json;
using namespace tocsin;

json to_json(const ingest::Input& input) {
  const Report& report = input.report;
  json told = json::array();
  for (const Diagnostic& each : input.diagnostics) told.push_back({each.code, each.message});
  return {{"kind", "report"},
          {"id", report.id},
          {"text", report.text},
          {"title", report.title},
          {"source", report.source},
          {"author", report.author},
          {"language", report.language},
          {"url", report.url},
          {"published", report.published ? to_string(*report.published) : ""},
          {"file", report.provenance.file},
          {"entry", report.provenance.entry},
          {"format", report.provenance.format},
          {"encoding", report.provenance.encoding},
          {"diagnostics", std::move(told)}};
}

json to_json(const ingest::Fault& fault) {
  const bool is_skipped = fault.severity == ingest::Severity::kSkipped;
  return {{"kind", is_skipped ? "skipped" : "fault"},
          {"code", std::string(name(fault.code))},
          {"message", fault.message},
          {"file", fault.file},
          {"entry", fault.entry},
          {"row", fault.row},
          {"column", fault.column},
          {"value", fault.value},
          {"fix", fault.fix}};
}

// The options that stand before the paths, and the paths.
std::vector<std::string> read_arguments(int count, char** words, ingest::Options& options) {
  std::vector<std::string> paths;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const bool takes_value = word.starts_with("--") && i + 1 < count;
    if (!takes_value) {
      paths.push_back(word);
      continue;
    }
    const std::string value = words[++i];
    if (word == "--columns") options.columns = ingest::parse_columns(value);
    if (word == "--format") options.format = value;
    if (word == "--encoding") options.encoding = value;
    if (word == "--pdf-program") options.pdf_text_program = value;
    if (word == "--order") {
      options.date_order =
          value == "day" ? ingest::DateOrder::kDayFirst : ingest::DateOrder::kMonthFirst;
    }
  }
  return paths;
}

}  // namespace

int main(int count, char** words) {
  ingest::Options options;
  const ingest::Sink sink{
      [](const ingest::Input& input) { std::cout << to_json(input).dump() << '\n'; },
      [](const ingest::Fault& fault) { std::cout << to_json(fault).dump() << '\n'; }};
  try {
    for (const std::string& path : read_arguments(count, words, options)) {
      ingest::read_path(path, options, sink);
    }
  } catch (const Error& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
  return 0;
}
