#include "tocsin/resolve/event_time.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "tocsin/core/reality.h"

namespace tocsin::resolve {
namespace {

/// "One of those hurt in the raid died on Tuesday": not the day of the raid.
bool is_of_death(const Frame& frame, const TimeValue& time) {
  if (is_empty(time.death)) return false;
  return frame.trigger.end <= time.death.begin || frame.trigger.begin >= time.span.end;
}

/// Whether the time is the limit that an act of speech sets for others: "threatened to strike
/// unless paid by Wednesday".
bool is_limit_set(const Frame& frame, const TimeValue& time) {
  return time.is_limit && frame.reality == Reality::kActual && is_spoken(frame);
}

}  // namespace

bool is_spoken(const Frame& frame) {
  constexpr std::array<std::string_view, 4> kSpoken{"THREATEN", "REQUEST", "REJECT", "ACCUSE"};
  return std::find(kSpoken.begin(), kSpoken.end(), frame.type) != kSpoken.end();
}

bool holds_time(const Frame& frame, Span time) {
  return std::any_of(frame.roles.begin(), frame.roles.end(), [&](const RoleFiller& filler) {
    return filler.role == Role::kTime && overlaps(filler.mention.span, time);
  });
}

bool EventTimes::is_own(const Frame& frame, const TimeValue& time) const {
  if (!is_within_reach(frame, time.span) || counts_from(time.span) == &frame) return false;
  if (is_in_other_clause(frame, time) || is_limit_set(frame, time)) return false;
  if (is_ahead(frame.reality) && is_over(time)) return false;
  return !is_of_death(frame, time);
}

bool EventTimes::may_be_shared(const Frame& frame, const TimeValue& time) const {
  if (frame.reality == Reality::kActual && lies_ahead(time)) return false;
  if (time.is_of_noun || is_in_other_clause(frame, time)) return false;
  if (is_of_death(frame, time) || is_limit_set(frame, time)) return false;
  // "Of the twelve held since May six were let go": since when others are held is no day of this.
  const bool is_done_once = frame.reality == Reality::kActual && frame.aspect == Aspect::kOnce;
  if (time.is_since && is_done_once && belongs_to_other(frame, time.span)) return false;
  return !is_spoken(frame) || !is_of_deeds(frame, time.span);
}

bool EventTimes::is_of_counted(const Frame& from, Span time, Span count) const {
  if (time.end > count.begin) return time == count;
  return std::any_of(analysis_.frames.begin(), analysis_.frames.end(), [&](const Frame& other) {
    return other.trigger.end <= count.begin && other.sentence == from.sentence &&
           holds_time(other, time);
  });
}

/// What is yet to come has no day that is over: "those held since the 9th will be released".
bool EventTimes::is_over(const TimeValue& time) const {
  const auto& document = values_.document_date.date;
  return document && time.interval->start && *time.interval->start < *document &&
         (!time.interval->end || *time.interval->end <= *document);
}

/// Whether a time stands in a relative clause with an event of its own, and the frame outside of
/// it: a time long past ("the front, which signed in 2014, condemned") or one that is a role of
/// that event ("the council, which had shut it on 8 May, opened it").
bool EventTimes::is_in_other_clause(const Frame& frame, const TimeValue& time) const {
  if (is_empty(time.aside) || contains(time.aside, frame.trigger)) return false;
  return std::any_of(analysis_.frames.begin(), analysis_.frames.end(), [&](const Frame& other) {
    return contains(time.aside, other.trigger) &&
           (is_long_past(time) || holds_time(other, time.span));
  });
}

bool EventTimes::is_long_past(const TimeValue& time) const {
  constexpr std::chrono::days kLongAgo{60};
  const auto& document = values_.document_date.date;
  return document && time.interval && time.interval->end &&
         *document - *time.interval->end > kLongAgo;
}

bool EventTimes::is_of_another_noun(const Frame& frame, const TimeValue& time) {
  constexpr std::uint32_t kOf = 8;  // bytes of " of the "
  const bool is_own =
      frame.trigger.end <= time.span.begin && time.span.begin - frame.trigger.end <= kOf;
  return time.is_of_noun && !is_own;
}

/// Whether the time is that of deeds alone, which says nothing of when something was said: "on
/// Sunday they closed it, after an ultimatum ran out".
bool EventTimes::is_of_deeds(const Frame& frame, Span time) const {
  bool found = false;
  for (const Frame& other : analysis_.frames) {
    if (other.trigger == frame.trigger || !holds_time(other, time)) continue;
    if (is_spoken(other)) return false;
    found = true;
  }
  return found;
}

std::optional<std::uint32_t> EventTimes::paragraph_of(Span span) const {
  for (const Sentence& sentence : text_.sentences) {
    if (contains(sentence.span, span)) return sentence.paragraph;
  }
  return std::nullopt;
}

/// A time told in another paragraph is the event's only where a heading tells of the event.
bool EventTimes::is_within_reach(const Frame& frame, Span time) const {
  const auto here = paragraph_of(frame.trigger);
  // Of a mention over two lines the last counts.
  return !here || *here == 0 || here == paragraph_of({time.end - 1, time.end});
}

bool EventTimes::is_dateline(Span time) const {
  return overlaps(time, values_.document_date.evidence);
}

const Frame* EventTimes::counts_from(Span time) const {
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

bool EventTimes::is_dated_by(const Frame& frame, Span time, const Frame& from) const {
  std::vector<const Frame*> before;
  std::vector<const Frame*> behind;
  for (const Frame& each : analysis_.frames) {
    if (each.sentence != from.sentence || &each == &from) continue;
    if (each.trigger.end <= time.begin) before.push_back(&each);
    if (each.trigger.begin >= from.trigger.end) behind.push_back(&each);
  }
  const std::vector<const Frame*>& side = before.empty() ? behind : before;
  const auto is_held = [&](const Frame* each) { return holds_time(*each, time); };
  if (std::none_of(side.begin(), side.end(), is_held)) {
    return !side.empty() && (before.empty() ? side.front() : side.back())->trigger == frame.trigger;
  }
  return std::any_of(side.begin(), side.end(), [&](const Frame* each) {
    return each->trigger == frame.trigger && holds_time(*each, time);
  });
}

std::vector<const TimeValue*> EventTimes::in_sentence(std::uint32_t index) const {
  std::vector<const TimeValue*> times;
  if (index >= text_.sentences.size()) return times;
  for (const auto& [span, value] : values_.times) {
    if (!value.interval || is_dateline(span)) continue;
    if (contains(text_.sentences[index].span, span)) times.push_back(&value);
  }
  return times;
}

bool EventTimes::belongs_to_other(const Frame& frame, Span time) const {
  return std::any_of(analysis_.frames.begin(), analysis_.frames.end(), [&](const Frame& other) {
    return other.trigger != frame.trigger && holds_time(other, time);
  });
}

bool EventTimes::lies_ahead(const TimeValue& time) const {
  const auto& document = values_.document_date.date;
  return document && time.interval->start && *time.interval->start > *document;
}

bool EventTimes::is_heading(const TimeValue& time) const {
  constexpr std::uint32_t kSigns = 4;
  constexpr std::string_view kMarks = "0123456789.-*() \n";  // "1. ", "- "; not "On "
  const auto sentence =
      std::find_if(text_.sentences.begin(), text_.sentences.end(),
                   [&](const Sentence& each) { return contains(each.span, time.span); });
  if (sentence == text_.sentences.end()) return false;
  const bool is_first =
      sentence == text_.sentences.begin() || std::prev(sentence)->paragraph != sentence->paragraph;
  const Span signs{sentence->span.begin, time.span.begin};
  const bool is_plain = slice(report_.text, signs).find_first_not_of(kMarks) == std::string::npos;
  return is_first && length(signs) <= kSigns && is_plain;
}

}  // namespace tocsin::resolve
