#pragma once
/// Writers of happenings, and how they serve as writers of reports and of incidents.

#include <memory>

#include "tocsin/export/happening.h"
#include "tocsin/export/incident_writer.h"
#include "tocsin/export/writer.h"

namespace tocsin::exports {

/// Call `begin` once, `happening` for each in order, `end` once.
class HappeningWriter {
 public:
  virtual ~HappeningWriter() = default;
  virtual void begin() {}
  virtual void happening(const Happening& happening) = 0;
  virtual void end() {}
};

/// Every event of each report is one happening.
std::unique_ptr<Writer> write_events(std::unique_ptr<HappeningWriter> rows);

/// Every incident is one happening, cited by `citation_of`.
std::unique_ptr<IncidentWriter> write_incidents(std::unique_ptr<HappeningWriter> rows,
                                                CitationOf citation_of);

}  // namespace tocsin::exports
