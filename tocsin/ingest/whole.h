#pragma once
/// What all formats share that hold one report a file.

#include <functional>
#include <string_view>

#include "tocsin/ingest/formats.h"

namespace tocsin::ingest {

/// Reads all bytes, makes a report of them with `make`, fills in what options and origin say, and
/// hands it to the sink; a fault when there are too many bytes, when `make` throws an Error or when
/// the report has no text.
void read_whole(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink,
                const std::function<Input(std::string_view)>& make);

}  // namespace tocsin::ingest
