#include "tocsin/serve/areas.h"

#include <algorithm>

#include "tocsin/serve/json.h"
#include "tocsin/serve/secret.h"
#include "tocsin/serve/settings.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kMostAreas = 50;
constexpr std::size_t kMostNamed = 3;  // indicators in the sentence of an alert

std::size_t rung(const std::vector<std::string>& ladder, const std::string& level) {
  return static_cast<std::size_t>(std::find(ladder.begin(), ladder.end(), level) - ladder.begin());
}

std::string sentence(const AreaLevel& row, const std::string& before) {
  std::string text = row.area.name +
                     (before.empty() ? " stands at " : " rose from " + before + " to ") +
                     row.assessment.level;
  std::size_t named = 0;
  for (const IndicatorState& indicator : row.assessment.indicators) {
    if (!indicator.raises || named == kMostNamed) continue;
    text += (named++ == 0 ? ": " : ", ") + indicator.name;
  }
  return text;
}

void put_alert(Worker& worker, const AreaLevel& row, const std::string& before) {
  engine::Drawer& drawer = worker.drawer();
  const std::string id = drawer.fresh_id("al-");
  const Json json = {{"id", id},
                     {"area", row.area.id},
                     {"name", row.area.name},
                     {"at", moment()},
                     {"as_of", to_string(row.assessment.as_of)},
                     {"level", row.assessment.level},
                     {"before", text_or_null(before)},
                     {"text", sentence(row, before)},
                     {"state", "open"},
                     {"acknowledged_by", nullptr},
                     {"acknowledged_at", nullptr},
                     {"why", nullptr}};
  drawer.put("alert", id, dump(json));
  drawer.put("open alert", id, "{}");
  worker.desk_of("desk").store().note_change("alert", id, "added");
}

}  // namespace

std::vector<AreaLevel> area_levels(const engine::Outlook& outlook, engine::Desk& desk, Date as_of) {
  const std::vector<std::string> ladder = outlook.ladder();
  std::vector<AreaLevel> rows;
  for (engine::AreaCount& area : engine::areas(desk, kMostAreas)) {
    Assessment assessment = outlook.assess(area.id, as_of);
    rows.push_back({std::move(area), std::move(assessment)});
  }
  std::stable_sort(rows.begin(), rows.end(), [&](const AreaLevel& a, const AreaLevel& b) {
    const std::size_t high = rung(ladder, a.assessment.level);
    const std::size_t low = rung(ladder, b.assessment.level);
    if (high != low) return high > low;
    return a.assessment.trend > b.assessment.trend;
  });
  return rows;
}

void raise_alerts(House& house, Worker& worker) {
  engine::Desk& desk = worker.desk();
  const std::optional<Date> as_of = engine::last_day(desk);
  if (!as_of) return;
  const Json settings = settings_of(worker.drawer());
  const OutlookNow outlook = house.outlook(desk);
  const std::vector<std::string> ladder = outlook.value->ladder();
  const std::size_t least = rung(ladder, settings.at("alert_from_level").get<std::string>());
  const bool on_rise = settings.at("alert_on_rise").get<bool>();
  for (const AreaLevel& row : area_levels(*outlook.value, desk, *as_of)) {
    const auto kept = worker.drawer().get("level", row.area.id);
    const std::string before = kept ? kept->record : "";
    if (before == row.assessment.level) continue;
    const std::size_t now = rung(ladder, row.assessment.level);
    const bool rose = kept && now > rung(ladder, before);
    const std::lock_guard lock(house.writing());
    worker.drawer().put("level", row.area.id, row.assessment.level);
    if ((on_rise && rose) || (now >= least && (!kept || rose))) put_alert(worker, row, before);
  }
}

}  // namespace tocsin::serve
