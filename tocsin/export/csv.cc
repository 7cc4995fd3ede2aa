#include "tocsin/export/csv.h"

namespace tocsin::exports {
namespace {

std::string quoted(std::string_view field) {
  if (field.find_first_of(",;\t\"\r\n") == std::string_view::npos) return std::string(field);
  std::string result = "\"";
  for (const char c : field) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

}  // namespace

std::string csv_row(const std::vector<std::string>& fields) {
  std::string row;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) row += ',';
    row += quoted(fields[i]);
  }
  return row + "\r\n";
}

}  // namespace tocsin::exports
