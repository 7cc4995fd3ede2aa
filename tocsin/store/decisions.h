#pragma once
/// What people decided about a report's events, laid over what the machine coded: the coding itself
/// is never overwritten.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/event.h"
#include "tocsin/core/filter.h"
#include "tocsin/store/journal.h"

namespace tocsin::store {

/// Sets `field` of `to` as it is in `from`. Throws: Error(kBadValue) for a field that is not one.
void copy_field(Event& to, const Event& from, std::string_view field);

/// The field's value in a few words, as the journal shows it; empty where it is unknown.
std::string field_words(const Event& event, std::string_view field);

/// A coded report as it stands, with what was decided about it.
struct Judged {
  CodedReport coded;                                   ///< rejected events included
  std::map<std::string, Review, std::less<>> reviews;  ///< of events that are not open
  std::map<std::string, std::vector<std::string>, std::less<>> corrected;  ///< fields by event
};

/// The machine's coding with the decisions laid over it. A decision belongs to the event with the
/// same trigger words, whatever its id; an event that was corrected or accepted and is no longer
/// found by the machine is kept.
Judged judge(CodedReport coded, const std::vector<JournalRow>& decisions);

/// Gives the events of a new coding the ids of the events that they follow on (the same trigger,
/// or the only one with the same type that overlaps it), and new events ids that were never used.
/// `used` is the highest number ever given.
void keep_ids(CodedReport& fresh, const std::vector<Event>& before, std::uint32_t used);

/// Gives the events ids of the report's own, where they were made for a report of the id `given`.
void rename_events(CodedReport& coded, std::string_view given);

/// The number in an event's id; 0 where there is none.
std::uint32_t number_in(std::string_view event_id);

}  // namespace tocsin::store
