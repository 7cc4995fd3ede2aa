#include "tocsin/store/functions.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tocsin::store {
namespace {

constexpr double kEarthRadiusKm = 6371.0088;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

// The haversine formula.
double distance_km(double lat_a, double lon_a, double lat_b, double lon_b) {
  const double lat = std::sin(radians(lat_b - lat_a) / 2);
  const double lon = std::sin(radians(lon_b - lon_a) / 2);
  const double h = lat * lat + std::cos(radians(lat_a)) * std::cos(radians(lat_b)) * lon * lon;
  return 2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(1.0, h)));
}

void call_distance(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_double(
      context, distance_km(sqlite3_value_double(values[0]), sqlite3_value_double(values[1]),
                           sqlite3_value_double(values[2]), sqlite3_value_double(values[3])));
}

}  // namespace

void add_functions(Connection& connection) {
  const int result = sqlite3_create_function_v2(
      connection.handle(), "distance_km", 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
      nullptr, call_distance, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) connection.fail(result, "distance_km");
}

}  // namespace tocsin::store
