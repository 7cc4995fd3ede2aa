// The program: chooses the subcommand, and turns every failure into one line on standard error and
// an exit status (docs/cli.md).
#include <malloc.h>

#include <iostream>

#include "apps/commands.h"
#include "apps/messages.h"
#include "tocsin/export/version.h"

namespace {

using tocsin::Error;
using tocsin::ErrorCode;
using tocsin::ExitStatus;

// The subcommand that was chosen, or the program itself.
const CLI::App& chosen(const CLI::App& app) {
  const auto commands = app.get_subcommands();
  return commands.empty() ? app : *commands.front();
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

// "unknown option --fromat. Did you mean --format?"
std::string unknown(const CLI::App& app, const CLI::App& command) {
  const std::vector<std::string> words = app.remaining(true);
  if (words.empty()) return {};
  const std::string word = words.front().substr(0, words.front().find('='));
  const bool is_option = word.starts_with('-');
  const std::string near =
      tocsin::apps::nearest(word, is_option ? option_names(command) : command_names(app));
  return std::string("unknown ") + (is_option ? "option " : "command ") + word + "." +
         (near.empty() ? "" : " Did you mean " + near + "?");
}

int usage(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);
  const CLI::App& command = chosen(app);
  std::string message = unknown(app, command);
  if (message.empty()) message = error.what();
  if (!message.ends_with('.') && !message.ends_with('?')) message += '.';
  const std::string name = &command == &app ? "tocsin" : "tocsin " + command.get_name();
  std::cerr << "tocsin: " << message << " See `" << name << " --help`.\n";
  return static_cast<int>(ExitStatus::kUsage);
}

int fail(ErrorCode code, const std::string& message) {
  std::cerr << tocsin::apps::fault_line(code, "", message) << "\n";
  return static_cast<int>(tocsin::exit_status(code));
}

}  // namespace

int main(int argc, char** argv) {
  mallopt(M_ARENA_MAX, 2);  // workers share their heaps: memory stays flat on long runs
  std::ios::sync_with_stdio(false);
  CLI::App app("Tocsin: reports on armed conflict in; sourced, dated, placed, coded events out.",
               "tocsin");
  app.set_version_flag("--version", "tocsin " + std::string(tocsin::kVersion));
  app.require_subcommand(1);
  ExitStatus status = ExitStatus::kOk;
  tocsin::apps::add_add(app, status);
  tocsin::apps::add_code(app, status);
  tocsin::apps::add_fuse(app, status);
  tocsin::apps::add_feeds(app, status);
  tocsin::apps::add_report(app, status);
  tocsin::apps::add_search(app, status);
  tocsin::apps::add_show(app, status);
  tocsin::apps::add_review(app, status);
  tocsin::apps::add_correct(app, status);
  tocsin::apps::add_undo(app, status);
  tocsin::apps::add_export(app, status);
  tocsin::apps::add_verify(app, status);
  tocsin::apps::add_backup(app, status);
  tocsin::apps::add_restore(app, status);
  tocsin::apps::add_alerts(app, status);
  tocsin::apps::add_assess(app, status);
  tocsin::apps::add_backtest(app, status);
  tocsin::apps::add_gazetteer(app, status);
  tocsin::apps::add_actors(app, status);
  tocsin::apps::add_doctor(app, status);
  tocsin::apps::add_serve(app, status);
  tocsin::apps::add_token(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return usage(app, error);
  } catch (const Error& error) {
    return fail(error.code(), error.what());
  } catch (const std::exception& error) {
    return fail(ErrorCode::kInternal, error.what());
  }
  return static_cast<int>(status);
}
