#pragma once
/// What is read from rows of the desk's tables.

#include <cstdint>
#include <string>

#include "tocsin/store/sqlite.h"

namespace tocsin::engine {

inline std::string text_at(const store::Statement& row, int column) {
  return std::string(row.text(column));
}

/// The first column of the first row; 0 where there is none.
inline std::int64_t first_integer(store::Statement& row) { return row.step() ? row.integer(0) : 0; }

}  // namespace tocsin::engine
