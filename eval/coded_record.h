#pragma once
/// Reads back what `tocsin code --format jsonl` writes, as far as fusion needs it.

#include <nlohmann/json.hpp>

#include "tocsin/core/event.h"

namespace tocsin::evaluation {

/// The report of a line of input: `id`, `text`, and where known `date`, `source`, `title`, `lang`.
Report report_of(const nlohmann::json& line);

/// The report with the events of its record; code points become bytes of the report's text.
CodedReport coded_report_of(Report report, const nlohmann::json& record);

}  // namespace tocsin::evaluation
