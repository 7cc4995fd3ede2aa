#include "tocsin/resolve/time.h"

#include "tests/cases/verbs.h"
#include "tocsin/resolve/document_date.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::cases {
namespace {

std::string shown(const TimeValue& value) {
  if (!value.interval) return "-";
  const auto& [start, end, precision] = *value.interval;
  const std::string from = start ? to_string(*start) : "";
  const std::string to = end ? to_string(*end) : "";
  return (from == to ? from : from + "/" + to) + "   " + std::string(to_string(precision));
}

}  // namespace

/// The document's date where the text gives it, then one time expression a line: its words, TIMEX3
/// value, days and precision.
std::string time(const Case& input) {
  const Report report = report_of(input);
  const Text text = text::read(report, text::Languages::load(data_dir()));
  const resolve::TimeRules rules = resolve::TimeRules::load(data_dir());
  const DocumentDate document = resolve::find_document_date(report, text, rules);
  std::string lines;
  if (document.basis == PublishedBasis::kText) {
    lines += "document   " + to_string(*document.date) + "   " +
             in_quotes(slice(report.text, document.evidence)) + "\n";
  }
  for (const TimeValue& value : resolve::find_times(report, text, document, rules)) {
    lines += in_quotes(slice(report.text, value.span)) + "   " +
             (value.timex.empty() ? "-" : value.timex) + "   " + shown(value) + "\n";
  }
  return lines;
}

}  // namespace tocsin::cases
