#include "tocsin/core/date.h"

#include <charconv>
#include <cstdio>

namespace tocsin {

std::string to_string(Date date) {
  const std::chrono::year_month_day day{date};
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return buffer;
}

std::optional<Date> parse_date(std::string_view words) {
  if (words.size() < 10 || words[4] != '-' || words[7] != '-') return std::nullopt;
  if (words.size() > 10 && words[10] != 'T' && words[10] != ' ') return std::nullopt;
  int parts[3];
  constexpr std::pair<int, int> kFields[3] = {{0, 4}, {5, 2}, {8, 2}};
  for (int i = 0; i < 3; ++i) {
    const char* begin = words.data() + kFields[i].first;
    const char* end = begin + kFields[i].second;
    const auto [stop, failure] = std::from_chars(begin, end, parts[i]);
    if (failure != std::errc{} || stop != end || parts[i] < 0) return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year{parts[0]},
                                        std::chrono::month{static_cast<unsigned>(parts[1])},
                                        std::chrono::day{static_cast<unsigned>(parts[2])}};
  if (!day.ok()) return std::nullopt;
  return std::chrono::sys_days{day};
}

}  // namespace tocsin
