#pragma once
/// From coded reports, or from a desk, to what an assessment weighs.

#include <filesystem>
#include <span>

#include "tocsin/assess/deeds.h"
#include "tocsin/core/event.h"

namespace tocsin::engine {

class Desk;

/// The claims of the reports and the incidents that they fuse to.
///
/// Throws: Error(kDataMissing, kDataInvalid) for the rules of fusion below `data_dir`.
assess::Situation situation_of(std::span<const CodedReport> reports,
                               const std::filesystem::path& data_dir);

/// All claims and incidents of the desk as it stands; what was rejected by hand is left out.
assess::Situation situation_of(Desk& desk);

}  // namespace tocsin::engine
