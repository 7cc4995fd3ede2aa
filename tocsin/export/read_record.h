#pragma once
/// Reads back what the format jsonl writes: records of coded reports.

#include <functional>
#include <istream>
#include <string_view>

#include "tocsin/core/event.h"

namespace tocsin::exports {

/// The coded report that one line tells of; written again it gives the same bytes.
///
/// A record without its report's "text" gets a text of blanks in which every quoted stretch stands
/// at its place, so that all spans hold. What only explains (`--explain`) is read where it is
/// there.
///
/// Throws: Error(kBadRecord) where the line is no such record.
CodedReport read_coded_json(std::string_view line);

/// Hands each line's report to `take`; blank lines are passed over.
///
/// Throws: Error(kBadRecord) naming the line.
void read_coded_jsonl(std::istream& in, const std::function<void(CodedReport)>& take);

}  // namespace tocsin::exports
