#pragma once
/// Frames and values in, coded events out: PLOVER type, mode and score, CAMEO and ACLED codes.

#include <vector>

#include "tocsin/code/codebook.h"
#include "tocsin/core/event.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"

namespace tocsin::code {

struct Coding {
  std::vector<Event> events;  ///< in text order of their triggers
  std::vector<Diagnostic> diagnostics;
};

/// The events of one report, with ids "<report id>/<n>" from 1 in text order.
///
/// Throws:  never on text; frames of types that the codebook lacks give a diagnostic.
/// Source:  data/codebook; ACLED only for what happened, by the rules of data/codebook/acled.toml.
Coding code(const Report& report, const Text& text, const Analysis& analysis, const Values& values,
            const Codebook& codebook);

}  // namespace tocsin::code
