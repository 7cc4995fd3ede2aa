#pragma once
/// Writers of incidents: the same formats as for coded reports, streaming.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string_view>

#include "tocsin/core/citation.h"
#include "tocsin/core/incident.h"
#include "tocsin/export/incident.h"

namespace tocsin::exports {

/// Call `begin` once, `incident` for each incident in order, `end` once.
class IncidentWriter {
 public:
  virtual ~IncidentWriter() = default;
  virtual void begin() {}
  virtual void incident(const Incident& incident) = 0;
  virtual void end() {}
};

/// How an event of an incident is cited; nothing where its report is not to be had.
using CitationOf = std::function<std::optional<Citation>(const IncidentEvent& event)>;

struct IncidentWriterOptions {
  std::filesystem::path data_dir;  ///< read by formats that need tables (data/export)
  TextOf text_of;                  ///< asked by jsonl
  CitationOf citation_of;          ///< asked by every other format
};

/// A writer of `format` (one of `format_names` in writer.h) to `out`, which must outlive it.
///
/// Throws: Error(kUsage) for an unknown format; Error(kDataMissing, kDataInvalid) where the
///         format's tables cannot be read.
std::unique_ptr<IncidentWriter> make_incident_writer(std::string_view format, std::ostream& out,
                                                     const IncidentWriterOptions& options);

}  // namespace tocsin::exports
