#pragma once
/// Counts of people harmed that the text tells and the reader gave to no event.

#include <vector>

#include "tocsin/code/codebook.h"
#include "tocsin/core/event.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"

namespace tocsin::code {

/// Gives each of `values.harms` that no event counts to the event it belongs to: of those whose
/// mode has the role and that lack the figure, the nearest in its sentence, else the last before it
/// in its paragraph, else the first behind it there. One that finds no such event is left.
void add_harms(std::vector<Event>& events, const Values& values, const Text& text,
               const Codebook& codebook);

}  // namespace tocsin::code
