#pragma once
/// Stories of several reports as text files: claims above a line `----`, incidents below it
/// (tests/golden/stories/README.md).

#include <filesystem>
#include <string>
#include <vector>

#include "tocsin/core/claim.h"
#include "tocsin/core/incident.h"
#include "tocsin/fuse/rules.h"

namespace tocsin::fuse {

struct StoryFile {
  std::string name;
  std::vector<std::vector<Claim>> reports;  ///< the claims of each report, in file order
  std::string expected;                     ///< what stands below the line
};

/// Throws: std::runtime_error naming file and line.
StoryFile read_story(const std::filesystem::path& path, const Rules& rules);

/// Incidents as such a file writes them, in order of their ids; stories of whole reports too.
std::string written(const std::vector<Incident>& incidents);

}  // namespace tocsin::fuse
