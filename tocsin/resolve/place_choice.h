#pragma once
/// Chooses among the places that bear a name by what else the document names: places that hold one
/// another or lie near, countries whose people are named, what the text says a place is in.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_rules.h"

namespace tocsin::resolve {

/// One name of a document, with every row that it may mean. A name means one place throughout.
struct PlaceName {
  std::string key;  ///< folded
  PlaceType type = PlaceType::kNone;
  std::vector<PlaceRow> rows;
  std::vector<std::uint32_t> positions;  ///< bytes at which it stands, rising
  std::vector<std::size_t> holders;      ///< names that the text says it lies in
  bool is_adjective = false;             ///< "Syrian": supports others, is no place itself
  bool is_partial = false;               ///< never alone: "Pont" of an unknown "Pont-Sondé"
};

struct RankedRow {
  std::size_t row = 0;                   ///< in PlaceName::rows
  double probability = 0;                ///< among the rows of this name
  double support = 0;                    ///< what the other names of the document add; 0: nothing
  std::optional<std::size_t> supporter;  ///< the name that adds most
  bool is_stated = false;                ///< the text says that it lies in the supporter
};

/// For each name its rows, best first. Threads: pure. Cost: rows of all names squared.
std::vector<std::vector<RankedRow>> rank_rows(const std::vector<PlaceName>& names);

/// Whether `inner` lies in the area `outer`.
bool lies_in(const PlaceRow& inner, const PlaceRow& outer);

}  // namespace tocsin::resolve
