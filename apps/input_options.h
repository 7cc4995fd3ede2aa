#pragma once
/// The options that say how reports are read; the same for every command that reads some.

#include <CLI/CLI.hpp>
#include <string>

#include "tocsin/engine/inputs.h"

namespace tocsin::apps {

/// As asked for; what is empty goes by what the input says itself.
struct InputOptions {
  std::string format;
  std::string columns;
  std::string encoding;
  std::string date;
  std::string language;
  std::string source;
};

/// Adds --input-format, --map, --encoding, --date, --lang and --source.
void add_input_options(CLI::App& command, InputOptions& options);
/// Adds --lang and --source alone.
void add_outlet_options(CLI::App& command, InputOptions& options);

/// Throws: Error(kUsage, kBadDate) for what no option can be.
ingest::Options reading_of(const InputOptions& options);

}  // namespace tocsin::apps
