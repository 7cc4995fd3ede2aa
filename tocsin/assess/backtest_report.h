#pragma once
/// A backtest as text, JSON and picture.

#include <optional>
#include <string>
#include <string_view>

#include "tocsin/assess/backtest.h"

namespace tocsin::assess {

/// Tables for a terminal.
std::string to_text(const Backtest& backtest);

/// One JSON object, with every forecast in it.
std::string to_json(const Backtest& backtest);

/// CRPS by month beside the simple forecasts, and how the chances of escalation are calibrated.
std::string to_svg(const Backtest& backtest);

/// What a method is, for people: "mean of the last 12 months".
std::string method_name(std::string_view id);

/// "2018-03".
std::string to_string(Month month);

/// The month written as YYYY-MM. Returns: nothing for other words.
std::optional<Month> parse_month(std::string_view words);

}  // namespace tocsin::assess
