#pragma once
/// Frames made ready for coding: those of the codebook only, each once, in text order.

#include <string_view>
#include <vector>

#include "tocsin/code/codebook.h"
#include "tocsin/code/words.h"
#include "tocsin/core/diagnostic.h"
#include "tocsin/core/frame.h"
#include "tocsin/core/values.h"

namespace tocsin::code {

/// The frames of an analysis that can be coded. Links point into `analysis.frames`.
struct Prepared {
  Analysis analysis;
  std::vector<Diagnostic> diagnostics;
};

/// `analysis` without frames of types that the codebook lacks (each with a diagnostic), with frames
/// of the same trigger and type merged, sorted by trigger, and links to match.
Prepared prepare(const Analysis& analysis, const Codebook& codebook);

/// Moves those who are told as harmed to the harm that the words beside the figure tell
/// of: "14 people were killed and [dozens] wounded" has dozens injured, whatever the reader says.
void move_harmed(const Values& values, std::vector<Frame>& frames);

/// Moves the part of a figure to the harm of its whole: in "killed five people, among them [two]
/// children" the two were killed, whatever the reader says. One whose own words tell of its harm
/// stays.
void move_parts(std::string_view text, const Values& values, const Words& words,
                std::vector<Frame>& frames);

/// Takes those who are told as harmed away from an event of another paragraph where one of their
/// own paragraph has them too: the dead of a log's next entry are not those of this one.
void leave_to_nearer(std::string_view text, std::vector<Frame>& frames);

/// Takes away links of kind `same` from an event at a place that nobody knows to one at places of
/// other names: "the killings at Tsoro" are not the attack on the bridge.
void part_elsewhere(std::string_view text, const Values& values, std::vector<Frame>& frames);

/// Links frames to those that `values.told_before` says they tell of again.
void link_told_before(const Values& values, std::vector<Frame>& frames);

}  // namespace tocsin::code
