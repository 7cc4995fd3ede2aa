#include "tocsin/resolve/quantity.h"

#include "tests/cases/verbs.h"
#include "tests/cases/verbs/mentions.h"

namespace tocsin::cases {
namespace {

std::string shown(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : "?";
}

}  // namespace

/// Each mention of the arguments with its least and its greatest number, and the reason.
std::string quantity(const Case& input) {
  const Report report = report_of(input);
  const resolve::NumberWords numbers = resolve::NumberWords::load(data_dir());
  std::string lines;
  for (const Mention& mention : mentions_of(input, report.text).mentions) {
    const QuantityValue value =
        resolve::resolve_quantity(report.text, mention, report.language, numbers);
    lines += in_quotes(slice(report.text, value.span)) + "   " + shown(value.min) + " to " +
             shown(value.max) + "   " + value.reason + "\n";
  }
  return lines;
}

/// Each mention of the arguments with the harms that are told of it, and what it counts up.
std::string harm(const Case& input) {
  const Report report = report_of(input);
  const resolve::NumberWords numbers = resolve::NumberWords::load(data_dir());
  std::string lines;
  for (const Mention& mention : mentions_of(input, report.text).mentions) {
    const QuantityValue value =
        resolve::resolve_quantity(report.text, mention, report.language, numbers);
    std::string harms;
    for (const Role each : value.harms) harms += " " + std::string(to_string(each));
    lines += in_quotes(slice(report.text, value.span)) + "  " + (harms.empty() ? " -" : harms);
    if (value.tally == Tally::kTotal) lines += "   toll";
    if (value.tally == Tally::kPeriod) lines += "   toll over a time";
    lines += "\n";
  }
  return lines;
}

}  // namespace tocsin::cases
