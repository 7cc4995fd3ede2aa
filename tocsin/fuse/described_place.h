#pragma once
/// A hamlet on no map lies where any report of the desk puts it.

#include <optional>
#include <span>

#include "tocsin/core/claim.h"

namespace tocsin::fuse {

/// Whether a claim names a place that its own report does not put anywhere.
bool lacks_place(const Claim& claim);

/// The place of a claim that lacks it, from those of `others` that describe a place of the same
/// name ("Pira Sor, 6 km west of Khanaqin"); nothing where none does or they do not agree.
/// Threads: a pure function of the set of claims, whatever their order.
std::optional<ClaimPlace> described_place(const Claim& claim, std::span<const Claim> others);

}  // namespace tocsin::fuse
