#pragma once
/// Another program of this machine, given its input and waited for.

#include <string>
#include <string_view>
#include <vector>

namespace tocsin::apps {

/// The exit status of the program `words[0]`, looked for in PATH and the folders of system
/// programs, with the rest as its arguments and `input` on its standard input. What it prints is
/// thrown away.
///
/// Throws: Error(kProgramMissing) where there is no such program.
int run_program(const std::vector<std::string>& words, std::string_view input);

}  // namespace tocsin::apps
