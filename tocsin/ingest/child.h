#pragma once
/// Another program, run on bytes from outside within limits.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/ingest/read.h"

namespace tocsin::ingest {

struct ChildResult {
  enum class End : std::uint8_t { kExited, kTooSlow, kTooMuchOutput, kKilled };
  End end = End::kExited;
  int status = 0;  ///< the exit status, or the signal that ended it
  std::string out;
  std::string errors;  ///< the first 4 KiB
};

/// Where the child finds its input: a file in memory.
inline constexpr const char* kChildInput = "/proc/self/fd/3";

/// Runs a program with `input` as its descriptor 3. It may write no file and has no other
/// descriptor of ours; memory, time and output are limited.
///
/// Throws: Error(kProgramMissing) when PATH does not have it; Error(kFileUnreadable) when the
/// system
///         gives no process.
/// Threads: may be called by several at once.
ChildResult run_child(const std::string& program, const std::vector<std::string>& arguments,
                      std::string_view input, const ProgramLimits& limits);

}  // namespace tocsin::ingest
