// The map and the counts beside a filter.
#include "tocsin/engine/overview.h"

#include <algorithm>

#include "tocsin/export/json.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"

namespace tocsin::serve {
namespace {

std::string map_text(engine::Desk& desk, const Filter& filter) {
  Json map;
  for (const char* column :
       {"lat", "lon", "radius_km", "place", "incidents", "happened", "incident", "reality"}) {
    map[column] = Json::array();
  }
  std::int64_t placed = 0;
  for (const engine::Spot& spot : engine::spots(desk, filter)) {
    map["lat"].push_back(exports::rounded(spot.lat, 5));
    map["lon"].push_back(exports::rounded(spot.lon, 5));
    map["radius_km"].push_back(exports::rounded(spot.radius_km, 2));
    map["place"].push_back(text_or_null(spot.place));
    map["incidents"].push_back(spot.incidents);
    map["happened"].push_back(spot.happened);
    map["incident"].push_back(text_or_null(spot.incident));
    map["reality"].push_back(text_or_null(spot.reality));
    placed += spot.incidents;
  }
  map["unplaced"] = std::max<std::int64_t>(0, engine::count_incidents(desk, filter) - placed);
  return dump(map);
}

Json areas_json(const engine::Tally& tally) {
  Json list = Json::array();
  for (const engine::AreaCount& area : tally.areas) {
    list.push_back({{"id", area.id}, {"name", area.name}, {"incidents", area.incidents}});
  }
  return list;
}

Json days_json(const engine::Tally& tally) {
  Json list = Json::array();
  for (const engine::DayCount& day : tally.days) {
    list.push_back(
        {{"day", day.day}, {"actual", day.actual}, {"other", day.other}, {"killed", day.killed}});
  }
  return list;
}

std::string counts_text(engine::Desk& desk, const Filter& filter) {
  const engine::Tally tally = engine::tally(desk, filter);
  Json json;
  json["incidents"] = tally.incidents;
  json["events"] = tally.events;
  json["reports"] = tally.reports;
  json["all_incidents"] = engine::count_incidents(desk, {});
  json["unplaced"] = tally.unplaced;
  json["undated"] = tally.undated;
  json["types"] = Json::object();
  for (const auto& [type, many] : tally.types) json["types"][type] = many;
  json["realities"] = Json::object();
  for (const auto& [reality, many] : tally.realities) json["realities"][reality] = many;
  json["areas"] = areas_json(tally);
  json["days"] = days_json(tally);
  return dump(json);
}

Response remembered(const Call& call, const std::string& what,
                    std::string (*work_out)(engine::Desk&, const Filter&)) {
  const Filter filter = filter_of(call.query, Order::kNewest);
  Response response;
  response.body = call.house.remembered(
      call.desk(), selection(call, what),
      [filter, work_out](engine::Desk& desk) { return work_out(desk, filter); });
  return response.with("Content-Type", "application/json");
}

}  // namespace

Response get_map(const Call& call) { return remembered(call, "map", map_text); }

Response get_counts(const Call& call) { return remembered(call, "counts", counts_text); }

}  // namespace tocsin::serve
