#pragma once
/// The subcommands of the program, one file each.

#include <CLI/CLI.hpp>

#include "tocsin/core/error.h"

namespace tocsin::apps {

/// Adds the subcommand to `app`; when it is chosen, it runs within `app.parse` and leaves its exit
/// status in `status`.
void add_code(CLI::App& app, ExitStatus& status);
void add_doctor(CLI::App& app, ExitStatus& status);

}  // namespace tocsin::apps
