#pragma once
/// Which realities lie ahead of the report that tells of them.

#include "tocsin/core/frame.h"

namespace tocsin {

/// Whether what is told so has yet to happen: planned, demanded, threatened or conditional.
inline bool is_ahead(Reality reality) {
  return reality == Reality::kPlanned || reality == Reality::kDemanded ||
         reality == Reality::kThreatened || reality == Reality::kConditional;
}

}  // namespace tocsin
