#pragma once
/// Frames made ready for coding: those of the codebook only, each once, in text order.

#include <vector>

#include "tocsin/code/codebook.h"
#include "tocsin/core/diagnostic.h"
#include "tocsin/core/frame.h"

namespace tocsin::code {

/// The frames of an analysis that can be coded. Links point into `analysis.frames`.
struct Prepared {
  Analysis analysis;
  std::vector<Diagnostic> diagnostics;
};

/// `analysis` without frames of types that the codebook lacks (each with a diagnostic), with frames
/// of the same trigger and type merged, sorted by trigger, and links to match.
Prepared prepare(const Analysis& analysis, const Codebook& codebook);

}  // namespace tocsin::code
