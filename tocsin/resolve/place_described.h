#pragma once
/// Places that no gazetteer knows and the report's text describes: "The village is 12 km west of
/// Ye-U".

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_document.h"
#include "tocsin/resolve/place_rules.h"

namespace tocsin::resolve {

struct DescribedInput {
  const Report& report;
  const Text& text;
  const PlaceWords& words;
  const Gazetteer& gazetteer;
  const std::vector<PlaceMention>& mentions;  ///< in order of their spans
  /// The place that a name of the text means, where the text or its country speak for one.
  std::function<std::optional<PlaceCandidate>(const PlaceReading&)> known;
};

/// Gives each named mention without a place the one that the text describes it by: a distance and a
/// direction from a known place, told of the name itself or of "the village" right after it, also
/// where no event is told. Every mention of that name gets it, and what stands behind a distance is
/// moved by it. Threads: pure. Cost: some readings for each distance in the text.
void take_descriptions(const DescribedInput& input, std::map<Span, PlaceValue>& values);

}  // namespace tocsin::resolve
