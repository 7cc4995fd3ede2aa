#include "tocsin/resolve/document_date.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "tocsin/core/utf8.h"
#include "tocsin/resolve/document_date_context.h"
#include "tocsin/resolve/time_evaluate.h"
#include "tocsin/resolve/time_match.h"

namespace tocsin::resolve {
namespace {

constexpr std::size_t kHeadingLines = 4;    // how many lines at the top may be headings
constexpr std::size_t kClosingLines = 3;    // how many at the end may be captions or signatures
constexpr std::size_t kHeadingWords = 14;   // a line with more words is text
constexpr std::size_t kDatelineWords = 8;   // before the date of a dateline
constexpr std::size_t kDashReach = 24;      // bytes after a dateline's date up to its dash
constexpr std::size_t kSignatureReach = 4;  // bytes after a signature's date

bool is_dash(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_DASH_PUNCTUATION; }

bool is_word_at(std::string_view text, Span token) {
  return u_isalnum(static_cast<UChar32>(decode_utf8(text, token.begin).value)) != 0;
}

/// A date with day, month and year in its words.
struct FullDate {
  Span span;
  Date day;
  bool in_sentence = false;
};

bool has_year(const TimeMatch& match) { return match.slots.contains("year"); }

bool has_day_and_month(const TimeMatch& match) {
  return match.slots.contains("day") && match.slots.contains("month");
}

/// The full dates among `matches`; of a range its last day. With `latest`, a day and month will do:
/// the year is that of the last such day up to `latest`.
std::vector<FullDate> full_dates(std::vector<TimeMatch> matches, std::string_view text,
                                 std::optional<Date> latest) {
  std::erase_if(matches, [&](const TimeMatch& match) {
    return !has_year(match) && !(latest && has_day_and_month(match));
  });
  DocumentDate anchor;
  anchor.date = latest;
  std::vector<FullDate> dates;
  for (TimeMatch& match : matches) {
    match.link = TimeLink::kNone;  // the one it was linked to may be gone
    match.bound = TimeBound::kNone;
    match.in_future = false;
    const std::vector<TimeValue> values = evaluate_times({match}, text, anchor, std::nullopt);
    if (values.empty()) continue;
    const TimeValue& value = values.front();
    const bool is_range = match.rule->operation == TimeOperation::kRange;
    constexpr std::size_t kTwoDays = 21;  // length of "2021-06-01/2021-06-07"
    if (!value.interval || !value.interval->end) continue;
    if (value.interval->precision == DatePrecision::kDay ||
        (is_range && value.timex.size() == kTwoDays)) {
      dates.push_back({match.span, *value.interval->end, match.in_sentence});
    }
  }
  return dates;
}

class Finder {
 public:
  Finder(const Report& report, const Text& text, const TimeRules& rules,
         std::optional<Date> latest = std::nullopt)
      : report_(report),
        text_(text),
        dates_(full_dates(match_times(report, text, rules), report.text, latest)) {}

  DocumentDate run() const {
    std::vector<Span> lines = lines_of_text();
    const std::size_t count = lines.size();
    for (std::size_t i = 0; i < std::min(count, kHeadingLines); ++i) {
      if (const auto* date = in_heading(lines[i])) return made(*date, "a heading line");
      if (const auto* date = in_dateline(lines[i])) return made(*date, "the dateline");
    }
    for (std::size_t i = count; i > 0 && i + kClosingLines > count; --i) {
      if (const auto* date = at_close(lines[i - 1])) return made(*date, "the closing line");
    }
    DocumentDate none;
    none.reason =
        "the report came without a date, and its text has none in a heading, dateline or "
        "closing line";
    return none;
  }

 private:
  std::vector<Span> lines_of_text() const {
    std::vector<Span> lines;
    for (const Span paragraph : text_.paragraphs) {
      std::uint32_t begin = paragraph.begin;
      while (begin < paragraph.end) {
        const std::size_t stop = report_.text.find('\n', begin);
        const auto end = static_cast<std::uint32_t>(
            stop == std::string::npos ? paragraph.end : std::min<std::size_t>(stop, paragraph.end));
        if (end > begin) lines.push_back({begin, end});
        begin = end + 1;
      }
    }
    return lines;
  }

  std::size_t words_in(Span span) const {
    return static_cast<std::size_t>(std::count_if(
        text_.tokens.begin(), text_.tokens.end(),
        [&](Span token) { return contains(span, token) && is_word_at(report_.text, token); }));
  }

  bool ends_like_a_sentence(Span line) const {
    std::string_view words = slice(report_.text, line);
    while (!words.empty() && (words.back() == ' ' || words.back() == '\r')) words.remove_suffix(1);
    if (words.empty()) return false;
    std::size_t last = words.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(words[last]) & 0xC0) == 0x80) --last;
    return u_hasBinaryProperty(static_cast<UChar32>(decode_utf8(words, last).value),
                               UCHAR_S_TERM) != 0;
  }

  const FullDate* first_full(Span line) const {
    for (const FullDate& date : dates_) {
      if (contains(line, date.span)) return &date;
    }
    return nullptr;
  }

  /// A short line that is no sentence, with the date at one end or set apart in it.
  const FullDate* in_heading(Span line) const {
    if (words_in(line) > kHeadingWords || ends_like_a_sentence(line)) return nullptr;
    for (const FullDate& date : dates_) {
      if (!contains(line, date.span) || date.in_sentence) continue;
      if (is_set_apart(line, date.span) || words_in({date.span.end, line.end}) == 0) return &date;
    }
    return nullptr;
  }

  /// A few words, the date, a dash or colon, and only then the text; or an opening of nothing but
  /// name and date ("Valley Monitor, 12 March 2024.").
  const FullDate* in_dateline(Span line) const {
    const FullDate* date = first_full(line);
    if (date == nullptr || date->in_sentence) return nullptr;
    if (words_in({line.begin, date->span.begin}) > kDatelineWords) return nullptr;
    const bool is_full_stop = slice(report_.text, {date->span.end, line.end}).starts_with('.');
    if (is_full_stop && is_set_apart(line, date->span)) return date;
    const std::size_t end = std::min<std::size_t>(line.end, date->span.end + kDashReach);
    for (std::size_t at = date->span.end; at < end;) {
      const CodePoint point = decode_utf8(report_.text, at);
      if (is_dash(point.value) || point.value == U':') return date;
      if (point.value == U'.' || point.value == U';') return nullptr;
      at += point.bytes;
    }
    return nullptr;
  }

  /// The date is the last thing of the line, and a dash or bracket or only a few words stand before
  /// it.
  const FullDate* at_close(Span line) const {
    for (const FullDate& date : dates_) {
      if (!contains(line, date.span) || date.in_sentence) continue;
      const Span rest{date.span.end, line.end};
      if (length(rest) > kSignatureReach || words_in(rest) != 0) continue;
      if (is_set_apart(line, date.span) || words_in(line) <= kHeadingWords / 2) return &date;
    }
    return nullptr;
  }

  /// Whether the date begins the line or punctuation stands before it.
  bool is_set_apart(Span line, Span date) const {
    std::string_view before = slice(report_.text, {line.begin, date.begin});
    while (before.ends_with(' ')) before.remove_suffix(1);
    if (before.empty()) return true;
    std::size_t last = before.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(before[last]) & 0xC0) == 0x80) --last;
    return !u_isalnum(static_cast<UChar32>(decode_utf8(before, last).value));
  }

  DocumentDate made(const FullDate& date, std::string_view where) const {
    DocumentDate result;
    result.date = date.day;
    result.basis = PublishedBasis::kText;
    result.evidence = date.span;
    result.reason = "\"" + std::string(slice(report_.text, date.span)) + "\" in " +
                    std::string(where) + " of the text gives " + to_string(date.day);
    return result;
  }

  const Report& report_;
  const Text& text_;
  std::vector<FullDate> dates_;
};

/// From the dates of the reports beside it.
DocumentDate by_context(const Report& report, const Text& text, const TimeRules& rules) {
  constexpr std::chrono::days kHalfYear{182};
  const DateInterval& around = *report.around;
  DocumentDate found = Finder(report, text, rules, *around.end + kHalfYear).run();
  if (found.date) {
    found.basis = PublishedBasis::kContext;
    found.reason += "; the year is the one nearest to the reports beside it";
    return found;
  }
  return fitting_day(report, text, rules);
}

}  // namespace

DocumentDate find_document_date(const Report& report, const Text& text, const TimeRules& rules) {
  DocumentDate given;
  if (report.published) {
    given.date = report.published;
    given.basis = report.published_basis == PublishedBasis::kNone ? PublishedBasis::kGiven
                                                                  : report.published_basis;
    given.reason = "the date " + to_string(*report.published) + " came with the report";
    if (given.basis == PublishedBasis::kContext) {
      given.reason = "the report came without a date; on " + to_string(*report.published) +
                     " it tells most of what the reports beside it tell";
    }
    // When a file was made says less than what its text says of itself.
    if (given.basis != PublishedBasis::kFile) return given;
  }
  const DocumentDate found = Finder(report, text, rules).run();
  if (found.date) return found;
  if (given.date) return given;
  return report.around ? by_context(report, text, rules) : found;
}

}  // namespace tocsin::resolve
