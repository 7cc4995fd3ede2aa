// How it works: a weekday in the heading leaves the days of that name. Else every day near the
// reports beside it is tried as the day of publication, and the text dated from it: where a day is
// named twice, the two agree only on the right days.
#include "tocsin/resolve/document_date_context.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "tocsin/resolve/time_evaluate.h"
#include "tocsin/resolve/time_match.h"

namespace tocsin::resolve {
namespace {

using std::chrono::days;

constexpr days kBefore{7};  // so long before the first report beside it
constexpr days kAfter{21};  // and after the last
constexpr days kLongest{200};
constexpr days kNear{60};  // a date farther from those reports is history

bool is_day(const TimeValue& value) {
  return value.interval && value.interval->start && value.interval->start == value.interval->end;
}

/// A day, or what has lasted since one: "since yesterday, Monday".
bool names_day(const TimeValue& value) {
  return is_day(value) || (value.is_since && value.interval && value.interval->start);
}

/// Whether nothing but signs and small words stands between: "yesterday, Monday", "six days ago, on
/// 7 September".
bool is_beside(const TimeValue& a, const TimeValue& b, std::string_view text) {
  constexpr std::uint32_t kReach = 9;
  if (b.span.begin < a.span.end || b.span.begin - a.span.end > kReach) return false;
  const std::string_view between = slice(text, {a.span.end, b.span.begin});
  return between.find_first_of(".;\n") == std::string_view::npos;
}

/// Where the text names a day twice and, published on `day`, means one by both: by the first of the
/// two.
std::set<Span> named_twice(const Report& report, const std::vector<TimeMatch>& matches, Date day) {
  DocumentDate document;
  document.date = day;
  const auto values = evaluate_times(matches, report.text, document, std::nullopt);
  std::set<Span> agreeing;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    const TimeValue& one = values[i];
    const TimeValue& other = values[i + 1];
    if (!names_day(one) || !names_day(other) || !is_beside(one, other, report.text)) continue;
    if (one.interval->start == other.interval->start) agreeing.insert(one.span);
  }
  return agreeing;
}

DocumentDate unknown(const std::string& why) {
  DocumentDate none;
  none.reason = "the report came without a date, and " + why;
  return none;
}

DocumentDate made(Date day, const std::string& why) {
  DocumentDate result;
  result.date = day;
  result.basis = PublishedBasis::kContext;
  result.reason = "the report came without a date; " + to_string(day) +
                  " is the first day near the reports beside it " + why;
  return result;
}

/// Of the days in question, the first after the last date that the text tells as past or, where it
/// tells none, the only one among the reports beside it.
DocumentDate chosen(std::vector<Date> fitting, std::optional<Date> last, const Report& report,
                    const std::string& why) {
  const DateInterval& around = *report.around;
  if (last) {
    const auto first = std::lower_bound(fitting.begin(), fitting.end(), *last);
    if (first != fitting.end()) return made(*first, why);
  }
  std::erase_if(fitting, [&](Date day) { return day < *around.start || day > *around.end; });
  if (fitting.size() == 1) return made(fitting.front(), why);
  DocumentDate none =
      unknown("the days of its text come round more than once near the reports beside it");
  none.candidates = std::move(fitting);
  return none;
}

/// The weekday that ends a short line at the top of the text and stands in no sentence: "Evening
/// summary, Friday".
std::optional<int> weekday_of_heading(const Report& report, const std::vector<TimeMatch>& matches) {
  constexpr std::size_t kTopBytes = 240;
  constexpr std::size_t kLongestLine = 60;
  const std::string_view text = report.text;
  for (const TimeMatch& match : matches) {
    const auto weekday = match.slots.find("weekday");
    const bool is_alone = weekday != match.slots.end() && weekday->second.number &&
                          !match.slots.contains("day") && !match.slots.contains("direction");
    if (!is_alone || match.in_sentence || match.span.begin > kTopBytes) continue;
    const std::size_t before = text.rfind('\n', match.span.begin);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', match.span.end), text.size());
    const bool is_last =
        text.substr(match.span.end, end - match.span.end).find_first_not_of(" \r)") ==
        std::string_view::npos;
    if (is_last && end - begin <= kLongestLine && end < text.size()) {
      return static_cast<int>(*weekday->second.number);
    }
  }
  return std::nullopt;
}

/// The last day, of those near the other reports, that the text gives with its month and does not
/// tell as to come.
std::optional<Date> last_with_month(const Report& report, std::vector<TimeMatch> matches) {
  std::erase_if(matches, [](const TimeMatch& match) { return match.in_future; });
  std::optional<Date> last;
  for (const TimeValue& value :
       evaluate_times(matches, report.text, DocumentDate{}, report.around)) {
    if (!is_day(value) || value.basis != DateBasis::kStated) continue;
    const Date day = *value.interval->start;
    const bool is_near =
        day >= *report.around->start - kNear && day <= *report.around->end + kAfter;
    if (is_near) last = std::max(last.value_or(day), day);
  }
  return last;
}

DocumentDate by_heading(const Report& report, const std::vector<TimeMatch>& matches, int weekday) {
  std::vector<Date> fitting;
  for (Date day = *report.around->start - kBefore; day <= *report.around->end + kAfter;
       day += days{1}) {
    if (static_cast<int>(std::chrono::weekday{day}.iso_encoding()) == weekday) {
      fitting.push_back(day);
    }
  }
  return chosen(std::move(fitting), last_with_month(report, matches), report,
                "that is the weekday of its heading");
}

}  // namespace

DocumentDate fitting_day(const Report& report, const Text& text, const TimeRules& rules) {
  const DateInterval& around = *report.around;
  if (*around.end - *around.start > kLongest) {
    return unknown("those beside it lie too far apart to date it");
  }
  const std::vector<TimeMatch> matches = match_times(report, text, rules);
  if (const auto weekday = weekday_of_heading(report, matches)) {
    return by_heading(report, matches, *weekday);
  }
  std::map<Date, std::set<Span>> agreeing;
  std::set<Span> meant;  // two that agree on no day are two: "the night of Sunday to Monday"
  for (Date day = *around.start - kBefore; day <= *around.end + kAfter; day += days{1}) {
    agreeing[day] = named_twice(report, matches, day);
    meant.insert(agreeing[day].begin(), agreeing[day].end());
  }
  std::vector<Date> fitting;
  for (const auto& [day, spans] : agreeing) {
    if (spans == meant) fitting.push_back(day);
  }
  if (fitting.empty() || fitting.size() == agreeing.size()) {
    return unknown("its text names no day twice");
  }
  return chosen(std::move(fitting), last_with_month(report, matches), report,
                "on which the days that its text names twice agree");
}

}  // namespace tocsin::resolve
