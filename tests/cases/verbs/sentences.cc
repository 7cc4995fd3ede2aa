#include "tests/cases/verbs.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::cases {

/// One sentence a line, after the number of its paragraph.
std::string sentences(const Case& input) {
  const Report report = report_of(input);
  const Text text = text::read(report, text::Languages::load(data_dir()));
  std::string lines;
  for (const Sentence& sentence : text.sentences) {
    lines += std::to_string(sentence.paragraph + 1) + "   " +
             in_quotes(slice(report.text, sentence.span)) + "\n";
  }
  return lines;
}

}  // namespace tocsin::cases
