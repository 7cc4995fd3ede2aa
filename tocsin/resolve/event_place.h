#pragma once
/// The place of one event: that of its roles, else one that its sentence or its entry names.

#include <array>
#include <optional>
#include <span>

#include "tocsin/core/frame.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"

namespace tocsin::resolve {

/// Where a kind of event was: at its place, else where a movement ends, else where it begins.
inline constexpr std::array<Role, 3> kWherever{Role::kPlace, Role::kTo, Role::kFrom};

/// Of the roles in `located`, the first that names places: the most exactly known of them that lies
/// in the others; where none does, the one place that its sentence names, or the one at the head of
/// its entry. Nothing else: another sentence's place is not taken for it.
/// Threads: pure.
std::optional<PlaceValue> place_of_event(const Frame& frame, const Text& text,
                                         const Analysis& analysis, const Values& values,
                                         std::span<const Role> located = kWherever);

}  // namespace tocsin::resolve
