// The map and the counts beside a filter.
#include "tocsin/engine/overview.h"

#include <map>

#include "tocsin/export/json.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"

namespace tocsin::serve {
namespace {

// A column of a map, written as it is read: a desk may have a hundred thousand incidents.
class Column {
 public:
  void add(std::string_view json) {
    text_ += text_.empty() ? "" : ",";
    text_ += json;
  }
  void add(std::int64_t number) { add(std::to_string(number)); }
  void add(double number, int decimals) { add(dump(Json(exports::rounded(number, decimals)))); }
  void add_text(const std::string& text) { add(text.empty() ? "null" : dump(Json(text))); }
  std::string list() const { return "[" + text_ + "]"; }

 private:
  std::string text_;
};

// Words that occur again and again, by number.
class Words {
 public:
  std::int64_t number(const std::string& word) {
    const auto [place, is_new] = numbers_.try_emplace(word, numbers_.size());
    if (is_new) list_.push_back(word);
    return static_cast<std::int64_t>(place->second);
  }
  std::string list() const { return dump(list_); }

 private:
  std::map<std::string, std::size_t> numbers_;
  Json list_ = Json::array();
};

struct MapText {
  Words types, realities;
  Column id, lat, lon, radius_km, type, reality, start, voices, killed, place;

  void add(const engine::Brief& brief) {
    id.add_text(brief.id);
    lat.add(brief.lat, 5);
    lon.add(brief.lon, 5);
    radius_km.add(brief.radius_km, 2);
    type.add(types.number(brief.type + (brief.mode.empty() ? "" : ":" + brief.mode)));
    reality.add(realities.number(brief.reality));
    start.add_text(brief.start);
    voices.add(brief.voices);
    killed.add(brief.killed ? std::to_string(*brief.killed) : "null");
    place.add_text(brief.place);
  }
  std::string text(std::int64_t unplaced) const {
    return "{\"types\":" + types.list() + ",\"realities\":" + realities.list() +
           ",\"id\":" + id.list() + ",\"lat\":" + lat.list() + ",\"lon\":" + lon.list() +
           ",\"radius_km\":" + radius_km.list() + ",\"type\":" + type.list() +
           ",\"reality\":" + reality.list() + ",\"start\":" + start.list() +
           ",\"voices\":" + voices.list() + ",\"killed\":" + killed.list() +
           ",\"place\":" + place.list() + ",\"unplaced\":" + std::to_string(unplaced) + "}";
  }
};

std::string map_text(engine::Desk& desk, const Filter& filter) {
  MapText map;
  std::int64_t placed = 0;
  engine::each_brief(desk, filter, [&](const engine::Brief& brief) {
    map.add(brief);
    ++placed;
    return true;
  });
  return map.text(std::max<std::int64_t>(0, engine::count_incidents(desk, filter) - placed));
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
