#include "apps/desk_options.h"

#include <cstdlib>

namespace tocsin::apps {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string user_name() {
  for (const char* name : {"TOCSIN_USER", "USER", "LOGNAME"}) {
    if (const std::string user = variable(name); !user.empty()) return user;
  }
  return "unknown";
}

}  // namespace

void add_desk_option(CLI::App& command, DeskOptions& options) {
  command.add_option("--desk", options.file, "The desk (or TOCSIN_DESK; else desk.tocsin)")
      ->type_name("FILE");
}

void add_by_option(CLI::App& command, DeskOptions& options) {
  command
      .add_option("--by", options.who,
                  "Whose name stands in the journal (or TOCSIN_USER; else the user's)")
      ->type_name("NAME");
}

std::filesystem::path desk_file(const DeskOptions& options) {
  if (!options.file.empty()) return options.file;
  const std::string wanted = variable("TOCSIN_DESK");
  return wanted.empty() ? "desk.tocsin" : wanted;
}

std::string named_by(const DeskOptions& options) {
  return options.who.empty() ? user_name() : options.who;
}

bool has_desk(const DeskOptions& options) {
  if (!options.file.empty() || !variable("TOCSIN_DESK").empty()) return true;
  std::error_code ignored;  // what cannot be looked at is not there
  return std::filesystem::exists(desk_file(options), ignored);
}

engine::Desk open_desk(const DeskOptions& options, engine::DeskMode mode,
                       const engine::PathRequest& resources) {
  engine::DeskOptions opening;
  opening.mode = mode;
  opening.data_dir = found_paths(resources).data_dir;
  opening.who = named_by(options);
  return engine::Desk(desk_file(options), std::move(opening));
}

}  // namespace tocsin::apps
