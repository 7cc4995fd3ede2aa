#pragma once
/// Blocking: only claims that hold a key in common are ever compared.

#include <cstdint>
#include <vector>

#include "tocsin/core/claim.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// The keys of a claim, ascending, without repeats. They depend on the claim alone.
/// Cost: O(size of the claim); at most a few dozen keys.
std::vector<std::uint64_t> blocking_keys(const Claim& claim, const Rules& rules);

/// Whether a claim has a sure day and a place of its own. Claims that have not are loose.
bool is_anchored(const Claim& claim, const Rules& rules);

/// Soft keys bring loose claims to others: among their holders, two anchored claims do not meet.
inline bool is_soft(std::uint64_t key) { return (key & 2U) != 0; }

/// Keys of names of places that no gazetteer knows: their holders meet, and what one of them tells
/// of where the place lies holds for all.
inline bool is_of_name(std::uint64_t key) { return (key & 3U) == 1U; }

/// A soft key as loose claims hold it, and as anchored ones do.
inline std::uint64_t as_loose(std::uint64_t key) { return key | 1U; }
inline std::uint64_t as_anchored(std::uint64_t key) { return key & ~std::uint64_t{1}; }

}  // namespace tocsin::fuse
