#pragma once
/// What a screen shows of a whole desk under one filter: pages with totals, counts, the map.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/filter.h"
#include "tocsin/core/incident.h"
#include "tocsin/engine/desk.h"

namespace tocsin::engine {

/// What a map shows of a place.
struct Spot {
  double lat = 0;
  double lon = 0;
  double radius_km = 0;  ///< the largest within which one of its incidents lies
  std::string place;     ///< a name that it has
  std::int64_t incidents = 0;
  std::int64_t happened = 0;  ///< of them
  std::string incident;       ///< the only one; empty where there are several
  std::string reality;        ///< the only one's; empty where there are several
};

/// Places that have matching incidents, from south to north.
std::vector<Spot> spots(Desk& desk, const Filter& filter);

struct AreaCount {
  std::string id;  ///< "area:SYR/Daraa"
  std::string name;
  std::int64_t incidents = 0;
  double lat = 0;  ///< the middle of its incidents
  double lon = 0;
};

struct DayCount {
  std::string day;
  std::int64_t actual = 0;
  std::int64_t other = 0;
  std::int64_t killed = 0;
};

/// How what matches falls.
struct Tally {
  std::int64_t incidents = 0;
  std::int64_t events = 0;
  std::int64_t reports = 0;
  std::int64_t unplaced = 0;
  std::int64_t undated = 0;
  std::map<std::string, std::int64_t> types;
  std::map<std::string, std::int64_t> realities;
  std::vector<AreaCount> areas;  ///< at most 50, most incidents first
  std::vector<DayCount> days;    ///< ascending
};
Tally tally(Desk& desk, const Filter& filter);

std::int64_t count_incidents(Desk& desk, const Filter& filter);
/// Without those that were rejected, unless the filter asks for them.
std::int64_t count_events(Desk& desk, const Filter& filter);
std::int64_t count_reports(Desk& desk, const Filter& filter);
/// Areas that hold incidents, most incidents first.
std::vector<AreaCount> areas(Desk& desk, std::size_t limit);
/// The last day that an event happened or a report was published; nothing in an empty desk.
std::optional<Date> last_day(Desk& desk);

/// A page: what it holds, and the cursor of the next; empty after the last.
template <typename Item>
struct Page {
  std::vector<Item> items;
  std::string next;
};

struct ReportBrief {
  std::string id;
  std::string title;
  std::string source;
  std::string url;
  std::string language;
  std::string published;
  std::string published_basis;
  std::string captured;
  std::string opening;  ///< the first 200 characters of the text
  std::int64_t events = 0;
  bool is_coded = false;
};

/// Newest first whatever the filter's order.
///
/// Throws: Error(kBadValue) for a cursor that is none of this list, here and below.
Page<ReportBrief> report_page(Desk& desk, const Filter& filter);
/// Newest first, or in order of arrival.
Page<Incident> incident_page(Desk& desk, const Filter& filter);
/// Whether the desk ever held an incident of that id.
bool was_incident(Desk& desk, std::string_view id);

/// The trigger of an event in code points of its report's text; nothing where it is not to be had.
struct Characters {
  std::int64_t start = 0;
  std::int64_t end = 0;
};
std::optional<Characters> trigger_of(Desk& desk, std::string_view event);
/// The event as a claim: with its sentence, and what fusion compares.
std::optional<Claim> claim_of(Desk& desk, std::string_view event);

/// Where the words of a search stand in `text`, in code points, as the search folds them.
std::vector<Characters> marks(std::string_view text, std::string_view words);

struct ActorBrief {
  std::string id;
  std::string name;
  std::string country;
  std::string sector;
  std::int64_t events = 0;
};
/// Actors of the desk's events whose names hold `words`, most events first.
std::vector<ActorBrief> actors_named(Desk& desk, std::string_view words, std::size_t limit);

}  // namespace tocsin::engine
