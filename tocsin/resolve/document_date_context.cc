// How it works: every day near the reports beside it is tried as the day of publication, and the
// text dated from it. Where a day is named twice, the two agree only on the right days.
#include "tocsin/resolve/document_date_context.h"

#include <algorithm>
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

/// Whether nothing but signs and small words stands between: "yesterday, Monday", "six days ago, on
/// 7 September".
bool is_beside(const TimeValue& a, const TimeValue& b, std::string_view text) {
  constexpr std::uint32_t kReach = 6;
  if (b.span.begin < a.span.end || b.span.begin - a.span.end > kReach) return false;
  const std::string_view between = slice(text, {a.span.end, b.span.begin});
  return between.find_first_of(".;\n") == std::string_view::npos;
}

class Trial {
 public:
  Trial(const Report& report, const std::vector<TimeMatch>& matches, Date day)
      : report_(report), day_(day) {
    DocumentDate document;
    document.date = day;
    values_ = evaluate_times(matches, report.text, document, std::nullopt);
  }

  /// How many days are named twice and agree; nothing where two do not.
  std::optional<int> agreeing() const {
    int count = 0;
    for (std::size_t i = 0; i + 1 < values_.size(); ++i) {
      const TimeValue& one = values_[i];
      const TimeValue& other = values_[i + 1];
      if (!is_day(one) || !is_day(other) || !is_beside(one, other, report_.text)) continue;
      if (one.interval->start != other.interval->start) return std::nullopt;
      ++count;
    }
    return count;
  }

  /// The last date, of those near the other reports, that the text gives by itself.
  std::optional<Date> last_stated() const {
    std::optional<Date> last;
    for (const TimeValue& value : values_) {
      if (!is_day(value) || value.basis != DateBasis::kStated) continue;
      const Date date = *value.interval->start;
      if (date < *report_.around->start - kNear || date > day_) continue;
      last = std::max(last.value_or(date), date);
    }
    return last;
  }

 private:
  const Report& report_;
  Date day_;
  std::vector<TimeValue> values_;
};

DocumentDate unknown(const std::string& why) {
  DocumentDate none;
  none.reason = "the report came without a date, and " + why;
  return none;
}

DocumentDate made(Date day) {
  DocumentDate result;
  result.date = day;
  result.basis = PublishedBasis::kContext;
  result.reason = "the report came without a date; " + to_string(day) +
                  " is the first day near the reports beside it on which the days that its text "
                  "names twice agree";
  return result;
}

}  // namespace

DocumentDate fitting_day(const Report& report, const Text& text, const TimeRules& rules) {
  const DateInterval& around = *report.around;
  if (*around.end - *around.start > kLongest) {
    return unknown("those beside it lie too far apart to date it");
  }
  const std::vector<TimeMatch> matches = match_times(report, text, rules);
  std::vector<Date> fitting;
  std::optional<Date> last;
  std::size_t tried = 0;
  for (Date day = *around.start - kBefore; day <= *around.end + kAfter; day += days{1}) {
    ++tried;
    const Trial trial(report, matches, day);
    if (trial.agreeing().value_or(0) == 0) continue;
    fitting.push_back(day);
    last = trial.last_stated();
  }
  if (fitting.empty() || fitting.size() == tried) return unknown("its text names no day twice");
  if (last) {
    const auto first = std::lower_bound(fitting.begin(), fitting.end(), *last);
    if (first != fitting.end()) return made(*first);
  }
  std::erase_if(fitting, [&](Date day) { return day < *around.start || day > *around.end; });
  if (fitting.size() == 1) return made(fitting.front());
  DocumentDate none =
      unknown("the days of its text come round more than once near the reports beside it");
  none.candidates = std::move(fitting);
  return none;
}

}  // namespace tocsin::resolve
