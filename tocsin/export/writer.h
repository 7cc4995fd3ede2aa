#pragma once
/// Writers of coded reports: one format each, streaming, so that memory stays flat however long the
/// run.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string_view>
#include <vector>

#include "tocsin/core/event.h"
#include "tocsin/export/detail.h"

namespace tocsin::exports {

/// Call `begin` once, `report` for each report in order, `end` once.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual void begin() {}
  virtual void report(const CodedReport& coded) = 0;
  virtual void end() {}
};

/// Whether records hold the whole text of their report, so that they can be taken in again.
enum class FullText : std::uint8_t { kLeftOut, kIncluded };

struct WriterOptions {
  Detail detail = Detail::kPlain;
  std::filesystem::path data_dir;      ///< read by formats that need tables (data/export)
  FullText text = FullText::kLeftOut;  ///< heeded by jsonl
};

/// The names that `make_writer` knows, in the order of the manual.
const std::vector<std::string_view>& format_names();

/// A writer of `format` to `out`, which must outlive it.
///
/// Throws: Error(kUsage) for an unknown format; Error(kDataMissing, kDataInvalid) where the
///         format's tables cannot be read.
std::unique_ptr<Writer> make_writer(std::string_view format, std::ostream& out,
                                    const WriterOptions& options);

}  // namespace tocsin::exports
