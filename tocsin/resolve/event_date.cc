#include "tocsin/resolve/event_date.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "tocsin/core/reality.h"
#include "tocsin/resolve/event_time.h"
#include "tocsin/resolve/log_entry.h"

namespace tocsin::resolve {
namespace {

using std::chrono::days;

constexpr int kNewsReachDays = 400;  // a day told longer ago than that is history
constexpr std::uint32_t kReach = 3;  // sentences over which a day told in news stays in force

bool is_real(const Frame& frame) { return frame.reality == Reality::kActual; }

EventDate made(const TimeValue& value, DateBasis basis, Span evidence, const std::string& how) {
  EventDate date;
  date.interval = *value.interval;
  date.basis = basis;
  date.evidence = evidence;
  date.reason = how + value.reason;
  return date;
}

/// The days in both; nothing when they share none.
std::optional<DateInterval> common(const DateInterval& a, const DateInterval& b) {
  DateInterval both;
  both.start = !a.start ? b.start : !b.start ? a.start : std::max(a.start, b.start);
  both.end = !a.end ? b.end : !b.end ? a.end : std::min(a.end, b.end);
  if (both.start && both.end && *both.start > *both.end) return std::nullopt;
  both.precision = std::min(a.precision, b.precision);
  const bool was_bounded = (a.start && a.end) || (b.start && b.end);
  if (!was_bounded && both.start && both.end) both.precision = DatePrecision::kRange;
  return both;
}

class EventDater {
 public:
  EventDater(const Frame& frame, const Report& report, const Text& text, const Analysis& analysis,
             const Values& values)
      : frame_(frame),
        report_(report),
        text_(text),
        analysis_(analysis),
        values_(values),
        times_(report, text, analysis, values) {}

  EventDate run() const {
    if (auto date = from_event()) return closed(*date);
    return run_alone();
  }

 private:
  /// The date without those that are counted from other events.
  EventDate run_alone() const {
    if (auto date = from_roles(frame_)) return closed(*date);
    if (auto date = from_other_mentions(frame_)) return closed(*date);
    if (!is_real(frame_)) {
      if (auto date = from_sentence(); date && may_be_of_unreal(*date)) return *date;
      return nothing("is not told as done, and the text gives no time for it");
    }
    if (frame_.aspect != Aspect::kHabitual) {
      if (auto date = from_sentence(); date && !is_of_report()) return closed(*date);
      if (frame_.aspect != Aspect::kBackground && !is_of_report()) {
        if (auto date = from_narrative()) return *date;
      }
    }
    if (frame_.aspect == Aspect::kBackground) {
      return nothing("is told as background, and the text gives no time for it");
    }
    if (auto date = by_hour_alone()) return *date;
    return latest_by_document();
  }

  /// A day of the sentence is that of what is planned only where it lies ahead, and of what is
  /// denied or possible only where it does not.
  bool may_be_of_unreal(const EventDate& date) const {
    const auto& document = values_.document_date.date;
    if (!document || !date.interval.start || !date.interval.end) return false;
    const bool was = frame_.reality == Reality::kDenied || frame_.reality == Reality::kPossible;
    return was ? *date.interval.end <= *document : *date.interval.start >= *document;
  }

  /// Told in the present of a report that has a date: of its day, whatever was told before.
  bool is_of_report() const {
    return values_.document_date.date && values_.present.contains(frame_.trigger);
  }

  /// From its roles; where it is the event that the words at `count` count from, without the times
  /// before them, which are those of what is counted.
  std::optional<EventDate> from_roles(const Frame& frame, Span count = {}) const {
    std::vector<const TimeValue*> told;
    for (const RoleFiller& filler : frame.roles) {
      const auto value = values_.times.find(filler.mention.span);
      if (filler.role != Role::kTime || value == values_.times.end()) continue;
      const TimeValue& time = value->second;
      if (!time.interval || !times_.is_own(frame, time)) continue;
      if (!is_empty(count) && times_.is_of_counted(frame, time.span, count)) continue;
      told.push_back(&time);
    }
    if (told.size() > 1) {  // the report's own date is the event's only where nothing else is
      std::erase_if(told, [&](const TimeValue* time) { return times_.is_dateline(time->span); });
    }
    if (told.size() > 1) {  // "the two drivers of 8 June were let go"
      const auto all = told;
      std::erase_if(told, [&](const TimeValue* time) {
        return EventTimes::is_of_another_noun(frame, *time);
      });
      if (told.empty()) told = all;
    }
    if (told.empty()) return std::nullopt;
    // What its own sentence says counts first, then the finer one.
    const auto rank = [&](const TimeValue* time) {
      const bool is_own = frame.sentence < text_.sentences.size() &&
                          contains(text_.sentences[frame.sentence].span, time->span);
      return std::pair(!is_own, time->interval->precision);
    };
    std::stable_sort(told.begin(), told.end(),
                     [&](const TimeValue* a, const TimeValue* b) { return rank(a) < rank(b); });
    EventDate date = made(*told[0], told[0]->basis, told[0]->span, "");
    for (std::size_t i = 1; i < told.size(); ++i) {
      const auto both = common(date.interval, *told[i]->interval);
      if (both) date.interval = *both;
      date.reason += both ? "; together with " : "; it does not agree with ";
      date.reason += told[i]->reason;
    }
    // "shut since Friday, when the post was overrun": what was done once was done on that day.
    if (told.size() == 1 && told[0]->is_since && frame.aspect == Aspect::kOnce &&
        date.interval.start && date.interval.precision == DatePrecision::kDay) {
      date.interval.end = date.interval.start;
    }
    return date;
  }

  /// A date `count` days from that of `from`.
  std::optional<EventDate> counted(const EventDate& from, int count, Span words) const {
    if (!from.interval.start || from.interval.start != from.interval.end) return std::nullopt;
    EventDate date = from;
    date.interval.start = date.interval.end = *from.interval.start + days{count};
    date.basis = DateBasis::kRelative;
    date.evidence = words;
    date.reason = "\"" + std::string(slice(report_.text, words)) + "\": " + std::to_string(count) +
                  " days from another event; that one is dated " + from.reason;
    return date;
  }

  /// The day of an event from which the words at `time` count.
  std::optional<EventDate> day_of(const Frame& frame, Span time) const {
    if (auto date = from_roles(frame, time)) return date;
    if (auto date = from_other_mentions(frame)) return date;
    const auto told = values_.told_before.find(frame.trigger);
    if (told == values_.told_before.end() || values_.told_before.contains(told->second.first)) {
      return std::nullopt;
    }
    for (const Frame& first : analysis_.frames) {
      if (first.trigger != told->second.first || times_.is_dated_by(first, time, frame)) continue;
      const EventDate date = EventDater(first, report_, text_, analysis_, values_).run_alone();
      if (date.basis != DateBasis::kDocument) return date;
    }
    return std::nullopt;
  }

  /// From the event that words of the sentence count from; or, where this is that event and has no
  /// day, back from the one they date.
  std::optional<EventDate> from_event() const {
    if (frame_.sentence >= text_.sentences.size()) return std::nullopt;
    for (const auto& [words, value] : values_.times) {
      if (!value.days_from_event || !contains(text_.sentences[frame_.sentence].span, words))
        continue;
      const Frame* from = times_.counts_from(words);
      if (from == nullptr) continue;
      if (from->trigger == frame_.trigger) {
        if (from_roles(frame_, words) || from_other_mentions(frame_)) continue;
        for (const Frame& dated : analysis_.frames) {
          if (!times_.is_dated_by(dated, words, *from)) continue;
          auto day = from_roles(dated);
          if (!day) day = from_other_mentions(dated);
          if (day) return counted(*day, -*value.days_from_event, words);
        }
      } else if (times_.is_dated_by(frame_, words, *from)) {
        if (const auto day = day_of(*from, words))
          return counted(*day, *value.days_from_event, words);
      }
    }
    return std::nullopt;
  }

  /// The same event told in another place, with its time.
  std::optional<EventDate> from_other_mentions(const Frame& frame) const {
    const auto index_of = [&](const Frame& each) { return &each - analysis_.frames.data(); };
    std::optional<std::size_t> own;
    for (const Frame& other : analysis_.frames) {
      if (other.trigger == frame.trigger) own = index_of(other);
    }
    for (const Frame& other : analysis_.frames) {
      const auto tells_same = [&](const Frame& from, std::size_t to) {
        return std::any_of(from.links.begin(), from.links.end(), [&](const FrameLink& link) {
          return link.kind == LinkKind::kSame && link.target == to;
        });
      };
      const bool is_same = tells_same(frame, index_of(other)) || (own && tells_same(other, *own));
      if (!is_same) continue;
      if (auto date = from_roles(other)) {
        date->basis = DateBasis::kInferred;
        date->reason = "from another mention of the same event: " + date->reason;
        return date;
      }
    }
    return std::nullopt;
  }

  /// A time at the head of the sentence governs all of it; else the nearest free one, the one
  /// before the trigger first; else the nearest that belongs to another event.
  std::optional<EventDate> from_sentence() const {
    const auto times = times_.in_sentence(frame_.sentence);
    const TimeValue* best = nullptr;
    int best_rank = 0;
    for (const TimeValue* time : times) {
      if (!times_.may_be_shared(frame_, *time)) continue;
      const int rank = distance_rank(*time);
      if (best == nullptr || rank < best_rank) {
        best = time;
        best_rank = rank;
      }
    }
    if (best == nullptr) return std::nullopt;
    return made(*best, DateBasis::kInferred, best->span, "taken from the same sentence: ");
  }

  int distance_rank(const TimeValue& time) const {
    constexpr int kOther = 100000;  // a time of another event comes after every free one
    constexpr int kAfter = 3;       // one after the trigger counts as so many times as far
    const Span sentence = text_.sentences[frame_.sentence].span;
    constexpr std::uint32_t kHeadBytes = 16;
    const bool is_head = time.span.begin - sentence.begin <= kHeadBytes;
    if (is_head) return 0;
    const bool is_before = time.span.end <= frame_.trigger.begin;
    const int gap =
        is_before ? static_cast<int>(frame_.trigger.begin - time.span.end)
                  : static_cast<int>(time.span.begin) - static_cast<int>(frame_.trigger.begin);
    return (is_before ? gap : gap * kAfter) +
           (times_.belongs_to_other(frame_, time.span) ? kOther : 0);
  }

  std::optional<EventDate> from_narrative() const {
    if (const TimeValue* time = heading()) {
      return made(*time, DateBasis::kInferred, time->span, "the date at the head of the entry: ");
    }
    for (std::uint32_t index = frame_.sentence; index > 0; --index) {
      const auto times = times_.in_sentence(index - 1);
      const auto last = std::find_if(times.rbegin(), times.rend(), [&](const TimeValue* time) {
        return time->interval->precision <= DatePrecision::kYear && governs(*time, index - 1);
      });
      if (last == times.rend()) continue;
      return made(**last, DateBasis::kInferred, (*last)->span,
                  "the last time told before, as the sentence gives none: ");
    }
    return std::nullopt;
  }

  /// Whether a time told in sentence `index` is still in force in the frame's sentence.
  bool governs(const TimeValue& time, std::uint32_t index) const {
    const DateInterval& interval = *time.interval;
    if (!interval.start || !interval.end || time.is_of_noun) return false;
    const auto& document = values_.document_date.date;
    // "The worst loss of this year": a stretch that still runs says nothing of the next sentence.
    constexpr days kWeek{7};
    const bool is_running = document && *interval.start <= *document && *interval.end >= *document;
    if (is_running && *interval.end - *interval.start > kWeek) return false;
    const bool is_history = document && *document - *interval.end > days{kNewsReachDays};
    const bool same_paragraph =
        text_.sentences[index].paragraph == text_.sentences[frame_.sentence].paragraph;
    if (times_.lies_ahead(time)) return false;
    return is_history
               ? same_paragraph || all_before_is_history()
               : same_paragraph && (frame_.sentence - index <= kReach || times_.is_heading(time));
  }

  /// The date of a log's entry ("17 May. Tsoro, 6 km west of Drodro. …"): one in a first sentence
  /// that tells of no event.
  const TimeValue* heading() const {
    if (frame_.sentence >= text_.sentences.size()) return nullptr;
    const std::uint32_t first = first_of_paragraph(text_, frame_.sentence);
    if (!is_entry_heading(text_, analysis_, first)) return nullptr;
    const auto times = times_.in_sentence(first);
    const bool is_one = times.size() == 1 && times[0]->interval->start && times[0]->interval->end;
    return is_one && times_.is_heading(*times[0]) && !times_.lies_ahead(*times[0]) ? times[0]
                                                                                   : nullptr;
  }

  /// A text whose dated sentences are all history: a date stays in force over paragraphs.
  bool all_before_is_history() const {
    const Date document = *values_.document_date.date;
    return std::all_of(values_.times.begin(), values_.times.end(), [&](const auto& entry) {
      const auto& interval = entry.second.interval;
      return !interval || !interval->end || document - *interval->end > days{kNewsReachDays};
    });
  }

  /// "The crossing was closed at dawn", in a paragraph that names no other day: on the report's.
  std::optional<EventDate> by_hour_alone() const {
    const auto& document = values_.document_date.date;
    if (!document || frame_.aspect != Aspect::kOnce) return std::nullopt;
    const auto here = times_.paragraph_of(frame_.trigger);
    const TimeValue* hour = nullptr;
    for (const auto& [span, value] : values_.times) {
      const bool is_hour = value.kind == TimeKind::kTime && !value.interval;
      if (is_hour && holds_time(frame_, span)) hour = &value;
      const bool is_today = value.interval && value.interval->start == document &&
                            (!value.interval->end || value.interval->end == document);
      const bool names_other_day = value.interval && !is_today;
      if (names_other_day && times_.paragraph_of(span) == here) return std::nullopt;
    }
    if (hour == nullptr) return std::nullopt;
    EventDate date;
    date.interval = {document, document, DatePrecision::kDay};
    date.basis = DateBasis::kInferred;
    date.evidence = hour->span;
    date.reason = "an hour alone is one of the report's day, " + to_string(*document);
    return date;
  }

  EventDate latest_by_document() const {
    const DocumentDate& document = values_.document_date;
    if (!document.date) return nothing("has no time in the text, and the report no date");
    EventDate date;
    date.interval.end = document.date;
    if (values_.going_on.contains(frame_.trigger)) {
      date.interval.start = document.date;
      date.interval.precision = DatePrecision::kDay;
    }
    date.basis = DateBasis::kDocument;
    date.evidence = document.evidence;
    date.reason = "the text gives no time; the report's date " + to_string(*document.date) +
                  " is the latest it can be";
    return date;
  }

  EventDate nothing(const std::string& why) const {
    EventDate date;
    date.reason = "the event \"" + std::string(slice(report_.text, frame_.trigger)) + "\" " + why;
    return date;
  }

  /// "since May": what still goes on has lasted up to the report.
  EventDate closed(EventDate date) const {
    const auto& document = values_.document_date.date;
    const bool lasts = frame_.aspect == Aspect::kOngoing || frame_.aspect == Aspect::kHabitual;
    if (!lasts || !document || !date.interval.start || date.interval.end) return date;
    if (*date.interval.start > *document) return date;
    date.interval.end = document;
    date.interval.precision = DatePrecision::kRange;
    date.reason += "; it still goes on at the report's date " + to_string(*document);
    return date;
  }

  const Frame& frame_;
  const Report& report_;
  const Text& text_;
  const Analysis& analysis_;
  const Values& values_;
  const EventTimes times_;
};

}  // namespace

EventDate date_of_event(const Frame& frame, const Report& report, const Text& text,
                        const Analysis& analysis, const Values& values) {
  return EventDater(frame, report, text, analysis, values).run();
}

}  // namespace tocsin::resolve
