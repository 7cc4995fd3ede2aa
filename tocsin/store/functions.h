#pragma once
/// Functions that the desk's queries call, and how its rows are read.

#include <string>

#include "tocsin/store/sqlite.h"
#include "tocsin/store/store.h"

namespace tocsin::store {

/// Adds `distance_km(lat, lon, lat, lon)` on the sphere, in kilometres.
void add_functions(Connection& connection);

/// The columns of a report `r` that `stored_report` reads from the first column on.
std::string report_columns();
StoredReport stored_report(const Statement& row);

}  // namespace tocsin::store
