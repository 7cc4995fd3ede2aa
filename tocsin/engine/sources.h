#pragma once
/// The outlets of a desk: what came from them, and how it stands beside what others tell.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/engine/desk.h"

namespace tocsin::engine {

struct SourceBrief {
  std::string name;
  std::int64_t reports = 0;
  std::int64_t events = 0;
  std::string first;  ///< day of publication
  std::string last;
};
/// Outlets in the order of their names, those after `after`.
std::vector<SourceBrief> sources(Desk& desk, std::string_view after, std::size_t limit);
/// The outlet of exactly that name; nothing where no report came from it.
std::optional<SourceBrief> source(Desk& desk, std::string_view name);
std::int64_t count_sources(Desk& desk);

/// Of the incidents that an outlet and an independent voice tell:
struct SourceStanding {
  std::int64_t agreed = 0;        ///< those in which no figure differs
  std::int64_t contradicted = 0;  ///< those in which the dead, hurt, held or displaced differ
};
/// Of every outlet that shares an incident, by name.
///
/// Cost: time for all incidents of several voices.
std::map<std::string, SourceStanding> source_standings(Desk& desk);

}  // namespace tocsin::engine
