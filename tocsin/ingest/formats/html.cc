#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/page.h"
#include "tocsin/ingest/whole.h"

namespace tocsin::ingest {

void read_html(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  read_whole(bytes, origin, options, sink,
             [&](std::string_view whole) { return read_page(whole, options); });
}

}  // namespace tocsin::ingest
