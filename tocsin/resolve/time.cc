#include "tocsin/resolve/time.h"

#include <algorithm>
#include <set>

#include "tocsin/core/reality.h"
#include "tocsin/resolve/time_evaluate.h"
#include "tocsin/resolve/time_match.h"

namespace tocsin::resolve {
namespace {

constexpr std::string_view kTimeMention = "time";

std::set<Span> time_mentions(const Analysis& analysis) {
  std::set<Span> spans;
  for (const Mention& mention : analysis.mentions) {
    if (mention.kind == kTimeMention) spans.insert(mention.span);
  }
  for (const Frame& frame : analysis.frames) {
    for (const RoleFiller& filler : frame.roles) {
      if (filler.role == Role::kTime) spans.insert(filler.mention.span);
    }
  }
  return spans;
}

std::uint32_t overlap(Span a, Span b) {
  const Span common{std::max(a.begin, b.begin), std::min(a.end, b.end)};
  return length(common);
}

/// Whether `a` says more of `mention` than `b`: dated before undated, then more words in common,
/// then fewer words beyond, then the finer date.
bool is_better(const TimeValue& a, const TimeValue& b, Span mention) {
  if (a.interval.has_value() != b.interval.has_value()) return a.interval.has_value();
  const std::uint32_t common_a = overlap(a.span, mention);
  const std::uint32_t common_b = overlap(b.span, mention);
  if (common_a != common_b) return common_a > common_b;
  if (length(a.span) != length(b.span)) return length(a.span) < length(b.span);
  return a.interval && b.interval && a.interval->precision < b.interval->precision;
}

/// Two dated expressions in one mention ("Wednesday night, June 24") that agree: their common days.
void narrow(TimeValue& value, const TimeValue& other) {
  if (!value.interval || !other.interval) return;
  if (contains(value.span, other.span)) return;  // itself, or an end of its range
  const auto [start, end] = std::pair{value.interval->start, value.interval->end};
  const auto [other_start, other_end] = std::pair{other.interval->start, other.interval->end};
  if (!start || !end || !other_start || !other_end) return;
  if (*other_start < *start || *other_end > *end) return;  // not inside
  if (*other_start == *start && *other_end == *end) return;
  value.interval = other.interval;
  value.timex = other.timex;
  value.reason += "; narrowed by " + other.reason;
}

/// The last line of a mention: a heading's date and that of the entry below it are two.
Span last_line(Span mention, std::string_view text) {
  const std::size_t line = slice(text, mention).rfind('\n');
  if (line == std::string_view::npos) return mention;
  return {mention.begin + static_cast<std::uint32_t>(line) + 1, mention.end};
}

TimeValue value_of(Span whole, const std::vector<TimeValue>& found, std::string_view text) {
  const Span mention = last_line(whole, text);
  const TimeValue* best = nullptr;
  for (const TimeValue& value : found) {
    if (!overlaps(value.span, mention)) continue;
    if (best == nullptr || is_better(value, *best, mention)) best = &value;
  }
  TimeValue result;
  if (best == nullptr) {
    result.reason = "no rule reads \"" + std::string(slice(text, mention)) + "\" as a time";
  } else {
    result = *best;
    for (const TimeValue& value : found) {
      if (contains(mention, value.span)) narrow(result, value);
    }
  }
  result.span = whole;
  return result;
}

/// Whether the words at `span` are the time of events that are yet to come, and of no other: "that
/// the post go by Friday".
bool is_time_ahead(Span span, const Analysis& analysis) {
  bool found = false;
  for (const Frame& frame : analysis.frames) {
    for (const RoleFiller& filler : frame.roles) {
      if (filler.role != Role::kTime || !overlaps(filler.mention.span, span)) continue;
      if (!is_ahead(frame.reality)) return false;
      found = true;
    }
  }
  return found;
}

}  // namespace

std::vector<TimeValue> find_times(const Report& report, const Text& text,
                                  const DocumentDate& document_date, const TimeRules& rules) {
  return evaluate_times(match_times(report, text, rules), report.text, document_date,
                        report.around);
}

std::map<Span, TimeValue> resolve_times(const Report& report, const Text& text,
                                        const Analysis& analysis, const DocumentDate& document_date,
                                        const TimeRules& rules) {
  std::vector<TimeMatch> matches = match_times(report, text, rules);
  for (TimeMatch& match : matches) {
    const bool is_begun = match.bound == TimeBound::kSince;
    const bool is_ahead = match.in_future || (!is_begun && is_time_ahead(match.span, analysis));
    match.in_future = is_ahead && !match.in_past;
  }
  const std::vector<TimeValue> found =
      evaluate_times(matches, report.text, document_date, report.around);
  const std::set<Span> mentions = time_mentions(analysis);
  std::map<Span, TimeValue> values;
  for (const Span mention : mentions) {
    values.emplace(mention, value_of(mention, found, report.text));
  }
  for (const TimeValue& value : found) {
    if (!value.interval) continue;
    const bool is_known = std::any_of(values.begin(), values.end(), [&](const auto& entry) {
      return overlaps(entry.first, value.span);
    });
    if (!is_known) values.emplace(value.span, value);
  }
  return values;
}

}  // namespace tocsin::resolve
