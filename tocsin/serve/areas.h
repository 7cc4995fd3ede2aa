#pragma once
/// The areas of a desk with their levels, and the alerts that come of them.

#include <vector>

#include "tocsin/core/assessment.h"
#include "tocsin/engine/overview.h"
#include "tocsin/serve/house.h"

namespace tocsin::serve {

struct AreaLevel {
  engine::AreaCount area;
  Assessment assessment;
};

/// The 50 areas with most incidents, highest level first, rising ones before others.
std::vector<AreaLevel> area_levels(const engine::Outlook& outlook, engine::Desk& desk, Date as_of);

/// Compares each area's level with the one it had, and leaves an alert where it rose, or where it
/// stands at or above the level that the settings name and was not there before.
void raise_alerts(House& house, Worker& worker);

}  // namespace tocsin::serve
