#pragma once
/// Texts in the cells of tables that a spreadsheet would take for formulas: made harmless where a
/// table is written, and as they were where it is read.

#include <string>
#include <string_view>

namespace tocsin {

/// The text with an apostrophe before it where a spreadsheet would take it for a formula: its first
/// character after blanks and apostrophes is = + - @, their wide forms, tab or a line's end. For
/// text columns only: numbers stay numbers.
///
/// Source: OWASP, CSV injection; CWE-1236.
std::string guard_formula(std::string_view text);

/// The text as it was before `guard_formula`, whatever it was.
std::string unguard_formula(std::string_view text);

}  // namespace tocsin
