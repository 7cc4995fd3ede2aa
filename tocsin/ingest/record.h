#pragma once
/// One JSON object as a report: the fields of JSONL and JSON input.

#include <cstddef>
#include <string_view>

#include "tocsin/ingest/formats.h"

namespace tocsin::ingest {

/// Reads the record that starts at line `line` of the origin and hands it to the sink, or a fault
/// that names line, column, what was found and what was expected.
///
/// Source: the field names of docs/record.md, and those of the NGEC event coder.
void read_record(std::string_view record, std::size_t line, const Origin& origin,
                 const Options& options, const Sink& sink);

}  // namespace tocsin::ingest
