#pragma once
/// The options that say where model, data and gazetteer lie and how many reports are coded at once;
/// the same for every subcommand.

#include <CLI/CLI.hpp>

#include "tocsin/engine/engine.h"
#include "tocsin/engine/paths.h"

namespace tocsin::apps {

/// Adds --model, --data, --gazetteer and --home to `command`.
void add_resource_options(CLI::App& command, engine::PathRequest& request);

/// Adds --jobs.
void add_jobs_option(CLI::App& command, unsigned& threads);

/// The paths of what was asked for or found.
engine::Paths found_paths(const engine::PathRequest& request);

/// The options to open an engine with those paths.
///
/// Throws: Error(kDataMissing, kModelMissing) that tells where was searched.
engine::EngineOptions engine_options(const engine::Paths& paths, unsigned threads);

}  // namespace tocsin::apps
