#pragma once
/// Looks whether a desk's alert rules speak, records what they say and delivers it.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/assess/alert_log.h"
#include "tocsin/engine/desk.h"

namespace tocsin::apps {

struct AlertOptions {
  std::filesystem::path desk;      ///< the desk's file; record and rules lie beside it
  std::filesystem::path rules;     ///< empty: alerts.toml beside the desk
  std::filesystem::path data_dir;  ///< levels, indicators, families
  std::optional<Date> day;         ///< nothing: that of the last report
  bool allow_net = false;          ///< deliver to webhooks
};

/// Where the alerts of a desk are recorded: "desk.tocsin.alerts.jsonl".
std::filesystem::path alert_log_file(const std::filesystem::path& desk);

/// The rules that are used; empty where there is no such file.
std::filesystem::path alert_rules_file(const AlertOptions& options);

std::vector<assess::LoggedAlert> recorded_alerts(const std::filesystem::path& desk);

/// Adds a line to the record, on the disk when it returns.
void record(const std::filesystem::path& desk, const std::string& line);

/// Evaluates the rules, records the alerts and delivers them. A delivery that fails is said on
/// standard error and fails nothing else. Does nothing where the desk has no rules.
///
/// Returns: the alerts given.
std::vector<assess::Alert> watch(engine::Desk& desk, const AlertOptions& options);

}  // namespace tocsin::apps
