#pragma once
/// One message of e-mail, from whatever file it was in.

#include <string_view>

#include "tocsin/ingest/formats.h"

namespace tocsin::ingest {

/// Hands the message to the sink as a report (its subject the title, its sender the source, its
/// body the text), and after it what is attached to it as reports of their own. A message without
/// words of its own is a fault only where nothing in it was read.
///
/// Source: RFC 5322, RFC 2045 to 2047, read by GMime.
void read_one_message(std::string_view bytes, const Origin& origin, const Where& where,
                      const Options& options, const Sink& sink);

}  // namespace tocsin::ingest
