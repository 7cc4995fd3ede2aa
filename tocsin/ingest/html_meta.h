#pragma once
/// What a page says of itself: title, day, outlet, language, address, encoding.

#include <optional>
#include <string>
#include <string_view>

#include "tocsin/core/date.h"
#include "tocsin/ingest/html_tree.h"

namespace tocsin::ingest {

struct PageMeta {
  std::string title;  ///< without the outlet's name
  std::string outlet;
  std::string language;  ///< BCP 47, as the page has it
  std::string url;
  std::optional<Date> published;
  std::string unreadable_date;  ///< words given as a date that are none, when there is no other
};

/// Reads the metadata of a page.
///
/// Source: Open Graph, schema.org in JSON-LD and microdata, Dublin Core, and the names that the
///         larger publishing systems use.
PageMeta read_meta(const HtmlTree& tree);

/// The name of the encoding that the first bytes of a page declare, in lower case; "" if none.
std::string declared_encoding(std::string_view page);

}  // namespace tocsin::ingest
