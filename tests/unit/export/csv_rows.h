#pragma once
/// A reader of RFC 4180 for tests, so that the writer is not tested by itself.

#include <map>
#include <string>
#include <vector>

namespace tocsin::sample {

using Rows = std::vector<std::vector<std::string>>;

inline Rows parse_csv(const std::string& text) {
  Rows rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& field = rows.back().back();
    if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      field += text[i++];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == ',') {
      rows.back().emplace_back();
    } else if (!quoted && text[i] == '\r') {
      rows.emplace_back(1);
      ++i;
    } else {
      field += text[i];
    }
  }
  rows.pop_back();
  return rows;
}

/// One row by the names of the first.
inline std::map<std::string, std::string> named_row(const Rows& rows, std::size_t number) {
  std::map<std::string, std::string> row;
  for (std::size_t i = 0; i < rows.at(0).size(); ++i) row[rows[0][i]] = rows.at(number).at(i);
  return row;
}

}  // namespace tocsin::sample
