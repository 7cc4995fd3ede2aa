#pragma once
/// Makes a gazetteer file of places: the same layout as tools/build_gazetteer.py writes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::resolve {

/// A place that is to be added.
struct NewPlace {
  std::string id;    ///< "own:tall-jumua", "ocha:SY120301", "geonames:170905"
  std::string name;  ///< as it is shown
  std::vector<std::string> names;
  std::string country;  ///< ISO 3166 alpha-3; may be empty
  std::string admin1;
  std::string admin2;
  std::string feature = "PPL";  ///< GeoNames feature code
  double lat = 0;               ///< degrees, WGS 84
  double lon = 0;
  std::uint32_t population = 0;
  double radius_km = 0;  ///< 0: by the people who live there
};

/// The reach of a town of so many people, in km: some 40 people a hectare.
double town_radius_km(std::uint32_t population);

/// The bytes of a gazetteer file of `places`, with the folding rules of `rules`. Every place is
/// found under other spellings too. The same places give the same bytes.
std::string compile_gazetteer(const std::vector<NewPlace>& places, std::string_view rules);

}  // namespace tocsin::resolve
