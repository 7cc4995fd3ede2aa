#pragma once
/// The forms in which records, pages and file names write the day of publication.

#include <optional>
#include <string_view>

#include "tocsin/core/date.h"
#include "tocsin/ingest/read.h"

namespace tocsin::ingest {

/// The day that the words begin with or, after a weekday, hold: "2021-06-28T10:00:00+03:00",
/// "2021/06/28", "20210628", "Mon, 28 Jun 2021 10:00:00 +0000", "June 28, 2021"; "28/06/2021" in
/// the given order, or where only one order makes it a day. The hour and its zone are left unread:
/// the day is the one that the publisher wrote.
///
/// Returns: nothing when there is no such day, or when its year is before 1000 or after 2199.
/// Source:  ISO 8601; RFC 5322 section 3.3, whose month names are part of the standard.
std::optional<Date> read_date(std::string_view words, DateOrder order = DateOrder::kUnknown);

/// Whether the words begin with a date such as 03/04/2024 that is another day in the other order.
bool is_date_of_unknown_order(std::string_view words);

/// The one day that a file name holds: "daraa-2021-06-28", "20210628_idlib". For use where neither
/// the input nor the text says when a report was published.
///
/// Returns: nothing when there is none, or more than one.
std::optional<Date> date_in_name(std::string_view name);

}  // namespace tocsin::ingest
