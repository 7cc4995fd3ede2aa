#pragma once
/// The area that an assessment is about, and which places lie in it.

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tocsin/core/claim.h"
#include "tocsin/core/filter.h"

namespace tocsin::assess {

/// An area by name (a place, an administrative unit or a country), as a circle or a polygon. With
/// none of the three it is everywhere.
struct Area {
  std::string name;
  std::optional<Circle> circle;
  std::vector<std::pair<double, double>> polygon;  ///< latitude, longitude; closed by itself
  std::vector<std::string> names;      ///< folded: any of them counts, in the place of `name`
  std::vector<std::string> countries;  ///< codes of the countries that `name` stands for
};

/// The area with the names by which its claims know it. "Valley (Mill, Ford), Lowland" is the
/// valley or one of the places in brackets, and Lowland where no claim knows any of these.
/// `generic` are folded words that may be left out: "Lowland Province" is Lowland.
///
/// Returns: the area as it was where it has a circle or polygon, or no claim knows any of its
/// names.
Area known_by_name(const Area& area, std::span<const Claim> claims,
                   const std::vector<std::string>& generic);

/// Tells which places lie in an area. Names are folded once and remembered.
/// Threads: one at a time.
class AreaTest {
 public:
  explicit AreaTest(const Area& area);
  /// A name matches the place's name, its units, its country or its id. A circle or polygon holds
  /// the place's centre; where the area has one, the name is only a label.
  bool operator()(const ClaimPlace& place);
  bool is_everywhere() const;

 private:
  bool named(const ClaimPlace& place);
  bool is_name(const std::string& words);
  const Area& area_;
  std::vector<std::string> folded_;
  std::unordered_map<std::string, bool> known_;  // by the words of a name
};

/// Kilometres between two points, on a sphere.
double distance_km(double lat1, double lon1, double lat2, double lon2);

}  // namespace tocsin::assess
