#pragma once
/// Calendar days and intervals of days, as events carry them.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin {

using Date = std::chrono::sys_days;

/// How exactly an interval is known; ordered from finest to coarsest.
enum class DatePrecision : std::uint8_t {
  kDay,
  kWeek,
  kMonth,
  kSeason,
  kYear,
  kDecade,
  kCentury,
  kRange,
  kUnknown
};

/// Days `[start, end]`, both included. A missing end point is open ("since early March").
struct DateInterval {
  std::optional<Date> start;
  std::optional<Date> end;
  DatePrecision precision = DatePrecision::kUnknown;
  bool operator==(const DateInterval&) const = default;
};

/// "2021-06-24".
std::string to_string(Date date);

/// The day written as `YYYY-MM-DD`, with anything after the tenth character ("T12:00Z") left
/// unread. Returns: nothing when the words are not such a date or the day does not exist.
std::optional<Date> parse_date(std::string_view words);

/// "day", "week", "month", …, as JSON writes it.
std::string_view to_string(DatePrecision precision);
std::optional<DatePrecision> parse_date_precision(std::string_view name);

}  // namespace tocsin
