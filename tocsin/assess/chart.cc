#include "tocsin/assess/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

#include "tocsin/assess/pressure.h"
#include "tocsin/assess/standing.h"
#include "tocsin/assess/svg.h"

namespace tocsin::assess {
namespace {

constexpr double kLeft = 250;
constexpr double kWidth = 560;
constexpr double kRow = 18;

// Where the days of a chart lie across.
struct Axis {
  std::size_t count;
  double at(std::size_t i) const {
    return kLeft + kWidth * static_cast<double>(i) /
                       static_cast<double>(std::max<std::size_t>(1, count - 1));
  }
};

// Indicators in the order of the rules that fired on some day.
std::vector<const Indicator*> fired_on_some_day(const std::vector<LevelPoint>& points,
                                                const AssessRules& rules) {
  std::vector<const Indicator*> fired;
  for (const Indicator& indicator : rules.indicators) {
    if (std::any_of(points.begin(), points.end(), [&](const LevelPoint& point) {
          return std::binary_search(point.indicators.begin(), point.indicators.end(), indicator.id);
        })) {
      fired.push_back(&indicator);
    }
  }
  return fired;
}

void draw_levels(Svg& svg, double top, double step, const Axis& axis,
                 const std::vector<LevelPoint>& points, const Ladder& ladder) {
  const std::size_t count = ladder.levels.size();
  const auto y_of = [&](std::size_t level) {
    return top + step * static_cast<double>(count - 1 - level);
  };
  for (std::size_t level = 0; level < count; ++level) {
    svg.line(kLeft, y_of(level), kLeft + kWidth, y_of(level), {"#e0e0e0", 1, false});
    svg.text(kLeft - 10, y_of(level) + 4, ladder.levels[level].id, 12, Anchor::kEnd);
  }
  std::vector<std::pair<double, double>> steps;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i > 0) steps.emplace_back(axis.at(i), y_of(points[i - 1].level));
    steps.emplace_back(axis.at(i), y_of(points[i].level));
  }
  svg.path(steps, {"#444444", 2, false});
  for (std::size_t i = 0; i < points.size(); ++i) {
    svg.dot(axis.at(i), y_of(points[i].level), 4, level_colour(points[i].level, count),
            to_string(points[i].day) + ": " + ladder.levels[points[i].level].id + ", " +
                short_number(points[i].raising - points[i].easing) + " points");
  }
}

void draw_points(Svg& svg, double top, double height, const Axis& axis,
                 const std::vector<LevelPoint>& points) {
  double most = 1;
  for (const LevelPoint& point : points) most = std::max({most, point.raising, point.easing});
  std::vector<std::pair<double, double>> raising;
  std::vector<std::pair<double, double>> easing;
  for (std::size_t i = 0; i < points.size(); ++i) {
    raising.emplace_back(axis.at(i), top + height * (1 - points[i].raising / most));
    easing.emplace_back(axis.at(i), top + height * (1 - points[i].easing / most));
  }
  svg.line(kLeft, top + height, kLeft + kWidth, top + height, {"#999999", 1, false});
  svg.path(raising, {"#b2182b", 2, false});
  svg.path(easing, {"#2166ac", 2, true});
  svg.text(kLeft - 10, top + 12, "raising (to " + short_number(most) + " points)", 11, Anchor::kEnd,
           "#b2182b");
  svg.text(kLeft - 10, top + 28, "easing", 11, Anchor::kEnd, "#2166ac");
}

void draw_indicators(Svg& svg, double top, const Axis& axis, const std::vector<LevelPoint>& points,
                     const std::vector<const Indicator*>& indicators) {
  for (std::size_t row = 0; row < indicators.size(); ++row) {
    const double y = top + kRow * static_cast<double>(row);
    svg.text(kLeft - 10, y + 4, indicators[row]->name, 11, Anchor::kEnd);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!std::binary_search(points[i].indicators.begin(), points[i].indicators.end(),
                              indicators[row]->id)) {
        continue;
      }
      svg.dot(axis.at(i), y, 4, indicators[row]->raises ? "#b2182b" : "#2166ac",
              to_string(points[i].day));
    }
  }
}

// A map flat enough for one country: degrees of longitude shrink with the latitude.
struct Projection {
  double west = 0, north = 0, scale = 1, shrink = 1;
  std::pair<double, double> at(double lat, double lon) const {
    return {60 + (lon - west) * shrink * scale, 70 + (north - lat) * scale};
  }
};

Projection projection_of(const std::vector<AreaLevel>& areas, double width, double height) {
  Projection map;
  if (areas.empty()) return map;
  double south = 90;
  double east = -180;
  map.west = 180;
  map.north = -90;
  for (const AreaLevel& area : areas) {
    map.west = std::min(map.west, area.lon);
    east = std::max(east, area.lon);
    south = std::min(south, area.lat);
    map.north = std::max(map.north, area.lat);
  }
  map.shrink = std::cos((south + map.north) / 2 * std::numbers::pi / 180);
  constexpr double kLeastDegrees = 0.1;
  map.scale = std::min(width / std::max(kLeastDegrees, (east - map.west) * map.shrink),
                       height / std::max(kLeastDegrees, map.north - south));
  return map;
}

}  // namespace

std::string level_colour(std::size_t level, std::size_t count) {
  // From ColorBrewer's YlOrRd and a green for the lowest, told apart in print too.
  constexpr std::array<const char*, 6> kColours{"#1a9850", "#fee08b", "#fdae61",
                                                "#f46d43", "#d73027", "#67001f"};
  if (count <= 1) return kColours[0];
  return kColours[std::min<std::size_t>(5, level * 5 / (count - 1))];
}

std::string level_chart(std::string_view area, const std::vector<LevelPoint>& points,
                        const AssessRules& rules) {
  constexpr double kStep = 24;
  const std::vector<const Indicator*> indicators = fired_on_some_day(points, rules);
  const double levels_height = kStep * static_cast<double>(rules.ladder.levels.size());
  const double points_top = 60 + levels_height;
  const double rows_top = points_top + 110;
  const double height = rows_top + kRow * static_cast<double>(indicators.size()) + 30;
  const std::string title = (area.empty() ? std::string("Level") : std::string(area)) +
                            (points.empty() ? ""
                                            : ", " + to_string(points.front().day) + " to " +
                                                  to_string(points.back().day));
  Svg svg(kLeft + kWidth + 40, height, title);
  svg.text(20, 26, title, 16);
  const Axis axis{points.size()};
  draw_levels(svg, 50, kStep, axis, points, rules.ladder);
  draw_points(svg, points_top, 70, axis, points);
  const std::size_t every = std::max<std::size_t>(1, points.size() / 6);
  for (std::size_t i = 0; i < points.size(); i += every) {
    svg.text(axis.at(i), points_top + 88, to_string(points[i].day), 10, Anchor::kMiddle);
  }
  draw_indicators(svg, rows_top, axis, points, indicators);
  return svg.finish();
}

std::vector<AreaLevel> levels_by_area(const Situation& situation, const AssessRules& rules,
                                      Date as_of, int window_days) {
  std::vector<Deed> deeds = deeds_of(situation, Area{}, as_of);
  std::map<std::string, std::vector<Deed>> by_area;
  for (Deed& deed : deeds) {
    if (!deed.admin1.empty()) by_area[deed.admin1].push_back(std::move(deed));
  }
  const PressureGauge gauge(rules.indicators, rules.ladder);
  std::vector<AreaLevel> levels;
  for (const auto& [key, own] : by_area) {
    AreaLevel area;
    area.name = key.substr(key.find('/') + 1);
    double places = 0;
    for (const Deed& deed : own) {
      for (const Claim* claim : deed.claims) {
        if (!claim->place) continue;
        area.lat += claim->place->lat;
        area.lon += claim->place->lon;
        ++places;
      }
    }
    area.lat /= std::max(1.0, places);
    area.lon /= std::max(1.0, places);
    const Pressure pressure = gauge.measure(own, as_of, window_days);
    const Counted counted = stand(own, pressure, rules.ladder, as_of, window_days);
    area.level = rung_of(rules.ladder, counted.standing).level;
    area.points = pressure.points();
    levels.push_back(area);
  }
  return levels;
}

std::string level_map(const std::vector<AreaLevel>& areas, const AssessRules& rules, Date as_of) {
  constexpr double kMapWidth = 640;
  constexpr double kMapHeight = 420;
  const std::size_t count = rules.ladder.levels.size();
  Svg svg(kMapWidth + 260, kMapHeight + 140, "Levels by area on " + to_string(as_of));
  svg.text(20, 28, "Levels by area on " + to_string(as_of), 16);
  const Projection map = projection_of(areas, kMapWidth, kMapHeight);
  for (const AreaLevel& area : areas) {
    const auto [x, y] = map.at(area.lat, area.lon);
    svg.dot(x, y, 13, level_colour(area.level, count),
            area.name + ": " + rules.ladder.levels[area.level].id + ", " +
                short_number(area.points) + " points");
    svg.text(x, y + 26, area.name, 11, Anchor::kMiddle);
  }
  for (std::size_t level = 0; level < count; ++level) {
    const double y = 70 + 24 * static_cast<double>(count - 1 - level);
    svg.dot(kMapWidth + 140, y, 8, level_colour(level, count));
    svg.text(kMapWidth + 156, y + 4, rules.ladder.levels[level].id, 12);
  }
  return svg.finish();
}

}  // namespace tocsin::assess
