#include "tocsin/resolve/event_date.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "tocsin/core/reality.h"
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
      : frame_(frame), report_(report), text_(text), analysis_(analysis), values_(values) {}

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
      if (filler.role != Role::kTime || !is_within_reach(frame, filler.mention.span)) continue;
      if (counts_from(filler.mention.span) == &frame) continue;  // another event's time
      const auto value = values_.times.find(filler.mention.span);
      if (value == values_.times.end() || !value->second.interval) continue;
      const TimeValue& time = value->second;
      if (is_in_other_clause(frame, time) || is_limit_set(frame, time)) continue;
      if (is_ahead(frame.reality) && is_over(time)) continue;
      if (is_of_death(frame, time)) continue;
      if (!is_empty(count) && is_of_counted(frame, time.span, count)) continue;
      told.push_back(&time);
    }
    if (told.size() > 1) {  // the report's own date is the event's only where nothing else is
      std::erase_if(told, [&](const TimeValue* time) { return is_dateline(time->span); });
    }
    if (told.size() > 1) {  // "the two drivers of 8 June were let go"
      const auto all = told;
      std::erase_if(told, [&](const TimeValue* time) { return is_of_another_noun(frame, *time); });
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

  /// "The blast came [at 7.15] on the second day of a strike": not the hour of the strike.
  bool is_of_counted(const Frame& from, Span time, Span count) const {
    if (time.end > count.begin) return time == count;
    return std::any_of(analysis_.frames.begin(), analysis_.frames.end(), [&](const Frame& other) {
      return other.trigger.end <= count.begin && other.sentence == from.sentence &&
             holds(other, time);
    });
  }

  /// What is yet to come has no day that is over: "those held since the 9th will be released".
  bool is_over(const TimeValue& time) const {
    const auto& document = values_.document_date.date;
    return document && time.interval->start && *time.interval->start < *document &&
           (!time.interval->end || *time.interval->end <= *document);
  }

  /// "One of those hurt in the raid died on Tuesday": not the day of the raid.
  static bool is_of_death(const Frame& frame, const TimeValue& time) {
    if (is_empty(time.death)) return false;
    return frame.trigger.end <= time.death.begin || frame.trigger.begin >= time.span.end;
  }

  /// Whether a time stands in a relative clause with an event of its own, and the frame outside of
  /// it: a time long past ("the front, which signed in 2014, condemned") or one that is a role of
  /// that event ("the council, which had shut it on 8 May, opened it").
  bool is_in_other_clause(const Frame& frame, const TimeValue& time) const {
    if (is_empty(time.aside) || contains(time.aside, frame.trigger)) return false;
    return std::any_of(analysis_.frames.begin(), analysis_.frames.end(), [&](const Frame& other) {
      return contains(time.aside, other.trigger) && (is_long_past(time) || holds(other, time.span));
    });
  }

  static bool holds(const Frame& frame, Span time) {
    return std::any_of(frame.roles.begin(), frame.roles.end(), [&](const RoleFiller& filler) {
      return filler.role == Role::kTime && overlaps(filler.mention.span, time);
    });
  }

  bool is_long_past(const TimeValue& time) const {
    constexpr days kLongAgo{60};
    const auto& document = values_.document_date.date;
    return document && time.interval && time.interval->end &&
           *document - *time.interval->end > kLongAgo;
  }

  /// Whether the time dates a noun that is not the event's own word.
  static bool is_of_another_noun(const Frame& frame, const TimeValue& time) {
    constexpr std::uint32_t kOf = 8;  // bytes of " of the "
    const bool is_own =
        frame.trigger.end <= time.span.begin && time.span.begin - frame.trigger.end <= kOf;
    return time.is_of_noun && !is_own;
  }

  /// Whether the time is the limit that an act of speech sets for others: "threatened to strike
  /// unless paid by Wednesday".
  bool is_limit_set(const Frame& frame, const TimeValue& time) const {
    return time.is_limit && is_real(frame) && is_spoken(frame);
  }

  /// Whether an event is done by saying it.
  static bool is_spoken(const Frame& frame) {
    constexpr std::array<std::string_view, 4> kSpoken{"THREATEN", "REQUEST", "REJECT", "ACCUSE"};
    return std::find(kSpoken.begin(), kSpoken.end(), frame.type) != kSpoken.end();
  }

  /// Whether the time is that of deeds alone, which says nothing of when something was said: "on
  /// Sunday they closed it, after an ultimatum ran out".
  bool is_of_deeds(Span time) const {
    bool found = false;
    for (const Frame& other : analysis_.frames) {
      if (other.trigger == frame_.trigger || !holds(other, time)) continue;
      if (is_spoken(other)) return false;
      found = true;
    }
    return found;
  }

  std::optional<std::uint32_t> paragraph_of(Span span) const {
    for (const Sentence& sentence : text_.sentences) {
      if (contains(sentence.span, span)) return sentence.paragraph;
    }
    return std::nullopt;
  }

  /// A time told in another paragraph is the event's only where a heading tells of the event.
  bool is_within_reach(const Frame& frame, Span time) const {
    const auto here = paragraph_of(frame.trigger);
    // Of a mention over two lines the last counts.
    return !here || *here == 0 || here == paragraph_of({time.end - 1, time.end});
  }

  /// Whether the words are those that date the report itself.
  bool is_dateline(Span time) const { return overlaps(time, values_.document_date.evidence); }

  /// The event from which the words at `time` count days ("two days before [the attack]"): the
  /// first told behind them; null where they count from none.
  const Frame* counts_from(Span time) const {
    constexpr std::uint32_t kReachBytes = 60;
    const auto value = values_.times.find(time);
    if (value == values_.times.end() || !value->second.days_from_event) return nullptr;
    const Frame* first = nullptr;
    for (const Frame& frame : analysis_.frames) {
      if (frame.trigger.begin < time.end || frame.trigger.begin > time.end + kReachBytes) continue;
      const Span between{time.end, frame.trigger.begin};
      const bool is_other_clause =
          slice(report_.text, between).find_first_of(",;:.\n") != std::string_view::npos;
      if (is_other_clause || (first != nullptr && first->trigger < frame.trigger)) continue;
      first = &frame;
    }
    return first;
  }

  /// Whether the words at `time` date the event: of the events before them in the sentence or,
  /// where none is, behind the one they count from, those that hold them as a role, else the
  /// nearest.
  bool is_dated_by(const Frame& frame, Span time, const Frame& from) const {
    std::vector<const Frame*> before;
    std::vector<const Frame*> behind;
    for (const Frame& each : analysis_.frames) {
      if (each.sentence != from.sentence || &each == &from) continue;
      if (each.trigger.end <= time.begin) before.push_back(&each);
      if (each.trigger.begin >= from.trigger.end) behind.push_back(&each);
    }
    const std::vector<const Frame*>& side = before.empty() ? behind : before;
    const auto is_held = [&](const Frame* each) { return holds(*each, time); };
    if (std::none_of(side.begin(), side.end(), is_held)) {
      return !side.empty() &&
             (before.empty() ? side.front() : side.back())->trigger == frame.trigger;
    }
    return std::any_of(side.begin(), side.end(), [&](const Frame* each) {
      return each->trigger == frame.trigger && holds(*each, time);
    });
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
      if (first.trigger != told->second.first || is_dated_by(first, time, frame)) continue;
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
      const Frame* from = counts_from(words);
      if (from == nullptr) continue;
      if (from->trigger == frame_.trigger) {
        if (from_roles(frame_, words) || from_other_mentions(frame_)) continue;
        for (const Frame& dated : analysis_.frames) {
          if (!is_dated_by(dated, words, *from)) continue;
          const auto day = from_roles(dated);
          if (day) return counted(*day, -*value.days_from_event, words);
        }
      } else if (is_dated_by(frame_, words, *from)) {
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

  /// The times that stand in sentence `index` and name days.
  std::vector<const TimeValue*> times_in(std::uint32_t index) const {
    std::vector<const TimeValue*> times;
    if (index >= text_.sentences.size()) return times;
    for (const auto& [span, value] : values_.times) {
      if (!value.interval || is_dateline(span)) continue;
      if (contains(text_.sentences[index].span, span)) times.push_back(&value);
    }
    return times;
  }

  /// Whether another frame of the sentence holds the time as its own role.
  bool belongs_to_other(Span time) const {
    return std::any_of(analysis_.frames.begin(), analysis_.frames.end(), [&](const Frame& other) {
      return other.trigger != frame_.trigger && holds(other, time);
    });
  }

  /// A time at the head of the sentence governs all of it; else the nearest free one, the one
  /// before the trigger first; else the nearest that belongs to another event.
  std::optional<EventDate> from_sentence() const {
    const auto times = times_in(frame_.sentence);
    const TimeValue* best = nullptr;
    int best_rank = 0;
    for (const TimeValue* time : times) {
      if (frame_.reality == Reality::kActual && lies_ahead(*time)) continue;
      if (time->is_of_noun || is_in_other_clause(frame_, *time)) continue;
      if (is_of_death(frame_, *time)) continue;
      if (is_limit_set(frame_, *time) || (is_spoken(frame_) && is_of_deeds(time->span))) continue;
      const int rank = distance_rank(*time);
      if (best == nullptr || rank < best_rank) {
        best = time;
        best_rank = rank;
      }
    }
    if (best == nullptr) return std::nullopt;
    return made(*best, DateBasis::kInferred, best->span, "taken from the same sentence: ");
  }

  /// What happened did not happen after its report.
  bool lies_ahead(const TimeValue& time) const {
    const auto& document = values_.document_date.date;
    return document && time.interval->start && *time.interval->start > *document;
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
    return (is_before ? gap : gap * kAfter) + (belongs_to_other(time.span) ? kOther : 0);
  }

  std::optional<EventDate> from_narrative() const {
    if (const TimeValue* time = heading()) {
      return made(*time, DateBasis::kInferred, time->span, "the date at the head of the entry: ");
    }
    for (std::uint32_t index = frame_.sentence; index > 0; --index) {
      const auto times = times_in(index - 1);
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
    if (lies_ahead(time)) return false;
    return is_history ? same_paragraph || all_before_is_history()
                      : same_paragraph && (frame_.sentence - index <= kReach || is_heading(time));
  }

  /// "17 May. Tsoro, west of Drodro. …": a date that a paragraph begins with is that of all of it.
  bool is_heading(const TimeValue& time) const {
    constexpr std::uint32_t kSigns = 4;
    constexpr std::string_view kMarks = "0123456789.-*() \n";  // "1. ", "- "; not "On "
    const auto sentence =
        std::find_if(text_.sentences.begin(), text_.sentences.end(),
                     [&](const Sentence& each) { return contains(each.span, time.span); });
    if (sentence == text_.sentences.end()) return false;
    const bool is_first = sentence == text_.sentences.begin() ||
                          std::prev(sentence)->paragraph != sentence->paragraph;
    const Span signs{sentence->span.begin, time.span.begin};
    const bool is_plain = slice(report_.text, signs).find_first_not_of(kMarks) == std::string::npos;
    return is_first && length(signs) <= kSigns && is_plain;
  }

  /// The date of a log's entry ("17 May. Tsoro, 6 km west of Drodro. …"): one in a first sentence
  /// that tells of no event.
  const TimeValue* heading() const {
    if (frame_.sentence >= text_.sentences.size()) return nullptr;
    const std::uint32_t first = first_of_paragraph(text_, frame_.sentence);
    if (!is_entry_heading(text_, analysis_, first)) return nullptr;
    const auto times = times_in(first);
    const bool is_one = times.size() == 1 && times[0]->interval->start && times[0]->interval->end;
    return is_one && is_heading(*times[0]) && !lies_ahead(*times[0]) ? times[0] : nullptr;
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
    const auto here = paragraph_of(frame_.trigger);
    const TimeValue* hour = nullptr;
    for (const auto& [span, value] : values_.times) {
      const bool is_hour = value.kind == TimeKind::kTime && !value.interval;
      if (is_hour && holds(frame_, span)) hour = &value;
      const bool is_today = value.interval && value.interval->start == document &&
                            (!value.interval->end || value.interval->end == document);
      const bool names_other_day = value.interval && !is_today;
      if (names_other_day && paragraph_of(span) == here) return std::nullopt;
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
};

}  // namespace

EventDate date_of_event(const Frame& frame, const Report& report, const Text& text,
                        const Analysis& analysis, const Values& values) {
  return EventDater(frame, report, text, analysis, values).run();
}

}  // namespace tocsin::resolve
