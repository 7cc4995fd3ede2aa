#pragma once
/// Which of the times that a text tells may be the time of an event, and which are another's.

#include <cstdint>
#include <optional>
#include <vector>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"

namespace tocsin::resolve {

/// Whether an event is done by saying it.
bool is_spoken(const Frame& frame);

/// Whether the frame has a time role that shares a byte with `time`.
bool holds_time(const Frame& frame, Span time);

/// The times of one report as its events see them.
/// Threads: pure functions of what it was made of, which must outlive it.
class EventTimes {
 public:
  EventTimes(const Report& report, const Text& text, const Analysis& analysis, const Values& values)
      : report_(report), text_(text), analysis_(analysis), values_(values) {}

  /// Whether a time with days, which the reader gave the event as a role, is its own.
  bool is_own(const Frame& frame, const TimeValue& time) const;

  /// Whether a time of its sentence may be the event's where it has none of its own.
  bool may_be_shared(const Frame& frame, const TimeValue& time) const;

  /// "The blast came [at 7.15] on the second day of a strike": not the hour of the strike, which
  /// the words at `count` count from.
  bool is_of_counted(const Frame& from, Span time, Span count) const;

  /// Whether the time dates a noun that is not the event's own word.
  static bool is_of_another_noun(const Frame& frame, const TimeValue& time);

  /// Whether the words are those that date the report itself.
  bool is_dateline(Span time) const;

  /// The event from which the words at `time` count days ("two days before [the attack]"): the
  /// first told behind them; null where they count from none.
  const Frame* counts_from(Span time) const;

  /// Whether the words at `time` date the event: of the events before them in the sentence or,
  /// where none is, behind `from`, which they count from, those that hold them as a role, else the
  /// nearest.
  bool is_dated_by(const Frame& frame, Span time, const Frame& from) const;

  /// The times that stand in sentence `index` and name days.
  std::vector<const TimeValue*> in_sentence(std::uint32_t index) const;

  /// Whether another event of the sentence holds the time as its own role.
  bool belongs_to_other(const Frame& frame, Span time) const;

  /// Whether the time begins after its report: what happened did not happen then.
  bool lies_ahead(const TimeValue& time) const;

  /// "17 May. Tsoro, west of Drodro. …": a date that a paragraph begins with is that of all of it.
  bool is_heading(const TimeValue& time) const;

  /// The paragraph that holds all of `span`.
  std::optional<std::uint32_t> paragraph_of(Span span) const;

 private:
  bool is_within_reach(const Frame& frame, Span time) const;
  bool is_in_other_clause(const Frame& frame, const TimeValue& time) const;
  bool is_long_past(const TimeValue& time) const;
  bool is_over(const TimeValue& time) const;
  bool is_of_deeds(const Frame& frame, Span time) const;

  const Report& report_;
  const Text& text_;
  const Analysis& analysis_;
  const Values& values_;
};

}  // namespace tocsin::resolve
