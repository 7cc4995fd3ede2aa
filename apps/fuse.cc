// tocsin fuse: makes incidents of the desk's events.
#include <iostream>
#include <memory>

#include "apps/alert_watch.h"
#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/interrupt.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

struct FuseOptions {
  DeskOptions desk;
  engine::PathRequest resources;
};

ExitStatus run(const FuseOptions& options) {
  watch_for_interrupt();
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kWrite, options.resources);
  const bool is_shown = is_terminal(stderr);
  const engine::FuseResult result = desk.fuse([&](const engine::FuseResult& so_far) {
    if (is_shown) std::cerr << "\r" << so_far.claims << " claims\033[K" << std::flush;
    return !is_interrupted();
  });
  if (is_shown) std::cerr << "\r\033[K";
  const store::Counts counts = desk.counts();
  std::cerr << "tocsin: " << counts.incidents << " incidents of " << counts.events - counts.rejected
            << " events in " << counts.reports << " reports; " << result.incidents
            << " are new or changed.\n";
  if (is_interrupted()) {
    std::cerr << "tocsin: interrupted; `tocsin fuse` goes on where it stopped.\n";
    return ExitStatus::kInterrupted;
  }
  if (counts.uncoded > 0) {
    std::cerr << "tocsin: " << counts.uncoded
              << " reports are not coded and take no part; `tocsin code` codes them.\n";
  }
  watch(desk, {desk_file(options.desk), {}, found_paths(options.resources).data_dir, {}, false});
  return counts.incidents > 0 ? ExitStatus::kOk : ExitStatus::kNothingMatched;
}

}  // namespace

void add_fuse(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<FuseOptions>();
  CLI::App* command =
      app.add_subcommand("fuse", "Bring the events together that tell of one happening");
  add_desk_option(*command, options->desk);
  command->add_option("--data", options->resources.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
