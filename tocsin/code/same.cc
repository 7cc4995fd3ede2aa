// How it works: `same` links make groups of mentions. A mention without a place takes that of the
// mention that it links to, otherwise of the first of its group that has one. What was lent is
// never lent on: the events as they came in are the only lenders.
#include "tocsin/code/same.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace tocsin::code {
namespace {

constexpr double kSureEnough = 0.5;

using Index = std::uint32_t;

/// The mentions that each event may borrow from, best first.
std::vector<std::vector<Index>> lenders(const std::vector<Event>& events,
                                        const std::vector<Frame>& frames) {
  std::vector<std::vector<Index>> direct(events.size());
  std::vector<Index> group(events.size());
  std::iota(group.begin(), group.end(), Index{0});
  for (Index i = 0; i < events.size(); ++i) {
    for (const FrameLink& link : frames[i].links) {
      if (link.kind != LinkKind::kSame || link.confidence < kSureEnough) continue;
      if (link.target >= events.size() || events[link.target].type != events[i].type) continue;
      direct[i].push_back(link.target);
      const Index from = std::max(group[i], group[link.target]);
      const Index into = std::min(group[i], group[link.target]);
      std::replace(group.begin(), group.end(), from, into);
    }
  }
  for (Index i = 0; i < events.size(); ++i) {
    for (Index other = 0; other < events.size(); ++other) {
      if (other != i && group[other] == group[i]) direct[i].push_back(other);
    }
  }
  return direct;
}

bool has_place(const Event& event) { return event.location && event.location->place; }

/// Whether the place of `lender` says more than the name that the event gives itself: a country
/// says less than "the town of Marj", though nobody knows that town.
bool says_more(const Event& event, const Event& lender) {
  if (!has_place(lender)) return false;
  const bool is_named = event.location.has_value();
  return !is_named || lender.location->place->precision < PlacePrecision::kProvince;
}

void lend_place(Event& event, const Event& lender) {
  event.location = lender.location;
  event.location->reason =
      "from another mention of the same event, " + lender.id + ": " + lender.location->reason;
}

}  // namespace

void fill_from_same(std::vector<Event>& events, const std::vector<Frame>& frames) {
  const std::vector<Event> as_told = events;
  const std::vector<std::vector<Index>> from = lenders(as_told, frames);
  for (Index i = 0; i < events.size(); ++i) {
    if (has_place(as_told[i])) continue;
    const auto lender = std::find_if(from[i].begin(), from[i].end(), [&](Index other) {
      return says_more(as_told[i], as_told[other]);
    });
    if (lender != from[i].end()) lend_place(events[i], as_told[*lender]);
  }
}

}  // namespace tocsin::code
