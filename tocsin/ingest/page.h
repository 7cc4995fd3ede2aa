#pragma once
/// A page of HTML, whole or a piece of one, as a report.

#include <string>
#include <string_view>

#include "tocsin/ingest/read.h"

namespace tocsin::ingest {

/// The page: its main text, and what it says of itself.
///
/// Throws: Error for bytes that are no text and pages that are too hard on the parser.
Input read_page(std::string_view bytes, const Options& options);

/// The main text of a piece of HTML that came with a feed or a message, the title before it.
///
/// Throws: Error(kTooLarge) as HtmlTree.
std::string text_of_html(const std::string& html, const std::string& title);

}  // namespace tocsin::ingest
