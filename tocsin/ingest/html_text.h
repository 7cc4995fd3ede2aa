#pragma once
/// The main text of a page: headline, paragraphs and captions, without what surrounds them.

#include <string>

#include "tocsin/ingest/html_tree.h"

namespace tocsin::ingest {

struct PageText {
  std::string headline;  ///< of the page itself; empty when it has no heading of the first rank
  std::string text;      ///< paragraphs with a blank line between them, the headline first
};

/// The main text of the page. `title` is what the metadata call it: of several first-rank headings
/// the one that it holds is the headline, and where there is none it stands for the headline.
PageText read_main_text(const HtmlTree& tree, const std::string& title);

}  // namespace tocsin::ingest
