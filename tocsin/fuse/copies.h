#pragma once
/// Near-copies of a text, found by MinHash over runs of folded words.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// The signature of a text; empty for a text shorter than one shingle.
/// Source: Broder, "On the resemblance and containment of documents", 1997, with one permutation
/// and bins (Li, Owen, Zhang 2012).
std::vector<std::uint32_t> copy_signature(std::string_view text, const CopyRules& rules);

/// The share of equal numbers: an estimate of the texts' resemblance (Jaccard), in [0,1].
double resemblance(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

/// Whether one text copies the other or both copy a third.
bool are_copies(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                const CopyRules& rules);

}  // namespace tocsin::fuse
