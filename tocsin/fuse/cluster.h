#pragma once
/// Average linkage over the reports of one connected component.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tocsin::fuse {

struct Edge {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double score = 0;
  bool apart = false;  ///< the two must never be in one cluster
};

struct Linkage {
  double threshold = 0;  ///< least mean score between two clusters that merge
  double missing = 0;    ///< the score of reports without an edge between their items
};

struct Item {
  std::uint32_t report = 0;  ///< a number for the report it is of
  bool goes_alone = false;   ///< joins by its best tie: a threat is of one deed, whoever tells it
};

/// The clusters of `items`, each ascending, in order of their first item. A report that tells of a
/// happening in its headline, its first lines and once more in passing is one witness: between two
/// clusters, two reports count with the best score of their items, and items of one report with the
/// mean. Two clusters merge while the mean over the pairs of their reports reaches the threshold
/// and no pair of items must stay apart; the best mean first, ties to the lowest items. Items that
/// go alone come last: each to the cluster with the best of these pairs, without counting for it in
/// later means.
///
/// The result depends on the numbering only through ties: number the items by an order of their
/// own (event ids) and it does not depend on the order of arrival.
/// Cost: O(E log E) for E edges with the usual sizes; a merge walks the pairs of reports of both.
/// Source: group-average agglomerative clustering (UPGMA), Sokal & Michener 1958, over reports.
std::vector<std::vector<std::uint32_t>> cluster(std::span<const Item> items,
                                                std::span<const Edge> edges,
                                                const Linkage& linkage);

/// The connected components of items `0..count-1` under the edges, in the same form.
std::vector<std::vector<std::uint32_t>> components(std::size_t count, std::span<const Edge> edges);

}  // namespace tocsin::fuse
