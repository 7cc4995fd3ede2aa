#include "tocsin/ingest/dates.h"

#include <array>
#include <charconv>
#include <vector>

#include "tocsin/ingest/title.h"

namespace tocsin::ingest {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1000 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

// The number in `words`, which must be digits and nothing else; -1 otherwise.
int number(std::string_view words) {
  int value = -1;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), value);
  return error == std::errc() && end == words.data() + words.size() ? value : -1;
}

// "2021-06-28", "2021/06/28", "2021.06.28" or "20210628", and what it takes.
struct Numeric {
  std::optional<Date> date;
  std::size_t size = 0;
};

Numeric numeric_date(std::string_view words) {
  const auto digits = [&](std::size_t begin, std::size_t count) {
    if (words.size() < begin + count) return false;
    for (std::size_t i = begin; i < begin + count; ++i) {
      if (!is_digit(words[i])) return false;
    }
    return true;
  };
  if (digits(0, 8) && (!digits(8, 1) || (digits(0, 14) && !digits(14, 1)))) {
    return {make_date(number(words.substr(0, 4)), number(words.substr(4, 2)),
                      number(words.substr(6, 2))),
            8};
  }
  if (!digits(0, 4) || !digits(5, 2) || !digits(8, 2) || digits(10, 1)) return {};
  const char sign = words[4];
  if (words[7] != sign || (sign != '-' && sign != '/' && sign != '.' && sign != '_')) return {};
  return {
      make_date(number(words.substr(0, 4)), number(words.substr(5, 2)), number(words.substr(8, 2))),
      10};
}

// 1 to 12 for "Jun", "june", "JUNE"; 0 for other words.
int month_number(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths{
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) return 0;
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    const std::string_view name = kMonths[month];
    bool same = word.size() <= name.size();
    for (std::size_t i = 0; same && i < word.size(); ++i) {
      same = is_letter(word[i]) && (word[i] | 0x20) == name[i];
    }
    if (same) return static_cast<int>(month) + 1;
  }
  return 0;
}

// Runs of letters or of digits.
std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < words.size() && parts.size() < 5;) {
    std::size_t end = i;
    while (end < words.size() &&
           (is_digit(words[i]) ? is_digit(words[end]) : is_letter(words[end]))) {
      ++end;
    }
    if (end > i) parts.push_back(words.substr(i, end - i));
    i = end > i ? end : i + 1;
  }
  return parts;
}

// "28 Jun 2021" and "June 28, 2021", a weekday before them or not.
std::optional<Date> written_date(std::string_view words) {
  std::vector<std::string_view> parts = split(words);
  if (!parts.empty() && is_letter(parts[0][0]) && month_number(parts[0]) == 0) {
    parts.erase(parts.begin());
  }
  if (parts.size() < 3 || parts[2].size() != 4) return std::nullopt;
  if (const int month = month_number(parts[1]); month != 0) {
    return make_date(number(parts[2]), month, number(parts[0]));
  }
  return make_date(number(parts[2]), month_number(parts[0]), number(parts[1]));
}

// "28/06/2021" in both orders.
struct EitherOrder {
  bool found = false;
  std::optional<Date> day_first;
  std::optional<Date> month_first;
};

EitherOrder either_order(std::string_view words) {
  int numbers[3] = {0, 0, 0};
  std::size_t at = 0;
  for (int i = 0; i < 3; ++i) {
    const std::size_t begin = at;
    while (at < words.size() && is_digit(words[at])) ++at;
    const std::size_t size = at - begin;
    if (i < 2 ? (size < 1 || size > 2) : size != 4) return {};
    numbers[i] = number(words.substr(begin, size));
    if (i < 2 && (at >= words.size() || (words[at] != '/' && words[at] != '.' && words[at] != '-')))
      return {};
    ++at;
  }
  return {true, make_date(numbers[2], numbers[1], numbers[0]),
          make_date(numbers[2], numbers[0], numbers[1])};
}

std::optional<Date> in_order(const EitherOrder& dates, DateOrder order) {
  if (order == DateOrder::kDayFirst) return dates.day_first;
  if (order == DateOrder::kMonthFirst) return dates.month_first;
  if (dates.day_first && dates.month_first && *dates.day_first != *dates.month_first) {
    return std::nullopt;
  }
  return dates.day_first ? dates.day_first : dates.month_first;
}

}  // namespace

std::optional<Date> read_date(std::string_view words, DateOrder order) {
  words = trim(words);
  const Numeric numeric = numeric_date(words);
  if (numeric.size > 0) return numeric.date;
  if (const EitherOrder dates = either_order(words); dates.found) return in_order(dates, order);
  return written_date(words);
}

bool is_date_of_unknown_order(std::string_view words) {
  const EitherOrder dates = either_order(trim(words));
  return dates.day_first && dates.month_first && *dates.day_first != *dates.month_first;
}

std::optional<Date> date_in_name(std::string_view name) {
  std::optional<Date> found;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_digit(name[i]) || (i > 0 && is_digit(name[i - 1]))) continue;
    const Numeric numeric = numeric_date(name.substr(i));
    if (!numeric.date) continue;
    if (found && *found != *numeric.date) return std::nullopt;
    found = numeric.date;
  }
  return found;
}

}  // namespace tocsin::ingest
