#pragma once
/// Comma-separated values as RFC 4180 writes them; `guard_formula` makes their texts safe to open
/// in a spreadsheet.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/formula.h"

namespace tocsin::exports {

/// Fields joined by commas and ended by CR LF; a field with a separator (also ; and tab, which
/// some spreadsheets take), a quote or a line's end in it is quoted.
std::string csv_row(const std::vector<std::string>& fields);

}  // namespace tocsin::exports
