#pragma once
/// The ingest stage: from the bytes of files and streams to reports. A record or file that cannot
/// be read is handed over as a fault, and the rest goes on.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/diagnostic.h"
#include "tocsin/core/error.h"
#include "tocsin/core/report.h"

namespace tocsin::ingest {

/// What the user says of the input; each wins over what the input says itself.
struct Options {
  std::string format;             ///< a name of formats.h; empty: by name and content
  std::optional<Date> published;  ///< the date of every report
  std::string language;           ///< BCP 47
  std::string source;             ///< the outlet
  std::size_t max_report_bytes = std::size_t{64} << 20;
  std::size_t max_line_bytes = std::size_t{64} << 20;  ///< of a record of JSON or JSONL
};

/// A report, and what was odd about its bytes.
struct Input {
  Report report;
  std::vector<Diagnostic> diagnostics;
};

/// How bad a fault is.
enum class Severity : std::uint8_t {
  kSkipped,  ///< left out on purpose: a file of a folder that is no report
  kError
};

/// A file or a record that gave no report.
struct Fault {
  ErrorCode code = ErrorCode::kInternal;
  std::string origin;   ///< "folder/file.jsonl:12"
  std::string message;  ///< origin, what was found, what was expected
  Severity severity = Severity::kError;
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
/// Cost:   memory for one report; JSON and JSONL are streamed.
void read_path(const std::filesystem::path& path, const Options& options, const Sink& sink);

/// Reads a stream, such as standard input; `name` stands for it in messages and ids.
///
/// Throws: as read_path.
void read_stream(std::istream& stream, const std::string& name, const Options& options,
                 const Sink& sink);

}  // namespace tocsin::ingest
