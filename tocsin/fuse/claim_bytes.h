#pragma once
/// Claims as compact bytes, for a store; every older form can be read.

#include <string>
#include <string_view>

#include "tocsin/core/claim.h"

namespace tocsin::fuse {

/// The claim as bytes; equal claims give equal bytes.
std::string to_bytes(const Claim& claim);

/// Throws: Error(kBadRecord) when the bytes are no claim.
Claim from_bytes(std::string_view bytes);

}  // namespace tocsin::fuse
