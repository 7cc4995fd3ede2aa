#pragma once
/// Leaves out events below a wanted confidence.

#include <cstddef>

#include "tocsin/core/event.h"

namespace tocsin::engine {

/// How many events were removed from `coded`: those with a confidence below `least`, in [0,1]. The
/// others keep their ids; links to removed events go with them, and a diagnostic
/// "below_min_confidence" tells how many are gone.
std::size_t remove_events_below(CodedReport& coded, double least);

}  // namespace tocsin::engine
