#pragma once
/// The reading of inputs, as the callers of the engine use it: `ingest::read_path`,
/// `ingest::read_stream` and the names of the formats they know.

#include <string>
#include <vector>

#include "tocsin/ingest/read.h"

namespace tocsin::engine {

/// The names of all input formats, in the order of their table.
std::vector<std::string> input_format_names();

}  // namespace tocsin::engine
