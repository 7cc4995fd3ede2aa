#pragma once
/// Reads the words of one mention of a place: which of them are a name, and what the others say of
/// it ("8 km north of X", "X countryside", "warehouse in X").

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/span.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_rules.h"

namespace tocsin::resolve {

/// Where the mention lies, seen from the place that its name means.
enum class PlaceShape : std::uint8_t {
  kWhole,   ///< it is the place
  kWithin,  ///< a part of it, or a thing in it
  kNear,    ///< near it
  kOffset,  ///< at a stated distance and direction from it
  kBetween  ///< a road or line from it to another place
};

struct PlaceReading {
  Span name;                   ///< the words of the name, in the text; empty where there is none
  std::string key;             ///< the name, folded
  std::vector<PlaceRow> rows;  ///< what may bear it
  PlaceType type = PlaceType::kNone;
  PlaceShape shape = PlaceShape::kWhole;
  std::optional<double> bearing;  ///< degrees from north, clockwise
  double offset_km = 0;
  std::string container;           ///< the name, folded, of what the words say that it is in
  std::string end_key;             ///< of kBetween: the name, folded, of the other place
  std::vector<PlaceRow> end_rows;  ///< what may bear that
  bool is_common = false;          ///< only common nouns: "the city centre"
  bool is_partial = false;  ///< the name is only a part of a longer one: "Daraa" of "Daraa al-…"
};

/// Threads: pure. Cost: some look-ups for each word.
PlaceReading read_place_name(std::string_view text, Span span, const PlaceWords& words,
                             const Gazetteer& gazetteer);

}  // namespace tocsin::resolve
