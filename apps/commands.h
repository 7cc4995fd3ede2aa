#pragma once
/// The subcommands of the program, one file each.

#include <CLI/CLI.hpp>

#include "tocsin/core/error.h"

namespace tocsin::apps {

/// Adds the subcommand to `app`; when it is chosen, it runs within `app.parse` and leaves its exit
/// status in `status`.
void add_actors(CLI::App& app, ExitStatus& status);
void add_alerts(CLI::App& app, ExitStatus& status);
void add_assess(CLI::App& app, ExitStatus& status);
void add_backtest(CLI::App& app, ExitStatus& status);
void add_add(CLI::App& app, ExitStatus& status);
void add_export(CLI::App& app, ExitStatus& status);
void add_feeds(CLI::App& app, ExitStatus& status);
void add_fuse(CLI::App& app, ExitStatus& status);
void add_report(CLI::App& app, ExitStatus& status);
void add_search(CLI::App& app, ExitStatus& status);
void add_serve(CLI::App& app, ExitStatus& status);
void add_show(CLI::App& app, ExitStatus& status);
void add_correct(CLI::App& app, ExitStatus& status);
void add_token(CLI::App& app, ExitStatus& status);
void add_undo(CLI::App& app, ExitStatus& status);
void add_review(CLI::App& app, ExitStatus& status);
void add_verify(CLI::App& app, ExitStatus& status);
void add_backup(CLI::App& app, ExitStatus& status);
void add_restore(CLI::App& app, ExitStatus& status);
void add_code(CLI::App& app, ExitStatus& status);
void add_doctor(CLI::App& app, ExitStatus& status);
void add_gazetteer(CLI::App& app, ExitStatus& status);

}  // namespace tocsin::apps
