#pragma once
/// The options that say which desk is meant; the same for every command that uses one.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "apps/resource_options.h"
#include "tocsin/engine/desk.h"

namespace tocsin::apps {

struct DeskOptions {
  std::filesystem::path file;  ///< as asked for; empty: TOCSIN_DESK, else desk.tocsin
  std::string who;             ///< as asked for; empty: the user's name
};

/// Adds --desk.
void add_desk_option(CLI::App& command, DeskOptions& options);
/// Adds --by, whose name stands in the journal.
void add_by_option(CLI::App& command, DeskOptions& options);

std::filesystem::path desk_file(const DeskOptions& options);
/// Whose hand it is: as asked for, else TOCSIN_USER, else the user's name.
std::string named_by(const DeskOptions& options);
/// Whether a desk was named, or one lies in the current folder.
bool has_desk(const DeskOptions& options);

/// The desk, with the data folder that was found.
engine::Desk open_desk(const DeskOptions& options, engine::DeskMode mode,
                       const engine::PathRequest& resources = {});

}  // namespace tocsin::apps
