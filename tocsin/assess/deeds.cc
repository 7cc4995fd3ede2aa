#include "tocsin/assess/deeds.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

namespace tocsin::assess {
namespace {

constexpr int kMostDays = 62;  // a longer stretch tells of no day

struct When {
  Date start;
  Date end;
};

// How many placed claims a report has, and how many of them inside.
struct Placed {
  std::size_t all = 0;
  std::size_t inside = 0;
};

bool is_state(Aspect aspect) { return aspect == Aspect::kHabitual || aspect == Aspect::kOngoing; }

// When an actual happening was: its interval, up to the day that told of it.
std::optional<When> actual_when(const std::optional<DateInterval>& date, const Claim& claim) {
  const std::optional<Date> told = claim.published;
  if (!date || (!date->start && !date->end)) {
    if (!told) return std::nullopt;
    return When{*told, *told};
  }
  When when{date->start.value_or(date->end.value_or(Date{})), Date{}};
  const bool open = !date->end || is_state(claim.aspect);  // "since": up to the day that told of it
  when.end = open ? std::max(when.start, told.value_or(when.start)) : *date->end;
  if (told && when.end > *told) when.end = std::max(when.start, *told);
  return when;
}

// When something was said that has not happened.
std::optional<When> said_when(const std::optional<DateInterval>& date, const Claim& claim) {
  if (claim.published) return When{*claim.published, *claim.published};
  if (!date || (!date->start && !date->end)) return std::nullopt;
  const Date day = date->start ? *date->start : *date->end;
  return When{day, day};
}

// A total over a long stretch, or what happened long before.
bool tells_of_no_day(const std::optional<DateInterval>& date, const Claim& claim) {
  if (claim.aspect == Aspect::kBackground) return true;
  if (!date || !date->start || !date->end || is_state(claim.aspect)) return false;
  return (*date->end - *date->start).count() > kMostDays;
}

class Gathering {
 public:
  Gathering(const Situation& situation, const Area& area, Date as_of)
      : situation_(situation), inside_(area), as_of_(as_of) {
    owner_.reserve(situation.claims.size());
    placed_.reserve(situation.claims.size());
    by_incident_.reserve(situation.incidents.size());
    deeds_.reserve(situation.incidents.size());
    for (const Incident& incident : situation.incidents) {
      for (const IncidentEvent& event : incident.events) owner_.emplace(event.event, &incident);
    }
    claim_inside_.resize(situation.claims.size());
    for (std::size_t i = 0; i < situation.claims.size(); ++i) {
      const Claim& claim = situation.claims[i];
      if (!claim.place || claim.type.empty()) continue;
      claim_inside_[i] = inside_(*claim.place);
      Placed& placed = placed_[claim.report];
      ++placed.all;
      placed.inside += claim_inside_[i] ? 1 : 0;
    }
  }

  std::vector<Deed> gather() {
    for (std::size_t i = 0; i < situation_.claims.size(); ++i) {
      const Claim& claim = situation_.claims[i];
      if (claim.type.empty() || (claim.published && *claim.published > as_of_)) continue;
      const auto found = owner_.find(claim.event);
      const Incident* incident = found == owner_.end() ? nullptr : found->second;
      add(claim, i, incident);
    }
    std::vector<Deed> known;
    for (Deed& deed : deeds_) {
      if (finish(deed)) known.push_back(std::move(deed));
    }
    return known;
  }

 private:
  using LoneKey = std::tuple<std::string, std::string, std::string, Reality, std::optional<Date>,
                             std::optional<Date>>;

  void add(const Claim& claim, std::size_t index, const Incident* incident) {
    std::size_t at = deeds_.size();
    if (incident != nullptr) {
      at = by_incident_.emplace(incident, at).first->second;
    } else {
      const auto date = claim.date.value_or(DateInterval{});
      at = by_claim_
               .emplace(LoneKey{claim.report, claim.type, claim.mode, claim.reality, date.start,
                                date.end},
                        at)
               .first->second;
    }
    if (at == deeds_.size()) {
      Deed& deed = deeds_.emplace_back();
      deed.incident = incident;
      deed.unplaced = true;
      deed.reality = incident != nullptr ? incident->reality : claim.reality;
    }
    Deed& deed = deeds_[at];
    deed.claims.push_back(&claim);
    deed.confidence = std::max(deed.confidence, claim.confidence);
    if (claim.place) {
      deed.unplaced = false;
      deed.inside = deed.inside || claim_inside_[index];
      if (deed.admin1.empty() && !claim.place->admin1.empty()) {
        deed.admin1 = claim.place->country + "/" + claim.place->admin1;
      }
    }
    if (claim.killed && claim.reality == Reality::kActual) {
      const std::int64_t killed = claim.killed->min.value_or(claim.killed->max.value_or(0));
      deed.deaths = std::max(deed.deaths, static_cast<double>(killed));
    }
  }

  // Dates and places the deed. False: nothing of it belongs to the assessment.
  bool finish(Deed& deed) {
    if (deed.incident != nullptr) {
      deed.voices = std::max<int>(1, static_cast<int>(deed.incident->voice_groups.size()));
      if (deed.incident->killed) deed.deaths = static_cast<double>(deed.incident->killed->best);
    }
    if (deed.unplaced) {
      for (const Claim* claim : deed.claims) {
        const auto placed = placed_.find(claim->report);
        if (placed != placed_.end() && 2 * placed->second.inside >= placed->second.all) {
          deed.inside = true;
        }
      }
      deed.inside = deed.inside || inside_.is_everywhere();
    }
    return date(deed);
  }

  bool date(Deed& deed) {
    std::optional<When> when;
    bool told = false;
    for (const Claim* claim : deed.claims) {
      const auto& date =
          deed.incident != nullptr && deed.incident->date ? deed.incident->date : claim->date;
      if (tells_of_no_day(date, *claim)) continue;
      told = true;
      const std::optional<When> each =
          deed.reality == Reality::kActual ? actual_when(date, *claim) : said_when(date, *claim);
      if (!each) continue;
      when = when ? When{std::min(when->start, each->start), std::max(when->end, each->end)} : each;
    }
    if (!told) return false;
    deed.undated = !when;
    deed.start = when ? when->start : as_of_;
    deed.end = when ? std::min(when->end, as_of_) : as_of_;
    return deed.start <= as_of_;
  }

  const Situation& situation_;
  AreaTest inside_;
  const Date as_of_;
  std::unordered_map<std::string_view, const Incident*> owner_;
  std::unordered_map<std::string_view, Placed> placed_;
  std::vector<bool> claim_inside_;
  std::unordered_map<const Incident*, std::size_t> by_incident_;
  std::map<LoneKey, std::size_t> by_claim_;
  std::vector<Deed> deeds_;
};

}  // namespace

std::vector<Deed> deeds_of(const Situation& situation, const Area& area, Date as_of) {
  return Gathering(situation, area, as_of).gather();
}

const std::string& voice_of(const Claim& claim) {
  if (!claim.outlet.empty()) return claim.outlet;
  return claim.copy_group.empty() ? claim.report : claim.copy_group;
}

}  // namespace tocsin::assess
