#include "tocsin/resolve/actor.h"

#include "tests/cases/verbs.h"
#include "tests/cases/verbs/mentions.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::cases {
namespace {

std::string or_dash(const std::string& words) { return words.empty() ? "-" : words; }

}  // namespace

/// Each mention of the arguments with who it is: name, id, country, sector and class.
std::string actor(const Case& input) {
  const Report report = report_of(input);
  const Text text = text::read(report, text::Languages::load(data_dir()));
  const Analysis analysis = mentions_of(input, report.text);
  const resolve::ActorTable table = resolve::ActorTable::load(data_dir());
  const DocumentDate date{.date = report.published};
  std::string lines;
  for (const auto& [span, value] :
       resolve::resolve_actors({report, text, analysis, date, {}}, table)) {
    lines += in_quotes(slice(report.text, span)) + "   " + value.name + "   " + or_dash(value.id) +
             "   " + or_dash(value.country) + "   " + or_dash(value.sector) + "   " +
             or_dash(std::string(inter_class(value, table))) + "\n";
  }
  return lines;
}

}  // namespace tocsin::cases
