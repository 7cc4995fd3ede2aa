/// Prints the time expressions of texts: one JSON object a line in (`text`, and where known `date`,
/// `lang`), one a line out, with spans in Unicode code points. Used by eval/time.py.

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/resolve/document_date.h"
#include "tocsin/resolve/time.h"
#include "tocsin/text/read.h"

namespace {

using nlohmann::json;

json found_in(const json& input, const tocsin::text::Languages& languages,
              const tocsin::resolve::TimeRules& rules) {
  tocsin::Report report;
  report.text = input.at("text").get<std::string>();
  report.language = input.value("lang", "");
  report.published = tocsin::parse_date(input.value("date", ""));
  const tocsin::Text text = tocsin::text::read(report, languages);
  const tocsin::DocumentDate document = tocsin::resolve::find_document_date(report, text, rules);
  const tocsin::CodePointOffsets offsets(report.text);
  json times = json::array();
  for (const auto& value : tocsin::resolve::find_times(report, text, document, rules)) {
    json time = {{"start", offsets(value.span.begin)},
                 {"end", offsets(value.span.end)},
                 {"text", tocsin::slice(report.text, value.span)},
                 {"value", value.timex},
                 {"reason", value.reason}};
    if (value.interval) {
      const auto& [first, last, precision] = *value.interval;
      time["from"] = first ? json(tocsin::to_string(*first)) : json(nullptr);
      time["to"] = last ? json(tocsin::to_string(*last)) : json(nullptr);
      time["precision"] = tocsin::to_string(precision);
    }
    times.push_back(time);
  }
  json output = {{"times", times}, {"document_reason", document.reason}};
  output["document_date"] = document.date ? json(tocsin::to_string(*document.date)) : json(nullptr);
  return output;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: tocsin_time_eval DATA_DIR < texts.jsonl\n";
    return 2;
  }
  try {
    const auto languages = tocsin::text::Languages::load(argv[1]);
    const auto rules = tocsin::resolve::TimeRules::load(argv[1]);
    for (std::string line; std::getline(std::cin, line);) {
      if (line.empty()) continue;
      std::cout << found_in(json::parse(line), languages, rules).dump() << '\n';
    }
  } catch (const std::exception& error) {
    std::cerr << "tocsin_time_eval: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
