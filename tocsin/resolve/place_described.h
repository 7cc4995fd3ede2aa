#pragma once
/// Places that no gazetteer knows and the report's text describes: "The village is 12 km west of
/// Ye-U".

#include <map>
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
};

/// Gives each named mention without a place the one that the text describes it by: a distance and a
/// direction from a known place, told of the name itself or of "the village" right after it. Every
/// mention of that name gets it. Threads: pure. Cost: some readings for each mention that stands
/// behind a distance.
void take_descriptions(const DescribedInput& input, std::map<Span, PlaceValue>& values);

}  // namespace tocsin::resolve
