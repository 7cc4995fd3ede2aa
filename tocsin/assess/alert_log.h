#pragma once
/// The record of the alerts of a desk: one JSON object a line, each an alert or an acknowledgement,
/// only ever added to.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/assess/alerts.h"

namespace tocsin::assess {

/// An alert as the record holds it.
struct LoggedAlert {
  std::string id;
  PastAlert past;
  std::string text;
  std::string acknowledged_by;
};

/// The lines to add, with their ends.
std::string alert_line(const Alert& alert);
std::string acknowledgement_line(std::string_view id, std::string_view who);

/// The alerts of a record, in their order. `name` stands in errors.
///
/// Throws: Error(kBadRecord) naming the line.
std::vector<LoggedAlert> read_alert_log(std::string_view lines, const std::string& name);

/// The alert as one JSON object, as a webhook gets it.
std::string to_json(const Alert& alert);

}  // namespace tocsin::assess
