#pragma once
/// The rows of a table of separated values.

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "tocsin/ingest/bytes.h"

namespace tocsin::ingest {

struct Row {
  std::size_t number = 0;  ///< as a spreadsheet counts: a cell of several lines is one row
  std::vector<std::string> cells;
  std::string problem;  ///< what is wrong with the row; empty for a good one
  std::string value;    ///< where there is a problem: the words around it
};

/// Source: RFC 4180, with any separator. A quoted cell may go over lines. After a row with a
/// problem
///         reading goes on at the line that follows its first one.
class Rows {
 public:
  /// `bytes` must outlive this object; `limit` is the most bytes of a row.
  Rows(Bytes& bytes, char separator, std::size_t limit)
      : bytes_(bytes), separator_(separator), limit_(limit) {}

  /// Whether there was a row; blank lines are counted and passed over.
  bool next(Row& row);

 private:
  bool next_line(std::string& line);
  void read_cells(Row& row);
  bool read_quoted(Row& row, std::string& cell);
  bool fail(Row& row, const std::string& problem);

  Bytes& bytes_;
  char separator_;
  std::size_t limit_;
  std::deque<std::string> pending_;  // lines given back after a problem
  std::vector<std::string> taken_;   // the lines of this row after its first
  std::string line_;                 // the one that is read
  std::size_t at_ = 0;
  std::size_t size_ = 0;  // of the row so far
  std::size_t number_ = 0;
  bool too_long_ = false;
};

/// The separator of a table that begins with this line: of comma, semicolon, tab and bar the one
/// that stands most often outside quotes.
char separator_of(std::string_view header);

}  // namespace tocsin::ingest
