#include "tocsin/fuse/incident.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/figures.h"

namespace tocsin::fuse {
namespace {

using EvidenceList = std::vector<Evidence>;

EvidenceList in_order(std::span<const Evidence> claims) {
  EvidenceList ordered(claims.begin(), claims.end());
  std::sort(ordered.begin(), ordered.end(), [](const Evidence& a, const Evidence& b) {
    return std::tie(a.claim->published, a.claim->event) <
           std::tie(b.claim->published, b.claim->event);
  });
  return ordered;
}

/// The claims that say it happened; all of them where none does.
EvidenceList telling(const EvidenceList& claims) {
  EvidenceList actual;
  for (const Evidence& item : claims) {
    if (item.claim->reality == Reality::kActual) actual.push_back(item);
  }
  return actual.empty() ? claims : actual;
}

/// The type and mode with the most confidence behind them, each report counted once.
void choose_type(Incident& incident, const EvidenceList& claims) {
  std::map<std::pair<std::string, std::string>, std::map<std::string, double>> weights;
  for (const Evidence& item : claims) {
    double& best = weights[{item.claim->type, item.claim->mode}][item.claim->report];
    best = std::max(best, item.claim->confidence);
  }
  double most = -1;
  for (const auto& [type, reports] : weights) {
    // A type with a mode says more than the type alone.
    constexpr double kAlone = 0.5;
    double sum = 0;
    for (const auto& [report, confidence] : reports) sum += confidence;
    if (type.second.empty()) sum *= kAlone;
    if (sum <= most) continue;
    most = sum;
    std::tie(incident.type, incident.mode) = type;
  }
  for (const Evidence& item : claims) {
    const bool chosen = item.claim->type == incident.type && item.claim->mode == incident.mode;
    if (chosen) incident.score = item.claim->score;
  }
}

/// 1 less the chance that every voice is wrong.
double confidence_of(const EvidenceList& claims, const Incident& incident) {
  double wrong = 1;
  for (const auto& group : incident.voice_groups) {
    double best = 0;
    for (const Evidence& item : claims) {
      const bool inside = std::find(group.begin(), group.end(), item.claim->report) != group.end();
      if (inside) best = std::max(best, item.claim->confidence);
    }
    wrong *= 1 - std::clamp(best, 0.0, 1.0);
  }
  return 1 - wrong;
}

Reality reality_at_end(const Ordered& ordered, const EvidenceList& claims, const Rules& rules) {
  return reality_of(ordered, rules, [&claims, &rules](const Ordered& some) {
    EvidenceList list;
    for (const Evidence& item : claims) {
      if (std::find(some.begin(), some.end(), item.claim) != some.end()) list.push_back(item);
    }
    return voices(list, rules).size();
  });
}

void add_events(Incident& incident, const EvidenceList& claims) {
  for (const Evidence& item : claims) {
    const Claim& claim = *item.claim;
    incident.events.push_back(
        {claim.event, claim.report, claim.type, claim.mode, claim.reality, claim.trigger});
  }
}

}  // namespace

Incident incident(std::span<const Evidence> claims, std::vector<Join> joins, const Rules& rules) {
  const EvidenceList list = in_order(claims);
  Ordered ordered;
  std::string first = list.front().claim->event;
  for (const Evidence& item : list) {
    ordered.push_back(item.claim);
    first = std::min(first, item.claim->event);
  }
  Incident result;
  result.id = "incident:" + first;
  result.voice_groups = voices(telling(list), rules);
  result.joins = std::move(joins);
  add_events(result, list);
  result.confidence = confidence_of(list, result);
  if (is_whole_report(*list.front().claim)) return result;
  choose_type(result, list);
  result.reality = reality_at_end(ordered, list, rules);
  if (const auto date = date_of(ordered, rules)) {
    result.date = date->interval;
    result.date_basis = date->basis;
  }
  result.place = place_of(ordered);
  result.actors = actors_of(ordered);
  result.killed = figure(ordered, &Claim::killed);
  result.injured = figure(ordered, &Claim::injured);
  result.detained = figure(ordered, &Claim::detained);
  result.displaced = figure(ordered, &Claim::displaced);
  result.disagreements = disagreements_of(ordered);
  result.story = story_of(ordered);
  return result;
}

}  // namespace tocsin::fuse
