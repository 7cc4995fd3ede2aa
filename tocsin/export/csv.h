#pragma once
/// Comma-separated values as RFC 4180 writes them, safe to open in a spreadsheet.

#include <string>
#include <string_view>
#include <vector>

namespace tocsin::exports {

/// The text with an apostrophe before it where a spreadsheet would take it for a formula: its first
/// character after blanks and apostrophes is = + - @, their wide forms, tab or a line's end. For
/// text columns only: numbers stay numbers.
///
/// Source: OWASP, CSV injection; CWE-1236.
std::string guard_formula(std::string_view text);

/// The text as it was before `guard_formula`, whatever it was.
std::string unguard_formula(std::string_view text);

/// Fields joined by commas and ended by CR LF; a field with a separator (also ; and tab, which
/// some spreadsheets take), a quote or a line's end in it is quoted.
std::string csv_row(const std::vector<std::string>& fields);

}  // namespace tocsin::exports
