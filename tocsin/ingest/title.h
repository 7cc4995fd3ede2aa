#pragma once
/// The title that a text gives itself.

#include <string>
#include <string_view>

namespace tocsin::ingest {

/// The first line, when it is short, does not end as a sentence does and more text follows; without
/// the signs that Markdown puts before a heading.
///
/// Returns: "" when the text opens with no title.
std::string title_of(std::string_view text);

/// The words without white space at either end.
std::string_view trim(std::string_view words);

}  // namespace tocsin::ingest
