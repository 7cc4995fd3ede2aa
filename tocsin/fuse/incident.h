#pragma once
/// One incident made of the claims that tell of it: figures, voices, disagreements, story.

#include <span>
#include <string>
#include <vector>

#include "tocsin/core/incident.h"
#include "tocsin/fuse/pair.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

/// The incident that the claims tell of; `claims` in any order, at least one.
Incident incident(std::span<const Evidence> claims, std::vector<Join> joins, const Rules& rules);

/// Report ids in groups, one group an independent voice: reports of one outlet, copies of one
/// another, of one agency, or with one named source. Groups and ids in code-point order.
std::vector<std::vector<std::string>> voices(std::span<const Evidence> claims, const Rules& rules);

}  // namespace tocsin::fuse
