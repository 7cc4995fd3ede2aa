#pragma once
/// An assessment as text for a terminal.

#include <string>

#include "tocsin/core/assessment.h"

namespace tocsin::apps {

/// Level, trend, indicators with their sentences, outlook, baseline, chances and caveats. `width`
/// is in columns.
std::string assessment_text(const Assessment& assessment, int width);

/// The tree of reasons, indented, down to sentences.
std::string reasons_text(const Reason& reason, int width);

}  // namespace tocsin::apps
