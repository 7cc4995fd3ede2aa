#include "tests/cases/verbs.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::cases {

/// The tokens of each sentence on one line, between bars.
std::string tokens(const Case& input) {
  const Report report = report_of(input);
  const Text text = text::read(report, text::Languages::load(data_dir()));
  std::string lines;
  for (const Sentence& sentence : text.sentences) {
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      lines += (i == sentence.first_token ? "" : " | ") +
               std::string(slice(report.text, text.tokens[i]));
    }
    lines += "\n";
  }
  return lines;
}

}  // namespace tocsin::cases
