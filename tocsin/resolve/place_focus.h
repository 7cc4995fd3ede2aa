#pragma once
/// The place in focus: what "the city" or an unknown quarter lies in, going by the places named in
/// the same sentence, beside it, or most often.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tocsin/core/text.h"
#include "tocsin/resolve/place_choice.h"

namespace tocsin::resolve {

/// A name that has been resolved, with every byte at which the text has it.
struct FocusPlace {
  std::size_t name = 0;  ///< index into DocumentPlaces::names
  PlaceRow row;
  std::vector<std::uint32_t> positions;  ///< rising
};

/// How a place came to be in focus, nearest first.
enum class FocusBasis : std::uint8_t { kSentence, kNeighbour, kDocument };

struct Focus {
  std::size_t place = 0;  ///< index into the places given
  FocusBasis basis = FocusBasis::kSentence;
};

/// The place that is in focus at byte `at`: named in that sentence (the last before, else the first
/// after), else in the few sentences before it in its paragraph, else in the sentence after or
/// before, else the one that the document names more often
/// than all others together. Returns: nothing when there is none. Threads: pure.
std::optional<Focus> find_focus(const Text& text, const std::vector<FocusPlace>& places,
                                std::uint32_t at);

/// Whether byte `at` lies in the opening of a line that names where it was written: "BANDIAGARA,
/// Mali, Feb 14 (SPA) - …".
bool is_in_dateline(std::string_view text, std::uint32_t at);

/// "in the same sentence", for reasons.
std::string_view words(FocusBasis basis);

}  // namespace tocsin::resolve
