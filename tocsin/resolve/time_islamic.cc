#include "tocsin/resolve/time_reading.h"
#include "tocsin/resolve/time_slots.h"

namespace tocsin::resolve {
namespace {

using std::chrono::days;

std::optional<DateInterval> islamic_interval(int year, int month, int day) {
  if (month != 0) return islamic_days(year, month, day);
  const auto first = islamic_days(year, 1, 1);
  const auto next = islamic_days(year + 1, 1, 1);
  if (!first || !next) return std::nullopt;
  return DateInterval{first->start, *next->start - days{1}, DatePrecision::kYear};
}

std::optional<Date> reference_day(const Narrative& narrative) {
  if (narrative.history && narrative.last) {
    if (const auto interval = interval_of(*narrative.last)) return interval->start;
  }
  return narrative.document;
}

int islamic_year_near(const TimeMatch& match, int month, int day, Date reference) {
  const int year = islamic_year(reference);
  const std::optional<DateInterval> same = islamic_days(year, month, day);
  const int named = number(match.slots, "direction").value_or(0);
  if (!same) return year;
  if ((match.in_future || named > 0) && *same->end < reference) return year + 1;
  if (!match.in_future && named <= 0 && *same->start > reference) return year - 1;
  if (named < 0 && *same->end >= reference) return year - 1;
  return year;
}

}  // namespace

TimeReading read_islamic(const TimeMatch& match, const Narrative& narrative) {
  const int month = number(match.slots, "month").value_or(0);
  const int day = number(match.slots, "day").value_or(0);
  std::optional<int> year = number(match.slots, "year");
  const std::optional<Date> reference = reference_day(narrative);
  const bool was_given = year.has_value();
  if (!year && reference) year = islamic_year_near(match, month, day, *reference);
  std::optional<DateInterval> interval = year ? islamic_interval(*year, month, day) : std::nullopt;
  if (!interval) return unresolved("");
  const int length = number(match.slots, "days").value_or(0);
  if (length > 0) {
    interval =
        DateInterval{interval->start, *interval->start + days{length - 1}, DatePrecision::kRange};
  }
  TimeReading result;
  if (interval->start == interval->end) {
    result.time = calendar_time(*interval->start);
    result.value.timex = timex_of(result.time);
  } else {
    result.value.timex = to_string(*interval->start) + "/" + to_string(*interval->end);
  }
  result.value.interval = interval;
  result.value.basis = DateBasis::kStated;
  result.value.reason = "by the Islamic calendar, year " + std::to_string(*year) +
                        (was_given ? "" : ", the one that fits " + to_string(*reference));
  return result;
}

}  // namespace tocsin::resolve
