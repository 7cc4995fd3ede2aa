// Every cluster holds, for each cluster it has an edge to, what each pair of reports says for the
// two: the best of their pairs of claims or, within one report, the mean. The best pair of clusters
// is taken from a heap whose stale entries are skipped by version numbers.
#include "tocsin/fuse/cluster.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>
#include <unordered_map>

namespace tocsin::fuse {
namespace {

/// What the claims of one report and those of another say for two clusters.
struct Voice {
  std::uint32_t from = 0;  ///< report in the cluster that holds this
  std::uint32_t to = 0;    ///< report in the other cluster
  double value = 0;        ///< the best score; a sum within one report
  std::uint32_t pairs = 1;

  double score() const { return from == to ? value / pairs : value; }
  void add(const Voice& other) {
    value = from == to ? value + other.value : std::max(value, other.value);
    pairs += other.pairs;
  }
  bool operator<(const Voice& other) const {
    return std::tie(from, to) < std::tie(other.from, other.to);
  }
};

/// What stands between two clusters; the voices are in order, each pair of reports once.
struct Between {
  std::vector<Voice> voices;
  bool apart = false;
  double sum = 0;
  double best = -1;

  /// Puts voices that were added one by one in order.
  void settle() {
    std::sort(voices.begin(), voices.end());
    std::vector<Voice> settled;
    for (const Voice& voice : voices) put(settled, voice);
    voices = std::move(settled);
    sum_up();
  }

  void add(const std::vector<Voice>& others) {
    std::vector<Voice> merged;
    merged.reserve(voices.size() + others.size());
    auto own = voices.begin();
    for (const Voice& voice : others) {
      while (own != voices.end() && *own < voice) put(merged, *own++);
      put(merged, voice);
    }
    while (own != voices.end()) put(merged, *own++);
    voices = std::move(merged);
    sum_up();
  }

 private:
  static void put(std::vector<Voice>& into, const Voice& voice) {
    if (!into.empty() && !(into.back() < voice)) {
      into.back().add(voice);
    } else {
      into.push_back(voice);
    }
  }

  void sum_up() {
    sum = 0;
    best = -1;
    for (const Voice& voice : voices) {
      sum += voice.score();
      best = std::max(best, voice.score());
    }
  }
};

struct Candidate {
  double mean = 0;
  std::uint32_t a = 0;  ///< the lesser of the clusters' numbers
  std::uint32_t b = 0;
  std::uint32_t version_a = 0;
  std::uint32_t version_b = 0;

  /// Whether it comes after `other`: a lower mean, then later items.
  bool operator<(const Candidate& other) const {
    if (mean != other.mean) return mean < other.mean;
    return std::tie(a, b) > std::tie(other.a, other.b);
  }
};

class Clusters {
 public:
  Clusters(std::span<const Item> items, std::span<const Edge> edges, const Linkage& linkage)
      : linkage_(linkage),
        members_(items.size()),
        reports_(items.size()),
        alone_(items.size()),
        neighbours_(items.size()),
        version_(items.size(), 0) {
    const auto count = static_cast<std::uint32_t>(items.size());
    for (std::uint32_t item = 0; item < count; ++item) {
      members_[item] = {item};
      reports_[item] = {items[item].report};
      alone_[item] = items[item].goes_alone;
    }
    for (const Edge& edge : edges) {
      if (edge.a == edge.b) continue;
      for (const auto& [from, to] : {std::pair(edge.a, edge.b), std::pair(edge.b, edge.a)}) {
        Between& between = neighbours_[from][to];
        between.voices.push_back({items[from].report, items[to].report, edge.score});
        between.apart = between.apart || edge.apart;
      }
    }
    for (auto& neighbours : neighbours_) {
      for (auto& [other, between] : neighbours) between.settle();
    }
  }

  /// First without those that go alone, then each of these goes where it fits best.
  void run() {
    for (const bool with_alone : {false, true}) {
      with_alone_ = with_alone;
      offer_all();
      merge_best();
    }
  }

  std::vector<std::vector<std::uint32_t>> take() {
    std::vector<std::vector<std::uint32_t>> found;
    for (auto& members : members_) {
      if (members.empty()) continue;
      std::sort(members.begin(), members.end());
      found.push_back(std::move(members));
    }
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  void offer_all() {
    for (std::uint32_t a = 0; a < members_.size(); ++a) {
      for (const auto& [b, between] : neighbours_[a]) {
        if (a < b) offer(a, b, between);
      }
    }
  }

  void merge_best() {
    while (!heap_.empty()) {
      const Candidate best = heap_.top();
      heap_.pop();
      if (version_[best.a] != best.version_a || version_[best.b] != best.version_b) continue;
      merge(best.a, best.b);
    }
  }

  void offer(std::uint32_t a, std::uint32_t b, const Between& between) {
    if (between.apart || (!with_alone_ && (alone_[a] || alone_[b]))) return;
    const bool is_one_alone = alone_[a] != alone_[b];
    const double mean = is_one_alone ? between.best : mean_between(a, b, between);
    if (mean < linkage_.threshold) return;
    if (a > b) std::swap(a, b);
    heap_.push({mean, a, b, version_[a], version_[b]});
  }

  double mean_between(std::uint32_t a, std::uint32_t b, const Between& between) const {
    const double all =
        static_cast<double>(reports_[a].size()) * static_cast<double>(reports_[b].size());
    const double known = static_cast<double>(between.voices.size());
    return (between.sum + (all - known) * linkage_.missing) / all;
  }

  /// The same as seen from the other cluster.
  static std::vector<Voice> turned(std::vector<Voice> voices) {
    for (Voice& voice : voices) std::swap(voice.from, voice.to);
    std::sort(voices.begin(), voices.end());
    return voices;
  }

  /// `b` goes into `a`, or the one that goes alone into the other.
  void merge(std::uint32_t a, std::uint32_t b) {
    if (alone_[a] && !alone_[b]) std::swap(a, b);
    const bool is_follower = alone_[b] && !alone_[a];
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
    if (!is_follower) reports_[a].merge(reports_[b]);
    reports_[b].clear();
    alone_[a] = alone_[a] && alone_[b];
    ++version_[a];
    ++version_[b];
    for (const auto& [other, between] : neighbours_[b]) {
      neighbours_[other].erase(b);
      if (other == a) continue;
      Between& there = neighbours_[a][other];
      Between& back = neighbours_[other][a];
      there.apart = back.apart = there.apart || between.apart;
      if (is_follower) continue;  // it brings nobody along
      there.add(between.voices);
      back.add(turned(between.voices));
    }
    neighbours_[b].clear();
    neighbours_[a].erase(b);
    for (const auto& [other, between] : neighbours_[a]) offer(a, other, between);
  }

  const Linkage linkage_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<std::set<std::uint32_t>> reports_;  // of the members
  std::vector<bool> alone_;                       // all members go alone
  bool with_alone_ = false;                       // whether these may merge by now
  std::vector<std::unordered_map<std::uint32_t, Between>> neighbours_;
  std::vector<std::uint32_t> version_;
  std::priority_queue<Candidate> heap_;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> cluster(std::span<const Item> items,
                                                std::span<const Edge> edges,
                                                const Linkage& linkage) {
  Clusters clusters(items, edges, linkage);
  clusters.run();
  return clusters.take();
}

std::vector<std::vector<std::uint32_t>> components(std::size_t count, std::span<const Edge> edges) {
  std::vector<std::uint32_t> parent(count);
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&parent](std::uint32_t item) {
    while (parent[item] != item) item = parent[item] = parent[parent[item]];
    return item;
  };
  for (const Edge& edge : edges) {
    const std::uint32_t a = root(edge.a);
    const std::uint32_t b = root(edge.b);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::vector<std::vector<std::uint32_t>> found;
  std::vector<std::size_t> place(count, count);
  for (std::uint32_t item = 0; item < count; ++item) {
    const std::uint32_t top = root(item);
    if (place[top] == count) {
      place[top] = found.size();
      found.emplace_back();
    }
    found[place[top]].push_back(item);
  }
  return found;
}

}  // namespace tocsin::fuse
