#include "tests/cases/verbs.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::cases {

/// The language that the text is taken to be in.
std::string language(const Case& input) {
  return text::read(report_of(input), text::Languages::load(data_dir())).language + "\n";
}

}  // namespace tocsin::cases
