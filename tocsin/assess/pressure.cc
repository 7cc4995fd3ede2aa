#include "tocsin/assess/pressure.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tocsin::assess {
namespace {

// What one deed gives one feed of one indicator.
struct Gift {
  double weight = 0;
  std::vector<Evidence> evidence;
};

// What all deeds give one feed.
struct Yield {
  const Feed* feed = nullptr;
  std::size_t indicator = 0;
  std::map<std::size_t, Gift> gifts;  // by index of the deed
};

Evidence evidence_of(const Deed& deed, const Claim& claim, double weight) {
  return {claim.event,
          deed.incident != nullptr ? deed.incident->id : "",
          claim.report,
          claim.trigger,
          claim.sentence,
          claim.sentence_text,
          deed.undated ? std::nullopt : std::optional<Date>(deed.start),
          weight};
}

void sort_evidence(std::vector<Evidence>& evidence, std::size_t most) {
  std::sort(evidence.begin(), evidence.end(), [](const Evidence& a, const Evidence& b) {
    return std::tie(b.weight, a.event) < std::tie(a.weight, b.event);
  });
  // A sentence is named once, by what it tells that weighs most.
  std::set<std::pair<std::string_view, std::string_view>> named;
  std::vector<Evidence> kept;
  for (const Evidence& each : evidence) {
    if (kept.size() < most && named.insert({each.report, each.sentence_text}).second) {
      kept.push_back(each);
    }
  }
  evidence = std::move(kept);
}

}  // namespace

int age_days(const Deed& deed, Date day) {
  if (deed.start > day) return static_cast<int>((day - deed.start).count());
  return std::max(0, static_cast<int>((day - deed.end).count()));
}

PressureGauge::PressureGauge(const std::vector<Indicator>& indicators, const Ladder& ladder)
    : indicators_(indicators), ladder_(ladder) {
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    for (const Feed& feed : indicators[i].feeds) {
      std::set<std::string> types;
      for (const EventPattern& pattern : feed.events) types.insert(pattern.type);
      for (const std::string& type : types) sources_[type].push_back({i, &feed});
    }
  }
}

const std::vector<PressureGauge::Source>& PressureGauge::sources_of(const std::string& type) const {
  static const std::vector<Source> none;
  const auto found = sources_.find(type);
  return found == sources_.end() ? none : found->second;
}

Pressure PressureGauge::measure(const std::vector<Deed>& deeds, Date day, int window_days) const {
  std::map<std::pair<std::size_t, const Feed*>, Yield> yields;
  for (std::size_t i = 0; i < deeds.size(); ++i) {
    const Deed& deed = deeds[i];
    const int age = age_days(deed, day);
    if (!deed.inside || age < 0 || age > window_days) continue;
    for (const Claim* claim : deed.claims) {
      if (claim->aspect == Aspect::kBackground) continue;
      FoldedSentence sentence(*claim);
      for (const Source& source : sources_of(claim->type)) {
        if (!matches(*source.feed, *claim, deed.reality, sentence)) continue;
        const double decay = std::pow(0.5, age / indicators_[source.indicator].half_life_days);
        const double weight = source.feed->share * claim->confidence * decay;
        Yield& yield = yields[{source.indicator, source.feed}];
        yield.feed = source.feed;
        yield.indicator = source.indicator;
        Gift& gift = yield.gifts[i];
        gift.weight = std::max(gift.weight, weight);
        gift.evidence.push_back(evidence_of(deed, *claim, weight));
      }
    }
  }
  // A deed counts once for an indicator, by the feed that it feeds most.
  std::vector<std::map<std::size_t, Gift>> gifts(indicators_.size());
  for (auto& [key, yield] : yields) {
    if (static_cast<int>(yield.gifts.size()) < yield.feed->at_least) continue;
    for (auto& [deed, gift] : yield.gifts) {
      Gift& sum = gifts[yield.indicator][deed];
      sum.weight = std::max(sum.weight, gift.weight);
      sum.evidence.insert(sum.evidence.end(), gift.evidence.begin(), gift.evidence.end());
    }
  }
  Pressure pressure;
  for (std::size_t i = 0; i < indicators_.size(); ++i) {
    Fired fired{&indicators_[i], 0, {}};
    double missed = 1;
    for (auto& [deed, gift] : gifts[i]) {
      missed *= 1 - std::clamp(gift.weight, 0.0, 1.0);
      fired.evidence.insert(fired.evidence.end(), gift.evidence.begin(), gift.evidence.end());
    }
    fired.strength = 1 - missed;
    if (fired.evidence.empty() || fired.strength < ladder_.least_strength) continue;
    sort_evidence(fired.evidence, ladder_.most_evidence);
    (fired.indicator->raises ? pressure.raising : pressure.easing) +=
        fired.strength * fired.indicator->weight;
    pressure.fired.push_back(std::move(fired));
  }
  pressure.easing = std::min(pressure.easing, ladder_.easing_at_most * pressure.raising);
  std::stable_sort(pressure.fired.begin(), pressure.fired.end(), [](const auto& a, const auto& b) {
    return a.strength * a.indicator->weight > b.strength * b.indicator->weight;
  });
  return pressure;
}

double PressureGauge::tension(const Deed& deed) const {
  std::map<std::size_t, double> strongest;
  for (const Claim* claim : deed.claims) {
    FoldedSentence sentence(*claim);
    for (const Source& source : sources_of(claim->type)) {
      if (source.feed->at_least > 1 || !matches(*source.feed, *claim, deed.reality, sentence)) {
        continue;
      }
      double& strength = strongest[source.indicator];
      strength = std::max(strength, source.feed->share * claim->confidence);
    }
  }
  double sum = 0;
  for (const auto& [indicator, strength] : strongest) {
    sum += strength * indicators_[indicator].weight * (indicators_[indicator].raises ? 1 : -1);
  }
  return sum;
}

}  // namespace tocsin::assess
