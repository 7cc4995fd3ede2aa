#pragma once
/// The points that a report's text gives itself, for the places that it names there.

#include <map>
#include <vector>

#include "tocsin/core/report.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_document.h"
#include "tocsin/resolve/place_rules.h"

namespace tocsin::resolve {

struct PointInput {
  const Report& report;
  const PlaceWords& words;
  const Gazetteer& gazetteer;
  const std::vector<PlaceMention>& mentions;
};

/// Gives each point of the text to the mention it stands in or right behind ("Tafas (32.738,
/// 36.066)"), whose value then is that point; one that stands alone becomes a value under its own
/// span. Threads: pure. Cost: linear in the text; some milliseconds for each point.
void take_points(const PointInput& input, std::map<Span, PlaceValue>& values);

}  // namespace tocsin::resolve
