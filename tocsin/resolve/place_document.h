#pragma once
/// The places that one report names: every mention read, names gathered, and which name the text
/// says lies in which.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/place_choice.h"
#include "tocsin/resolve/place_name.h"
#include "tocsin/resolve/place_rules.h"

namespace tocsin::resolve {

struct PlaceMention {
  Span mention;
  Span target;  ///< the words read: the mention's, or its antecedent's
  PlaceReading reading;
  std::optional<std::size_t> name;          ///< index into DocumentPlaces::names
  std::optional<std::size_t> end;           ///< the name of a road's other end
  std::optional<std::size_t> listed_after;  ///< the mention before it in the same list
};

struct DocumentPlaces {
  std::vector<PlaceMention> mentions;  ///< in order of their spans
  std::vector<PlaceName> names;        ///< those of mentions first, then the demonyms of the text
};

/// Threads: pure. Cost: some look-ups for each mention and each capitalised word.
DocumentPlaces read_places(const Report& report, const Text& text, const Analysis& analysis,
                           const PlaceWords& words, const Gazetteer& gazetteer);

}  // namespace tocsin::resolve
