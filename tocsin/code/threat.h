#pragma once
/// Threats that are made without a word for it: "If one more shell falls, we will burn the town."

#include <string_view>
#include <vector>

#include "tocsin/code/words.h"
#include "tocsin/core/frame.h"
#include "tocsin/core/text.h"

namespace tocsin::code {

/// Adds a frame of THREATEN before each of violence or coercion that the speakers say they will do
/// themselves, in a sentence that tells of no threat: done by saying it, with the act as its
/// content; where the words do not say what ("we shall act"), the threat stands in the act's place.
/// Its trigger begins with the words of will ("[will burn]"); links are moved to match.
///
/// Source: the lists "own_will", "condition" and "reprisal" of data/codebook/words.toml.
void add_threats(std::string_view report, const Text& text, const Words& words,
                 std::vector<Frame>& frames);

}  // namespace tocsin::code
