// Two claims meet where they share a key that is not crowded. A pair that meets and scores at the
// threshold is a tie. Anchored claims (a sure day, a place) are held together by all of their ties;
// a loose claim by one alone, to the anchored claim it fits best, or the best loose one where it
// fits no anchored one: or else claims of which little is known would chain whole wars together.
// What is held together is a component, and each is clustered by itself, over all pairs that meet.
//
// An update touches the new claims, the components of what these are tied to, those of loose claims
// that fit a new claim better than their present one, and those that lost a claim. It forms the
// touched claims anew. As scores depend on the pair alone, keys on the claim alone, and ties and
// clusters on the set of claims, the outcome is that of fusing everything at once. A key that
// becomes crowded (or is no longer) touches all of its holders, for pairs through it come or go.
#include "tocsin/fuse/fuser.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "tocsin/core/reality.h"
#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/cluster.h"
#include "tocsin/fuse/described_place.h"
#include "tocsin/fuse/incident.h"
#include "tocsin/fuse/keys.h"
#include "tocsin/fuse/pair.h"

namespace tocsin::fuse {
namespace {

/// One update at work.
class Update {
 public:
  Update(const Rules& rules, ClaimSource& source) : rules_(rules), source_(source) {}

  Change run(std::span<const ClaimId> added, std::span<const RemovedClaim> removed) {
    note_changes(added, removed);
    std::set<ClaimId> crossed;
    for (const auto& [key, change] : changes_) add_crossed(key, change, crossed);
    // Where pairs are lost, loose claims may have to look for another partner far away.
    rescan_ = !removed.empty() || !crossed.empty();
    for (const RemovedClaim& claim : removed) touch_component(claim.component);
    for (const ClaimId id : crossed) touch_fresh(id);
    for (const ClaimId id : added) {
      touch_fresh(id);
      const Loaded& loaded = load(id);
      if (is_described(loaded.claim.place)) touch_names(loaded.keys);
    }
    for (const RemovedClaim& claim : removed) touch_names(claim.keys);
    while (!fresh_.empty()) {
      const ClaimId id = fresh_.front();
      fresh_.pop_front();
      reach_from(id);
    }
    Change change;
    change.dissolved.assign(dissolved_.begin(), dissolved_.end());
    form(change);
    return change;
  }

 private:
  struct KeyChange {
    std::size_t added = 0;
    std::size_t removed = 0;
  };
  struct Loaded {
    Claim claim;
    std::vector<std::uint64_t> keys;
    bool anchored = false;
  };

  /// What a loose claim may be tied to, and how well.
  struct Partner {
    ClaimId id = 0;
    bool anchored = false;
    double score = 0;
  };

  const Loaded& load(ClaimId id) {
    auto& slot = loaded_[id];
    if (!slot) {
      slot = std::make_unique<Loaded>();
      slot->claim = source_.claim(id);
      slot->keys = blocking_keys(slot->claim, rules_);
      slot->anchored = is_anchored(slot->claim, rules_);
      // Keys are those of the claim alone; the place counts only where claims are compared.
      if (lacks_place(slot->claim)) {
        if (auto place = told_elsewhere(*slot)) slot->claim.place = std::move(place);
      }
    }
    return *slot;
  }

  std::optional<ClaimPlace> told_elsewhere(const Loaded& loaded) {
    std::vector<Claim> others;
    for (const std::uint64_t key : loaded.keys) {
      if (!is_of_name(key) || is_crowded(key)) continue;
      for (const ClaimId id : holders(key)) others.push_back(source_.claim(id));
    }
    return described_place(loaded.claim, others);
  }

  /// Where a place is described anew, or no longer, all that name it are looked at again.
  void touch_names(std::span<const std::uint64_t> keys) {
    for (const std::uint64_t key : keys) {
      if (!is_of_name(key) || is_crowded(key)) continue;
      for (const ClaimId id : std::vector<ClaimId>(holders(key))) touch_fresh(id);
    }
  }

  const Claim* whole_report(const Claim& claim) {
    if (is_whole_report(claim)) return nullptr;
    const auto known = whole_.find(claim.report);
    if (known != whole_.end()) return known->second;
    const ClaimId id = source_.whole_report(claim.report);
    const Claim* whole = id == 0 ? nullptr : &load(id).claim;
    whole_.emplace(claim.report, whole);
    return whole;
  }

  Evidence evidence(ClaimId id) {
    const Claim& claim = load(id).claim;
    return {&claim, whole_report(claim)};
  }

  /// The claims that hold a key, one more than may be where it is crowded.
  const std::vector<ClaimId>& holders(std::uint64_t key) {
    const auto [place, fresh] = holders_.try_emplace(key);
    if (fresh) keep(key, source_.holders(key, rules_.keys.crowded + 1));
    return place->second;
  }

  void keep(std::uint64_t key, std::vector<ClaimId> ids) {
    if (ids.size() > rules_.keys.crowded) ids.resize(rules_.keys.crowded + 1);
    std::sort(ids.begin(), ids.end());
    holders_[key] = std::move(ids);
  }

  bool is_crowded(std::uint64_t key) {
    if (holders(key).size() > rules_.keys.crowded) return true;
    if (!is_soft(key)) return false;
    const std::uint64_t twin = key == as_loose(key) ? as_anchored(key) : as_loose(key);
    return holders(twin).size() > rules_.keys.crowded;
  }

  /// The claims that a claim meets, ascending.
  std::vector<ClaimId> met_by(ClaimId id) {
    const Loaded& loaded = load(id);
    std::vector<ClaimId> others;
    const auto add = [&others](const std::vector<ClaimId>& ids) {
      others.insert(others.end(), ids.begin(), ids.end());
    };
    for (const std::uint64_t key : loaded.keys) {
      if (is_crowded(key)) continue;
      if (!is_soft(key)) {
        add(holders(key));
        continue;
      }
      add(holders(as_loose(key)));
      if (!loaded.anchored) add(holders(as_anchored(key)));
    }
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    std::erase(others, id);
    return others;
  }

  bool do_meet(ClaimId a, ClaimId b) {
    const Loaded& left = load(a);
    const Loaded& right = load(b);
    const auto holds = [&right](std::uint64_t key) {
      return std::binary_search(right.keys.begin(), right.keys.end(), key);
    };
    return std::any_of(left.keys.begin(), left.keys.end(), [&](std::uint64_t key) {
      if (!is_soft(key)) return holds(key) && !is_crowded(key);
      if (left.anchored && right.anchored) return false;
      return (holds(as_loose(key)) || holds(as_anchored(key))) && !is_crowded(key);
    });
  }

  void note_changes(std::span<const ClaimId> added, std::span<const RemovedClaim> removed) {
    for (const ClaimId id : added) {
      for (const std::uint64_t key : load(id).keys) ++changes_[key].added;
    }
    for (const RemovedClaim& claim : removed) {
      for (const std::uint64_t key : claim.keys) ++changes_[key].removed;
    }
  }

  void touch(ClaimId id) {
    if (!touched_.insert(id).second) return;
    touch_component(source_.component(id));
  }

  void touch_fresh(ClaimId id) {
    touch(id);
    if (seen_fresh_.insert(id).second) fresh_.push_back(id);
  }

  void touch_component(ComponentId component) {
    if (component == 0 || !dissolved_.insert(component).second) return;
    for (const ClaimId member : source_.members(component)) {
      touched_.insert(member);
      if (rescan_ && !load(member).anchored && seen_fresh_.insert(member).second) {
        fresh_.push_back(member);
      }
    }
  }

  /// Adds the holders of a key that was crowded before and is not now, or the other way round, with
  /// those of its twin.
  void add_crossed(std::uint64_t key, const KeyChange& change, std::set<ClaimId>& crossed) {
    const std::size_t crowded = rules_.keys.crowded;
    const std::size_t most = crowded + change.added + 1;
    const std::vector<ClaimId> now = source_.holders(key, most);
    keep(key, now);
    if (now.size() == most) return;  // crowded before and after
    const bool before = now.size() + change.removed - change.added > crowded;
    const bool after = now.size() > crowded;
    if (before == after) return;
    crossed.insert(now.begin(), now.end());
    if (!is_soft(key)) return;
    const std::uint64_t twin = key == as_loose(key) ? as_anchored(key) : as_loose(key);
    const std::vector<ClaimId>& others = holders(twin);
    crossed.insert(others.begin(), others.end());
  }

  /// Whether `a` fits a loose claim better than `b`.
  bool is_better(const Partner& a, const Partner& b) {
    if (b.id == 0 || a.id == 0) return a.id != 0;
    if (a.anchored != b.anchored) return a.anchored;
    if (a.score != b.score) return a.score > b.score;
    return load(a.id).claim.event < load(b.id).claim.event;
  }

  /// The other claim of a tie as a partner; id 0 where the pair is none.
  Partner partner(ClaimId loose, ClaimId other) {
    const Evidence from = evidence(loose);
    const PairScore score = score_pair(from, evidence(other), rules_);
    if (!is_tie(*from.claim, score, rules_)) return {};
    return {other, load(other).anchored, score.score};
  }

  /// The partner that a loose claim has within its component, before this update.
  const Partner& present_partner(ClaimId loose) {
    const auto [place, fresh] = present_.try_emplace(loose);
    if (!fresh) return place->second;
    const ComponentId component = source_.component(loose);
    if (component == 0) return place->second;
    Partner best;
    for (const ClaimId member : source_.members(component)) {
      if (member == loose || !do_meet(loose, member)) continue;
      const Partner found = partner(loose, member);
      if (is_better(found, best)) best = found;
    }
    return present_[loose] = best;
  }

  /// Touches what a claim is held to, and the loose claims that it fits better than theirs.
  void reach_from(ClaimId id) {
    const bool anchored = load(id).anchored;
    Partner best;
    for (const ClaimId other : met_by(id)) {
      const bool known = touched_.contains(other);
      if (known && anchored) continue;
      Partner found = partner(id, other);
      if (found.id == 0) continue;
      if (!anchored && is_better(found, best)) best = found;
      if (known) continue;
      if (found.anchored) {
        if (anchored) touch(other);
        continue;
      }
      if (is_better({id, anchored, found.score}, present_partner(other))) touch(other);
    }
    if (best.id != 0) touch(best.id);
  }

  /// The touched claims in code-point order of their event ids.
  std::vector<ClaimId> touched_in_order() {
    std::vector<ClaimId> ids(touched_.begin(), touched_.end());
    for (const ClaimId id : ids) load(id);
    std::sort(ids.begin(), ids.end(), [this](ClaimId a, ClaimId b) {
      return loaded_[a]->claim.event < loaded_[b]->claim.event;
    });
    return ids;
  }

  struct Pairs {
    std::vector<Edge> all;   ///< every pair that was scored
    std::vector<Edge> ties;  ///< those that hold components together
  };

  Pairs score_pairs(const std::vector<ClaimId>& ids) {
    std::unordered_map<ClaimId, std::uint32_t> number;
    for (std::uint32_t at = 0; at < ids.size(); ++at) number[ids[at]] = at;
    Pairs pairs;
    std::vector<Partner> partners(ids.size());
    for (std::uint32_t a = 0; a < ids.size(); ++a) {
      const Evidence from = evidence(ids[a]);
      for (const ClaimId other : met_by(ids[a])) {
        const auto found = number.find(other);
        if (found == number.end() || found->second < a) continue;
        const std::uint32_t b = found->second;
        const PairScore score = score_pair(from, evidence(other), rules_);
        pairs.all.push_back({a, b, score.score, !score.apart.empty()});
        if (is_tie(*from.claim, score, rules_)) note_tie(pairs, partners, ids, {a, b, score.score});
      }
    }
    for (std::uint32_t a = 0; a < ids.size(); ++a) {
      if (partners[a].id != 0) pairs.ties.push_back({a, number.at(partners[a].id)});
    }
    return pairs;
  }

  /// A tie of anchored claims holds; of a loose claim, only the best does.
  void note_tie(Pairs& pairs, std::vector<Partner>& partners, const std::vector<ClaimId>& ids,
                const Edge& tie) {
    const bool a = load(ids[tie.a]).anchored;
    const bool b = load(ids[tie.b]).anchored;
    if (a && b) pairs.ties.push_back(tie);
    const Partner to_b{ids[tie.b], b, tie.score};
    const Partner to_a{ids[tie.a], a, tie.score};
    if (!a && is_better(to_b, partners[tie.a])) partners[tie.a] = to_b;
    if (!b && is_better(to_a, partners[tie.b])) partners[tie.b] = to_a;
  }

  void form(Change& change) {
    const std::vector<ClaimId> ids = touched_in_order();
    const Pairs pairs = score_pairs(ids);
    const auto groups = components(ids.size(), pairs.ties);
    std::vector<std::uint32_t> group_of(ids.size());
    std::vector<std::uint32_t> place_of(ids.size());
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
      for (std::uint32_t place = 0; place < groups[group].size(); ++place) {
        group_of[groups[group][place]] = group;
        place_of[groups[group][place]] = place;
      }
    }
    std::vector<std::vector<Edge>> edges(groups.size());
    for (const Edge& edge : pairs.all) {
      if (group_of[edge.a] != group_of[edge.b]) continue;
      edges[group_of[edge.a]].push_back(
          {place_of[edge.a], place_of[edge.b], edge.score, edge.apart});
    }
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
      std::vector<ClaimId> members;
      for (const std::uint32_t item : groups[group]) members.push_back(ids[item]);
      change.formed.push_back(form_component(members, edges[group]));
    }
  }

  /// The joins of an incident, best first beyond a number that anybody would read.
  static void keep_best(std::vector<Join>& joins) {
    constexpr std::size_t kMost = 200;
    if (joins.size() <= kMost) return;
    std::sort(joins.begin(), joins.end(), [](const Join& a, const Join& b) {
      return std::tie(b.score, a.a, a.b) < std::tie(a.score, b.a, b.b);
    });
    joins.resize(kMost);
  }

  std::vector<Item> items_of(const std::vector<ClaimId>& members) {
    std::map<std::string_view, std::uint32_t> numbers;
    std::vector<Item> items;
    for (const ClaimId id : members) {
      const Claim& claim = load(id).claim;
      const auto next = static_cast<std::uint32_t>(numbers.size());
      items.push_back(
          {numbers.try_emplace(claim.report, next).first->second, is_ahead(claim.reality)});
    }
    return items;
  }

  FusedComponent form_component(const std::vector<ClaimId>& members,
                                const std::vector<Edge>& edges) {
    const bool whole = is_whole_report(load(members.front()).claim);
    const Linkage linkage = whole ? Linkage{rules_.report.threshold, rules_.report.missing}
                                  : Linkage{rules_.joining.threshold, rules_.joining.missing};
    const auto clusters = cluster(items_of(members), edges, linkage);
    std::vector<std::uint32_t> cluster_of(members.size());
    for (std::uint32_t at = 0; at < clusters.size(); ++at) {
      for (const std::uint32_t item : clusters[at]) cluster_of[item] = at;
    }
    std::vector<std::vector<Join>> joins(clusters.size());
    for (const Edge& edge : edges) {
      if (cluster_of[edge.a] != cluster_of[edge.b]) continue;
      const Evidence a = evidence(members[edge.a]);
      const Evidence b = evidence(members[edge.b]);
      joins[cluster_of[edge.a]].push_back(to_join(*a.claim, *b.claim, score_pair(a, b, rules_)));
    }
    FusedComponent component;
    component.claims = members;
    for (std::uint32_t at = 0; at < clusters.size(); ++at) {
      keep_best(joins[at]);
      component.incidents.push_back(form_incident(members, clusters[at], std::move(joins[at])));
    }
    return component;
  }

  FusedIncident form_incident(const std::vector<ClaimId>& members,
                              const std::vector<std::uint32_t>& items, std::vector<Join> joins) {
    std::vector<Evidence> list;
    std::map<std::string_view, ClaimId> ids;
    for (const std::uint32_t item : items) {
      Evidence one = evidence(members[item]);
      // The claim of a whole report is its own report.
      if (is_whole_report(*one.claim)) one.report = one.claim;
      list.push_back(one);
      ids[one.claim->event] = members[item];
    }
    FusedIncident fused;
    fused.incident = incident(list, std::move(joins), rules_);
    for (const IncidentEvent& event : fused.incident.events) {
      fused.claims.push_back(ids.at(event.event));
    }
    return fused;
  }

  const Rules& rules_;
  ClaimSource& source_;
  std::unordered_map<ClaimId, std::unique_ptr<Loaded>> loaded_;
  std::unordered_map<std::string, const Claim*> whole_;
  std::unordered_map<std::uint64_t, std::vector<ClaimId>> holders_;
  std::unordered_map<std::uint64_t, KeyChange> changes_;
  std::unordered_set<ClaimId> touched_;
  std::set<ComponentId> dissolved_;
  std::unordered_map<ClaimId, Partner> present_;
  std::deque<ClaimId> fresh_;
  std::unordered_set<ClaimId> seen_fresh_;
  bool rescan_ = false;
};

/// Claims in memory, all of them new.
class Memory : public ClaimSource {
 public:
  Memory(std::vector<Claim> claims, const Rules& rules) : claims_(std::move(claims)) {
    for (std::size_t at = 0; at < claims_.size(); ++at) {
      const auto id = static_cast<ClaimId>(at + 1);
      ids_.push_back(id);
      for (const std::uint64_t key : blocking_keys(claims_[at], rules)) keys_[key].push_back(id);
      if (is_whole_report(claims_[at])) whole_[claims_[at].report] = id;
    }
  }
  std::span<const ClaimId> ids() const { return ids_; }

  std::vector<ClaimId> holders(std::uint64_t key, std::size_t limit) override {
    const auto found = keys_.find(key);
    if (found == keys_.end()) return {};
    const std::vector<ClaimId>& all = found->second;
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size()))};
  }
  Claim claim(ClaimId id) override { return claims_[static_cast<std::size_t>(id - 1)]; }
  ClaimId whole_report(std::string_view report) override {
    const auto found = whole_.find(report);
    return found == whole_.end() ? 0 : found->second;
  }
  ComponentId component(ClaimId) override { return 0; }
  std::vector<ClaimId> members(ComponentId) override { return {}; }

 private:
  std::vector<Claim> claims_;
  std::vector<ClaimId> ids_;
  std::unordered_map<std::uint64_t, std::vector<ClaimId>> keys_;
  std::map<std::string, ClaimId, std::less<>> whole_;
};

}  // namespace

Change Fuser::update(std::span<const ClaimId> added, std::span<const RemovedClaim> removed,
                     ClaimSource& source) const {
  return Update(rules_, source).run(added, removed);
}

std::vector<Incident> fuse_all(std::vector<Claim> claims, const Rules& rules) {
  Memory memory(std::move(claims), rules);
  const Change change = Fuser(rules).update(memory.ids(), {}, memory);
  std::vector<Incident> incidents;
  for (const FusedComponent& component : change.formed) {
    for (const FusedIncident& fused : component.incidents) incidents.push_back(fused.incident);
  }
  std::sort(incidents.begin(), incidents.end(),
            [](const Incident& a, const Incident& b) { return a.id < b.id; });
  return incidents;
}

}  // namespace tocsin::fuse
