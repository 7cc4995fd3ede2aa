#pragma once
/// Tables of separated values, row by row, for knowledge that comes as such.

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/error.h"

namespace tocsin::resolve {

/// Whether a cell may stand in quotes: RFC 4180, or the dumps of GeoNames, which know none.
enum class Quoting : std::uint8_t { kQuoted, kPlain };

/// Threads: one reader a thread.
class SeparatedValues {
 public:
  /// Throws: Error(kFileMissing) where the file cannot be opened.
  SeparatedValues(const std::filesystem::path& file, char separator, Quoting quoting);

  /// The next row that is not blank; false at the end.
  /// Throws: Error(kDataInvalid) where a quote is not closed.
  bool next(std::vector<std::string>& cells);

  /// The line on which the row last read begins, from 1.
  std::size_t line() const { return line_; }

  /// Error(kDataInvalid) with the file and the line of the row last read.
  Error fault(const std::string& message) const;

 private:
  bool read_line(std::string& line);
  void split_quoted(std::string line, std::vector<std::string>& cells);

  std::filesystem::path path_;
  std::ifstream file_;
  char separator_;
  Quoting quoting_;
  std::size_t line_ = 0;
  std::size_t lines_read_ = 0;
};

/// A table whose first row names its columns. Names are compared without regard to ASCII case.
class NamedColumns {
 public:
  /// Throws: Error(kDataInvalid) where there is no first row.
  explicit NamedColumns(SeparatedValues& rows);

  /// The column that is called like one of `names`, the first of them that is there; -1 where none.
  int find(const std::vector<std::string>& names) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;  ///< as written
};

/// The cell of a column that `NamedColumns::find` gave, without white space at its ends; empty
/// where there is none.
std::string cell(const std::vector<std::string>& cells, int column);

/// The parts between the bars of "a|b".
std::vector<std::string> bar_separated(std::string_view words);

/// In lower case as far as ASCII goes.
std::string lower_ascii(std::string_view words);

/// The value as a cell of CSV: in quotes where it must be.
std::string csv_cell(const std::string& value);

/// Of comma, semicolon and tab the one that the first line of the file has most.
/// Throws: Error(kFileMissing).
char separator_of(const std::filesystem::path& file);

}  // namespace tocsin::resolve
