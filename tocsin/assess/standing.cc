#include "tocsin/assess/standing.h"

#include <algorithm>
#include <optional>

namespace tocsin::assess {
namespace {

constexpr int kMonthDays = 30;

// From which day on violence counts: the last end put to it.
std::optional<Date> violence_counts_from(const Pressure& pressure, const ViolenceRules& rules) {
  std::optional<Date> from;
  for (const Fired& fired : pressure.fired) {
    if (fired.strength < rules.ended_strength ||
        std::find(rules.ended_by.begin(), rules.ended_by.end(), fired.indicator->id) ==
            rules.ended_by.end()) {
      continue;
    }
    for (const Evidence& each : fired.evidence) {
      if (each.date && (!from || *each.date > *from)) from = each.date;
    }
  }
  return from;
}

const Claim* violent_claim(const Deed& deed, const ViolenceRules& rules) {
  if (deed.reality != Reality::kActual) return nullptr;
  for (const Claim* claim : deed.claims) {
    if (claim->confidence < rules.least_confidence) continue;
    for (const EventPattern& pattern : rules.events) {
      if (matches(pattern, claim->type, claim->mode)) return claim;
    }
  }
  return nullptr;
}

}  // namespace

Counted stand(const std::vector<Deed>& deeds, const Pressure& pressure, const Ladder& ladder,
              Date day, int window_days) {
  Counted counted;
  Standing& standing = counted.standing;
  standing.points = pressure.points();
  for (const Fired& fired : pressure.fired) {
    standing.raising += fired.indicator->raises ? 1 : 0;
    standing.fired.push_back(fired.indicator->id);
  }
  std::sort(standing.fired.begin(), standing.fired.end());
  const std::optional<Date> from = violence_counts_from(pressure, ladder.violence);
  for (const Deed& deed : deeds) {
    const int age = age_days(deed, day);
    if (!deed.inside || age < 0 || age > std::max(window_days, kMonthDays)) continue;
    const Claim* claim = violent_claim(deed, ladder.violence);
    if (claim == nullptr || (from && deed.end < *from)) continue;
    if (age <= kMonthDays) {
      ++standing.violent_30;
      standing.deaths_30 += deed.deaths;
    }
    if (age > window_days) continue;
    ++standing.violent_acts;
    standing.deaths += deed.deaths;
    counted.acts.push_back({&deed, claim});
  }
  return counted;
}

}  // namespace tocsin::assess
