#pragma once
/// Pictures of assessments as SVG: the level over time, and levels of several areas on a map.

#include <string>
#include <string_view>
#include <vector>

#include "tocsin/assess/assess.h"

namespace tocsin::assess {

/// The level as steps, the points that raise and ease it below, and a row of marks for each
/// indicator that fired.
std::string level_chart(std::string_view area, const std::vector<LevelPoint>& points,
                        const AssessRules& rules);

/// An area on the map: its name, where it lies, and its level.
struct AreaLevel {
  std::string name;
  double lat = 0;
  double lon = 0;
  std::size_t level = 0;
  double points = 0;
};

/// The areas of a situation by administrative unit, each with its level on `as_of`.
std::vector<AreaLevel> levels_by_area(const Situation& situation, const AssessRules& rules,
                                      Date as_of, int window_days);

/// The areas as marks where they lie, coloured by level, with names and a key.
std::string level_map(const std::vector<AreaLevel>& areas, const AssessRules& rules, Date as_of);

/// The colour of a level among `count` of them, from calm to war.
std::string level_colour(std::size_t level, std::size_t count);

}  // namespace tocsin::assess
