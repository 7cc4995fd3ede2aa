// tocsin verify, backup, restore: whether the desk is sound, and copies of it.
#include <cstdio>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/interrupt.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

constexpr std::size_t kFaultsShown = 20;

struct SafetyOptions {
  DeskOptions desk;
  std::filesystem::path file;
};

ExitStatus verify(const SafetyOptions& options) {
  std::size_t faults = 0;
  store::Verified verified;
  try {
    engine::Desk desk = open_desk(options.desk, engine::DeskMode::kRead);
    verified = desk.verify([&](const store::Fault& fault) {
      if (++faults <= kFaultsShown) {
        std::cout << (faults == 1 ? "first bad: " : "bad: ") << shown(fault.what) << ": "
                  << shown(fault.message) << "\n";
      }
      return true;
    });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kDeskInvalid) throw;
    std::cout << "first bad: database: " << shown(error.what()) << "\n";
    return ExitStatus::kIntegrity;
  }
  if (faults > 0) {
    std::cout << "tocsin: " << faults << " faults; `tocsin restore` brings a backup back.\n";
    return ExitStatus::kIntegrity;
  }
  std::cout << "sound: " << verified.journal_rows << " journal rows, " << verified.reports
            << " reports, " << verified.codings << " codings, " << verified.raw_files
            << " raw files\nhead " << verified.head << "\n";
  return ExitStatus::kOk;
}

ExitStatus backup(const SafetyOptions& options) {
  watch_for_interrupt();
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kRead);
  const bool is_shown = is_terminal(stderr);
  const bool is_whole = desk.backup(options.file, [&](double done) {
    if (is_shown) std::fprintf(stderr, "\r%.0f %%\033[K", done * 100);
    return !is_interrupted();
  });
  if (is_shown) std::cerr << "\r\033[K";
  if (!is_whole) {
    std::cerr << "tocsin: interrupted; no backup was written.\n";
    return ExitStatus::kInterrupted;
  }
  std::cout << "backup " << options.file.string() << "\n";
  return ExitStatus::kOk;
}

ExitStatus restore(const SafetyOptions& options) {
  const std::filesystem::path desk = desk_file(options.desk);
  engine::Desk::restore(options.file, desk);
  std::cout << "restored " << desk.string() << "\n";
  return ExitStatus::kOk;
}

}  // namespace

void add_verify(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<SafetyOptions>();
  CLI::App* command =
      app.add_subcommand("verify", "Check that the desk is what its journal says it is");
  add_desk_option(*command, options->desk);
  command->callback([options, &status] { status = verify(*options); });
}

void add_backup(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<SafetyOptions>();
  CLI::App* command = app.add_subcommand("backup", "Copy the desk, also while others write to it");
  command->add_option("file", options->file, "The new file")->type_name("FILE")->required();
  add_desk_option(*command, options->desk);
  command->callback([options, &status] { status = backup(*options); });
}

void add_restore(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<SafetyOptions>();
  CLI::App* command = app.add_subcommand("restore", "Make a new desk of a backup");
  command->add_option("file", options->file, "The backup")->type_name("FILE")->required();
  add_desk_option(*command, options->desk);
  command->callback([options, &status] { status = restore(*options); });
}

}  // namespace tocsin::apps
