#pragma once
/// The ingest stage: from the bytes of files and streams to reports. A record or file that cannot
/// be read is handed over as a fault, and the rest goes on.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/diagnostic.h"
#include "tocsin/core/error.h"
#include "tocsin/core/report.h"

namespace tocsin::ingest {

/// What comes first in dates such as 03/04/2024.
enum class DateOrder : std::uint8_t {
  kUnknown,  ///< such a date is read where only one order makes it a day, or the file shows it
  kDayFirst,
  kMonthFirst
};

/// Which column of a table holds which field of a report: "text", "date", "source", "title", "id",
/// "lang", "url", "author" to the column's name, or to its number from 1.
using ColumnMap = std::map<std::string, std::string>;

/// The map that is written "text=notes,date=event_date".
///
/// Throws: Error(kUsage) for what is no such list or no such field.
ColumnMap parse_columns(std::string_view words);

/// What one archive may hold, together with the archives in it.
struct ArchiveLimits {
  std::size_t entries = 1000;
  std::size_t bytes = std::size_t{200} << 20;  ///< unpacked
  std::size_t ratio = 100;                     ///< unpacked bytes for each packed one
  int depth = 2;                               ///< an archive in an archive has depth 2
};

/// What the program that reads PDF may use.
struct ProgramLimits {
  std::size_t memory_bytes = std::size_t{512} << 20;
  std::size_t output_bytes = std::size_t{16} << 20;
  int seconds = 10;  ///< of the clock, and of the processor
};

/// What the user says of the input; each wins over what the input says itself.
struct Options {
  std::string format;    ///< a name of formats.h; empty: by name and content
  std::string encoding;  ///< a name that ICU knows; empty: recognised
  ColumnMap columns;     ///< of tables; fields that are not in it go by the column's name
  DateOrder date_order = DateOrder::kUnknown;
  std::optional<Date> published;  ///< the date of every report
  std::string language;           ///< BCP 47
  std::string source;             ///< the outlet
  std::size_t max_report_bytes = std::size_t{64} << 20;
  std::size_t max_line_bytes = std::size_t{64} << 20;  ///< of a record of JSON, JSONL or CSV
  ArchiveLimits archive;
  ProgramLimits program;
  std::string pdf_text_program = "pdftotext";  ///< looked for in PATH
  std::string pdf_info_program = "pdfinfo";
};

/// A report, and what was odd about its bytes.
struct Input {
  Report report;
  std::vector<Diagnostic> diagnostics;
};

/// How bad a fault is.
enum class Severity : std::uint8_t {
  kSkipped,  ///< left out on purpose: a file of a folder that is no report, a chat's own notices
  kError
};

/// A file or a record that gave no report.
struct Fault {
  ErrorCode code = ErrorCode::kInternal;
  std::string origin;   ///< "folder/file.jsonl:12"
  std::string message;  ///< origin, what was found, what was expected
  Severity severity = Severity::kError;
  std::string file;     ///< the file as it was named
  std::string entry;    ///< within it, as in Provenance; empty when the whole file is meant
  std::size_t row = 0;  ///< the line, row or number of the message, from 1; 0 when there is none
  std::string column;   ///< the field or column; empty when the whole record is meant
  std::string value;    ///< what was found there, cut to 80 characters
  std::string fix;      ///< one sentence: how to mend it
};

/// Where reports and faults go, in the order of the input.
struct Sink {
  std::function<void(Input)> on_input;
  std::function<void(const Fault&)> on_fault;
};

/// Reads a file, or every report under a folder in the order of their names. Hidden files are left
/// out and no folder is visited twice, links or not. A report's id is that of its record, else the
/// file's name without extension (with the folders below `path`), and "#12" after it for line 12.
///
/// Throws: Error(kUsage) for a format that does not exist; what `sink` throws.
/// Cost:   memory for one report; JSON, JSONL, CSV, mbox and Telegram are streamed. Of an archive,
///         one entry is held at a time.
void read_path(const std::filesystem::path& path, const Options& options, const Sink& sink);

/// Reads a stream, such as standard input; `name` stands for it in messages and ids.
///
/// Throws: as read_path.
void read_stream(std::istream& stream, const std::string& name, const Options& options,
                 const Sink& sink);

}  // namespace tocsin::ingest
