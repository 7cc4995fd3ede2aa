#include "tocsin/resolve/time_reading.h"
#include "tocsin/resolve/time_slots.h"

namespace tocsin::resolve {
namespace {

using std::chrono::days;

/// Source: Oudin's form of the Gregorian computus (1940), as the US Naval Observatory gives it.
Date easter_sunday(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int skipped = century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15;
  const int epact =
      skipped % 30 - (skipped % 30 / 28) * (1 - (29 / (skipped % 30 + 1)) * ((21 - golden) / 11));
  const int weekday = (year + year / 4 + epact + 2 - century + century / 4) % 7;
  const int from_march = epact - weekday;  // days of Easter after 28 March
  const Date march = std::chrono::sys_days{std::chrono::year{year} / std::chrono::March / 28};
  return march + days{from_march};
}

Date feast(const TimeMatch& match, int year) {
  const int offset =
      number(match.slots, "after").value_or(0) - number(match.slots, "before").value_or(0);
  return easter_sunday(year) + days{offset};
}

}  // namespace

TimeReading read_easter(const TimeMatch& match, const Narrative& narrative) {
  const std::optional<int> given = number(match.slots, "year");
  if (given) return stated(calendar_time(feast(match, *given)), "a feast that moves with Easter");
  const bool is_told = narrative.history && narrative.last && narrative.last->year;
  if (is_told) {
    return stated(calendar_time(feast(match, *narrative.last->year)),
                  "a feast that moves with Easter, in the year told before");
  }
  if (!narrative.document) return unresolved("");
  const int year = *calendar_time(*narrative.document).year;
  Date day = feast(match, year);
  if (match.in_future && day < *narrative.document) day = feast(match, year + 1);
  if (!match.in_future && day > *narrative.document) day = feast(match, year - 1);
  return stated(calendar_time(day),
                "a feast that moves with Easter, the one that fits the report's date " +
                    to_string(*narrative.document));
}

}  // namespace tocsin::resolve
