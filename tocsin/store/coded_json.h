#pragma once
/// A coded report as the desk keeps it: JSON without loss, offsets in bytes. The record for others
/// is that of export/record.h.

#include <string>
#include <string_view>

#include "tocsin/core/event.h"
#include "tocsin/core/incident.h"

namespace tocsin::store {

/// Everything that coding made of a report; its text and what else came with it are left out.
std::string to_json(const CodedReport& coded);

/// `report` with what `to_json` wrote of it.
///
/// Throws: Error(kDeskInvalid) where the words are no such record.
CodedReport coded_from_json(std::string_view json, Report report);

std::string to_json(const Event& event);
Event event_from_json(std::string_view json);

std::string to_json(const Incident& incident);
Incident incident_from_json(std::string_view json);

std::string to_json(const std::vector<Diagnostic>& diagnostics);
std::vector<Diagnostic> diagnostics_from_json(std::string_view json);

}  // namespace tocsin::store
