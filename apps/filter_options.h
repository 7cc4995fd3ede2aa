#pragma once
/// The options that make a filter; the same for search, export, report and assess.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "tocsin/core/filter.h"

namespace tocsin::apps {

/// What stands on the command line.
struct FilterOptions {
  std::string from;
  std::string to;
  std::string date_kind = "event";
  std::string area;
  std::string box;
  std::string near;
  std::vector<std::string> types;
  std::vector<std::string> actors;
  std::vector<std::string> realities;
  double min_confidence = 0;
  std::string language;
  std::vector<std::string> reports;
  std::size_t limit = 0;
};

void add_filter_options(CLI::App& command, FilterOptions& options);

/// Throws: Error(kBadDate, kBadValue) naming the option, what was found and what was expected.
Filter filter_of(const FilterOptions& options);

}  // namespace tocsin::apps
