#pragma once
/// The place of one event: its own place roles, else its destination or origin, else a place that
/// its sentence names.

#include <optional>

#include "tocsin/core/frame.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"

namespace tocsin::resolve {

/// The most exactly known of the event's places that lies in the others; where it has none, its
/// destination, its origin, or the one place that its sentence names. Nothing where the event's own
/// sentence names no place: another sentence's place is not taken for it.
/// Threads: pure.
std::optional<PlaceValue> place_of_event(const Frame& frame, const Text& text,
                                         const Analysis& analysis, const Values& values);

}  // namespace tocsin::resolve
