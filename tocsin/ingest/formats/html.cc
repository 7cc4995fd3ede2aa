#include <utility>

#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/html_meta.h"
#include "tocsin/ingest/html_text.h"
#include "tocsin/ingest/whole.h"

namespace tocsin::ingest {
namespace {

Input read_page(std::string_view bytes) {
  Decoded decoded = decode(bytes, declared_encoding(bytes));
  const std::string page = normalise_lines(decoded.text);
  const HtmlTree tree(page);
  PageMeta meta = read_meta(tree);
  PageText text = read_main_text(tree, meta.title);
  Input input;
  input.diagnostics = std::move(decoded.diagnostics);
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

}  // namespace

void read_html(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  read_whole(bytes, origin, options, sink, read_page);
}

}  // namespace tocsin::ingest
