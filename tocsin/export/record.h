#pragma once
/// The record of one coded report as JSON: the contract of docs/record.md.

#include <string>

#include "tocsin/core/event.h"
#include "tocsin/export/detail.h"

namespace tocsin::exports {

/// One JSON object on one line, without the line's end. The same report gives the same bytes.
///
/// Units: `start` and `end` count Unicode code points of the report's text, end exclusive.
std::string to_json(const CodedReport& coded, Detail detail);

}  // namespace tocsin::exports
