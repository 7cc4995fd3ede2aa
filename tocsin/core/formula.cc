#include "tocsin/core/formula.h"

#include <algorithm>
#include <array>

namespace tocsin {
namespace {

// Apostrophes before a formula do not hide it, or else what was guarded could not be told from what
// was written so; nor do blanks, which some spreadsheets leave out.
bool reads_as_formula(std::string_view text) {
  constexpr std::string_view kStarters = "=+-@\t\r\n";
  constexpr std::array<std::string_view, 4> kWideStarters{"＝", "＋", "－", "＠"};
  text.remove_prefix(std::min(text.find_first_not_of("' "), text.size()));
  if (text.empty()) return false;
  if (kStarters.find(text.front()) != std::string_view::npos) return true;
  return std::any_of(kWideStarters.begin(), kWideStarters.end(),
                     [&](std::string_view each) { return text.starts_with(each); });
}

}  // namespace

std::string guard_formula(std::string_view text) {
  return (reads_as_formula(text) ? "'" : "") + std::string(text);
}

std::string unguard_formula(std::string_view text) {
  const bool is_guarded = text.starts_with('\'') && reads_as_formula(text.substr(1));
  return std::string(is_guarded ? text.substr(1) : text);
}

}  // namespace tocsin
