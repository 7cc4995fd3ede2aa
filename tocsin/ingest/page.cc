#include "tocsin/ingest/page.h"

#include <utility>

#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/html_meta.h"
#include "tocsin/ingest/html_text.h"

namespace tocsin::ingest {
namespace {

bool ends_within_tag(std::string_view page) {
  const std::size_t open = page.rfind('<');
  if (open == std::string_view::npos || page.find('>', open) != std::string_view::npos)
    return false;
  const char next = open + 1 < page.size() ? page[open + 1] : 'a';
  return next == '/' || next == '!' || (next | 0x20) >= 'a';
}

}  // namespace

Input read_page(std::string_view bytes, const Options& options) {
  Decoded decoded = decode(bytes, declared_encoding(bytes), options.encoding);
  const std::string page = normalise_lines(decoded.text);
  const HtmlTree tree(page);
  PageMeta meta = read_meta(tree);
  PageText text = read_main_text(tree, meta.title);
  Input input;
  input.report.provenance.encoding = std::move(decoded.encoding);
  input.diagnostics = std::move(decoded.diagnostics);
  if (ends_within_tag(page)) {
    input.diagnostics.push_back({"text_cut_short", "the page ends within a tag", {}});
  }
  input.report.text = std::move(text.text);
  input.report.title = text.headline.empty() ? std::move(meta.title) : std::move(text.headline);
  input.report.source = std::move(meta.outlet);
  input.report.language = std::move(meta.language);
  input.report.url = std::move(meta.url);
  if (meta.published) {
    input.report.published = meta.published;
    input.report.published_basis = PublishedBasis::kPage;
  } else if (!meta.unreadable_date.empty()) {
    input.diagnostics.push_back(
        {"date_unreadable",
         "the page's date \"" + meta.unreadable_date + "\" could not be read; expected YYYY-MM-DD",
         {}});
  }
  return input;
}

std::string text_of_html(const std::string& html, const std::string& title) {
  const std::string page = normalise_lines(html);
  const HtmlTree tree(page);
  return read_main_text(tree, title).text;
}

}  // namespace tocsin::ingest
