#include "tocsin/resolve/time_evaluate.h"

#include <algorithm>
#include <utility>

#include "tocsin/resolve/time_narrative.h"
#include "tocsin/resolve/time_reading.h"
#include "tocsin/resolve/time_slots.h"

namespace tocsin::resolve {
namespace {

std::string show(const DateInterval& interval) {
  const std::string start = interval.start ? to_string(*interval.start) : "…";
  const std::string end = interval.end ? to_string(*interval.end) : "…";
  return start == end ? start : start + " to " + end;
}

/// Reads the matches of one text in order.
class Evaluator {
 public:
  Evaluator(const std::vector<TimeMatch>& matches, std::string_view text,
            const DocumentDate& document, const std::optional<DateInterval>& around)
      : matches_(matches), text_(text) {
    narrative_.document = document.date;
    if (!document.date) narrative_.around = around;
    const bool is_beside = narrative_.around && narrative_.around->end;
    narrative_.history = is_history(matches, is_beside ? narrative_.around->end : document.date);
  }

  std::vector<TimeValue> run() {
    std::vector<TimeReading> singles(matches_.size());
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      index_ = i;
      ends_.clear();
      places_.push_back(values_.size());
      if (!counts(matches_[i])) continue;
      singles[i] = evaluate(matches_[i]);
      narrative_.tell(singles[i].time, matches_[i]);
      if (joined_from(i)) add_joined(singles[i - 1].value, singles[i].value);
      if (follows_parenthesis(i)) take_date(singles[i - 1], singles[i].value);
      values_.push_back(bound_value(singles[i].value, matches_[i]));
      values_.insert(values_.end(), ends_.begin(), ends_.end());
      places_.back() = values_.size();
    }
    std::stable_sort(values_.begin(), values_.end(), [](const TimeValue& a, const TimeValue& b) {
      if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
      return a.span.end > b.span.end;
    });
    return std::move(values_);
  }

 private:
  TimeReading evaluate(const TimeMatch& match) {
    TimeReading result;
    switch (match.rule->operation) {
      case TimeOperation::kDate:
        result = read_date(match, next(), narrative_);
        break;
      case TimeOperation::kRange:
        result = range(match);
        break;
      case TimeOperation::kShift:
        result = read_shift(match, narrative_);
        break;
      case TimeOperation::kUnit:
        result = read_unit(match, narrative_);
        break;
      case TimeOperation::kDuration:
        result = read_duration(match, narrative_);
        break;
      case TimeOperation::kPortion:
        result = read_portion(match, narrative_);
        break;
      case TimeOperation::kLiteral:
      case TimeOperation::kIgnore:
        result.value.timex = filled_value(match);
        result.value.reason = "names no day of its own";
        break;
    }
    finish(match, result);
    return result;
  }

  const TimeMatch* next() const {
    return index_ + 1 < matches_.size() ? &matches_[index_ + 1] : nullptr;
  }

  /// A bare small number is a year only where years before Christ are told, or joined to one.
  bool counts(const TimeMatch& match) const {
    if (word(match.slots, "era") != kToldEra) return true;
    if (narrative_.last && narrative_.last->year.value_or(1) <= 0) return true;
    return match.link != TimeLink::kNone && next() != nullptr &&
           word(next()->slots, "era") == kBeforeChrist;
  }

  void finish(const TimeMatch& match, TimeReading& result) const {
    TimeValue& value = result.value;
    value.span = match.span;
    value.is_limit = match.is_limit;
    value.is_of_noun = match.is_of_noun;
    value.aside = match.aside;
    value.death = match.death;
    const std::string& kind = match.rule->kind;
    if (!result.time.clock.empty() || kind == "time") value.kind = TimeKind::kTime;
    if (kind == "set") value.kind = TimeKind::kSet;
    if (kind == "duration") value.kind = TimeKind::kDuration;
    if (kind == "date") value.kind = TimeKind::kDate;
    std::string reason = "\"" + std::string(slice(text_, match.span)) + "\" (rule " +
                         match.rule->name + "): " + value.reason;
    if (value.interval) reason += "; " + show(*value.interval);
    value.reason = reason;
  }

  // --- ranges

  TimeReading range(const TimeMatch& match) {
    const int near = near_year(narrative_);
    CalendarTime second =
        given_time(match.slots, "2", number(match.slots, "year1").value_or(near), narrative_);
    CalendarTime first = given_time(match.slots, "1", near, narrative_);
    const bool was_given = second.year.has_value();
    second = with_year(second, narrative_, direction_of(match));
    if (!first.year) {
      first.year = second.year;
      if (first.month > second.month && first.year) first.year = *first.year - 1;
    }
    if (first.month == 0 && first.day != 0) first.month = second.month;
    const std::string reason = was_given ? "stated in full" : year_reason(second, narrative_);
    TimeReading one = stated(first, reason);
    TimeReading two = stated(second, reason);
    TimeReading whole;
    whole.time = second;
    whole.value = hull(one.value, two.value);
    whole.value.reason = reason;
    for (auto [end, span] : {std::pair{&one, match.first}, std::pair{&two, match.second}}) {
      finish(match, *end);
      end->value.span = span;
      ends_.push_back(end->value);
    }
    return whole;
  }

  static TimeValue hull(const TimeValue& first, const TimeValue& second) {
    TimeValue whole;
    whole.kind = first.kind;
    whole.timex = first.timex + "/" + second.timex;
    if (first.interval && second.interval && first.interval->start && second.interval->end &&
        *first.interval->start <= *second.interval->end) {
      whole.interval =
          DateInterval{first.interval->start, second.interval->end, DatePrecision::kRange};
      whole.basis = std::max(first.basis, second.basis);
    }
    return whole;
  }

  bool joined_from(std::size_t i) const {
    return i > 0 && matches_[i - 1].link == TimeLink::kRange;
  }

  /// "from 3 May to 5 June": both ends are values of their own, and so is the whole.
  void add_joined(const TimeValue& first, const TimeValue& second) {
    TimeValue whole = hull(first, second);
    if (!whole.interval) return;
    whole.span = {first.span.begin, second.span.end};
    whole.reason = "\"" + std::string(slice(text_, whole.span)) +
                   "\": from the first date to the " + "second; " + show(*whole.interval);
    values_.push_back(whole);
  }

  // --- what stands around an expression

  bool follows_parenthesis(std::size_t i) const {
    if (i == 0 || matches_[i - 1].link != TimeLink::kParenthesis) return false;
    const TimeOperation before = matches_[i - 1].rule->operation;
    return before == TimeOperation::kUnit || before == TimeOperation::kShift;
  }

  /// "the next morning (June 25)": the date in parentheses says which morning.
  void take_date(const TimeReading& relative_time, const TimeValue& date) {
    if (!date.interval || date.interval->precision != DatePrecision::kDay) return;
    TimeValue& value = values_[places_[index_ - 1] - 1];
    if (value.span != relative_time.value.span) return;
    value.timex = date.timex + relative_time.time.clock;
    value.interval = date.interval;
    value.basis = date.basis;
    value.reason = "\"" + std::string(slice(text_, value.span)) + "\" is dated by the words in " +
                   "parentheses after it: " + date.reason;
  }

  /// "after [Saturday]'s explosion": the day is that of the explosion.
  bool is_possessive(Span span) const {
    const std::string_view behind = text_.substr(span.end);
    return slice(text_, span).ends_with("'s") || behind.starts_with("'s ") ||
           behind.starts_with("’s ") || slice(text_, span).ends_with("’s");
  }

  TimeValue bound_value(TimeValue value, const TimeMatch& match) const {
    const bool in_range = match.link == TimeLink::kRange || joined_from(index_) ||
                          match.rule->operation == TimeOperation::kRange;
    if (!value.interval || in_range || match.bound == TimeBound::kNone) return value;
    // "after 5 p.m." is the same day.
    const bool is_hour = value.timex.find('T') != std::string::npos &&
                         value.interval->precision == DatePrecision::kDay;
    if (is_hour && match.bound != TimeBound::kSince) return value;
    const bool is_sooner_or_later =
        match.bound == TimeBound::kAfter || match.bound == TimeBound::kBefore;
    if (is_sooner_or_later && is_possessive(match.span)) return value;
    value.interval = bounded(*value.interval, match.bound);
    value.is_since = match.bound == TimeBound::kSince;
    value.reason += "; with the word before it " + show(*value.interval);
    return value;
  }

  const std::vector<TimeMatch>& matches_;
  std::string_view text_;
  Narrative narrative_;
  std::size_t index_ = 0;
  std::vector<TimeValue> values_;
  std::vector<TimeValue> ends_;      // of the range just evaluated
  std::vector<std::size_t> places_;  // end of each match's values in `values_`
};

}  // namespace

DateInterval bounded(DateInterval interval, TimeBound bound) {
  switch (bound) {
    case TimeBound::kSince:
      interval.end.reset();
      break;
    case TimeBound::kUntil:
      interval.start.reset();
      break;
    case TimeBound::kBefore:
      interval.end = interval.start;
      interval.start.reset();
      break;
    case TimeBound::kAfter:
      interval.start = interval.end;
      interval.end.reset();
      break;
    case TimeBound::kNone:
      break;
  }
  return interval;
}

std::vector<TimeValue> evaluate_times(const std::vector<TimeMatch>& matches, std::string_view text,
                                      const DocumentDate& document_date,
                                      const std::optional<DateInterval>& around) {
  return Evaluator(matches, text, document_date, around).run();
}

}  // namespace tocsin::resolve
