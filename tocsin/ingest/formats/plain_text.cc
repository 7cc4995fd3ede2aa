#include <utility>

#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/title.h"
#include "tocsin/ingest/whole.h"

namespace tocsin::ingest {

void read_plain_text(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  read_whole(bytes, origin, options, sink, [&](std::string_view whole) {
    Decoded decoded = decode(whole, "", options.encoding);
    Input input;
    input.report.text = normalise_lines(decoded.text);
    input.report.title = title_of(input.report.text);
    input.report.provenance.encoding = std::move(decoded.encoding);
    input.diagnostics = std::move(decoded.diagnostics);
    return input;
  });
}

}  // namespace tocsin::ingest
