#pragma once
/// The rules by which time expressions are read, from data/lang/<code>/time.toml. The form of that
/// file is described at the head of the English one.

#include <re2/re2.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/resolve/time_normal.h"

namespace tocsin::resolve {

/// What a rule makes of the words it captured.
enum class TimeOperation : std::uint8_t {
  kDate,      ///< a calendar time; a year (or month) not given is taken from the anchor
  kRange,     ///< two calendar times in one expression: "1-7 June"
  kShift,     ///< so many units before or after the anchor: "two weeks ago"
  kUnit,      ///< the unit that the anchor lies in, or one near it: "last month", "today"
  kDuration,  ///< a length of time: "three days"
  kPortion,   ///< so many units at one end of a calendar time: "the first week of May"
  kLiteral,   ///< a fixed TIMEX3 value: "PAST_REF", "XXXX-XX-XX"
  kIgnore     ///< looks like a time and is none: "May Day parade"
};

/// What a relative expression hangs on.
enum class TimeAnchor : std::uint8_t {
  kAuto,       ///< the narrative in a history, the document's date in news
  kDocument,   ///< the document's date: "ago"
  kNarrative,  ///< the last time told: "later", "the next day"
  kEvent       ///< an event told right behind the words: "two days before the attack"
};

/// A captured word's meaning: its number, or the value that the word list gives.
struct TimeSlot {
  std::string text;
  std::optional<double> number;
};
using TimeSlots = std::map<std::string, TimeSlot, std::less<>>;

/// A text, the date it is read on ("" for none) and the TIMEX3 value that must be found in it
/// ("" when nothing may be found); with the days it covers where `interval` is not empty.
struct TimeExample {
  std::string text;
  std::string anchor;
  std::string value;
  std::string interval;
};

struct TimeRule {
  std::string name;
  TimeOperation operation = TimeOperation::kDate;
  TimeAnchor anchor = TimeAnchor::kAuto;
  std::string kind;     ///< "date", "time", "duration", "set"; empty: follows from the operation
  std::string value;    ///< of kLiteral
  TimeSlots constants;  ///< slots that the words do not fill
  std::vector<std::string> slots;  ///< name of each capturing group
  std::vector<std::string> lists;  ///< the list each is looked up in
  std::unique_ptr<RE2> pattern;
  std::unique_ptr<RE2> before;      ///< must match just before; null when not asked for
  std::unique_ptr<RE2> after;       ///< must match just after
  std::unique_ptr<RE2> not_before;  ///< must not match just before
  std::unique_ptr<RE2> not_after;
  std::vector<TimeExample> examples;
};

/// Words that join two times to one range, with what must stand before the first.
struct TimeJoin {
  std::unique_ptr<RE2> words;
  std::unique_ptr<RE2> before;
  bool is_range = false;  ///< otherwise only a list: "in April and June 1955"
};

/// One language's rules.
struct TimeLanguage {
  std::string code;
  LetterFold fold;
  std::string prefixes;  ///< letters that may be written together with an expression, before it
  std::map<std::string, std::map<std::string, TimeSlot>, std::less<>> words;
  std::vector<TimeRule> rules;
  std::vector<TimeJoin> joins;
  std::unique_ptr<RE2> since;     ///< before an expression that opens a span of time
  std::unique_ptr<RE2> until;     ///< … closes one
  std::unique_ptr<RE2> sooner;    ///< … that something came before
  std::unique_ptr<RE2> later;     ///< … that something came after
  std::unique_ptr<RE2> future;    ///< a sentence that speaks of what is to come
  std::unique_ptr<RE2> limit;     ///< before a limit that is set for what is to come: "to go by"
  std::unique_ptr<RE2> deadline;  ///< before any limit: "by", "until"
  std::unique_ptr<RE2> had;       ///< before one that was set long before: "had given them until"
  std::unique_ptr<RE2> of_noun;   ///< before a time that a noun has: "the ultimatum of"
  std::unique_ptr<RE2> of_time;   ///< before one that goes on with a time: "the morning of"
  std::unique_ptr<RE2> aside;     ///< opens a relative clause: ", which"
  std::unique_ptr<RE2> dying;     ///< around one, as "#", that dates a death: "has died on #"
  std::unique_ptr<RE2> dying_as;  ///< behind it, where the death is that of the event: "when a"
  std::unique_ptr<RE2> told;      ///< before an expression that dates the telling: "said on"
  std::unique_ptr<RE2> within;    ///< before an expression that is part of a sentence: "on"
  std::unique_ptr<RE2> has;       ///< before a verb told in the report's present: "has", "are now"
  std::unique_ptr<RE2> going_on;  ///< up to the end of a verb of what goes on: "are still blocking"
  std::unique_ptr<RE2> now;       ///< a verb that is in the present by itself: "appeals"
  std::unique_ptr<RE2> no_now;    ///< before such a word that makes it no present verb: "an", "to"
};

class TimeRules {
 public:
  /// The rules of every language folder under `data_dir`/lang that has a time.toml.
  ///
  /// Throws: Error(kDataMissing) when there is none, Error(kDataInvalid) naming file and line.
  /// Threads: the result is immutable.
  static TimeRules load(const std::filesystem::path& data_dir);

  /// The rules for a text in `language` ("en-GB" finds "en"); all of them when that language has
  /// none.
  std::vector<const TimeLanguage*> for_language(std::string_view language) const;

  const std::vector<TimeLanguage>& languages() const { return languages_; }

 private:
  std::vector<TimeLanguage> languages_;
};

}  // namespace tocsin::resolve
