// What the desk knows besides its reports: places, actors, the codebook.
#include <algorithm>

#include "tocsin/engine/catalogue.h"
#include "tocsin/engine/overview.h"
#include "tocsin/export/json.h"
#include "tocsin/report/phrases.h"
#include "tocsin/serve/etag.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

Json place_json(const PlaceCandidate& place) {
  return {{"id", place.id},
          {"name", place.name},
          {"names", Json::array({place.name})},
          {"lat", exports::rounded(place.lat, 6)},
          {"lon", exports::rounded(place.lon, 6)},
          {"country", text_or_null(place.country)},
          {"admin1", text_or_null(place.admin1)},
          {"admin2", text_or_null(place.admin2)},
          {"feature", text_or_null(place.feature)},
          {"population", nullptr},
          {"radius_km", exports::rounded(place.radius_km, 2)},
          {"precision", to_string(place.precision)}};
}

bool is_in(const PlaceCandidate& place, const std::string& country) {
  return country.empty() || place.country == country;
}

std::vector<PlaceCandidate> places_asked(const Call& call) {
  const std::string words = once(call.query, "words", 500).value_or("");
  const std::optional<std::string> near = once(call.query, "near", 60);
  if (words.empty() && !near) return {};
  constexpr std::size_t kMost = 1000;
  std::vector<PlaceCandidate> found;
  if (words.empty()) {
    found = call.house.places().within(circle_of("near", *near), kMost);
  } else {
    found = call.house.places().find(words);
    if (near) {
      const Circle circle = circle_of("near", *near);
      const auto around = call.house.places().within(circle, SIZE_MAX);
      std::erase_if(found, [&](const PlaceCandidate& place) {
        return std::none_of(around.begin(), around.end(),
                            [&](const auto& each) { return each.id == place.id; });
      });
    }
  }
  const std::string country = once(call.query, "country", 3).value_or("");
  std::erase_if(found, [&](const PlaceCandidate& place) { return !is_in(place, country); });
  return found;
}

Json known_actor_json(const engine::KnownActor& actor) {
  Json names = Json::array({actor.name});
  for (const std::string& alias : actor.aliases) names.push_back(alias);
  return {{"id", actor.id},
          {"name", actor.name},
          {"names", std::move(names)},
          {"country", text_or_null(actor.country)},
          {"sector", actor.sectors.empty() ? Json(nullptr) : Json(actor.sectors.front())},
          {"from", nullptr},
          {"to", nullptr},
          {"terms", actor.terms}};
}

Json told_actor_json(const engine::ActorBrief& actor) {
  return {{"id", actor.id.empty() ? "name:" + actor.name : actor.id},
          {"name", actor.name},
          {"names", Json::array({actor.name})},
          {"country", text_or_null(actor.country)},
          {"sector", text_or_null(actor.sector)},
          {"from", nullptr},
          {"to", nullptr},
          {"events", actor.events}};
}

// Whether the folded name holds the words; letters of other scripts are compared as they are.
bool holds(const std::string& name, const std::string& words) {
  return !engine::marks(name, words + "*").empty();
}

bool is_named(const engine::KnownActor& actor, const std::string& words) {
  if (words.empty() || actor.id == words || holds(actor.name, words)) return true;
  return std::any_of(actor.aliases.begin(), actor.aliases.end(),
                     [&](const std::string& alias) { return holds(alias, words); });
}

// Those of the events first, as they are counted; then those of the register that no event has.
std::vector<Json> actors_asked(const Call& call, const std::string& words) {
  constexpr std::size_t kMost = 2000;
  std::vector<Json> found;
  std::vector<std::string> ids;
  for (const engine::ActorBrief& actor : engine::actors_named(call.desk(), words, kMost)) {
    found.push_back(told_actor_json(actor));
    ids.push_back(actor.id);
  }
  for (const engine::KnownActor& actor : call.house.actors().list()) {
    if (found.size() >= kMost) break;
    const bool is_there = std::find(ids.begin(), ids.end(), actor.id) != ids.end();
    if (is_there || !is_named(actor, words)) continue;
    found.push_back(known_actor_json(actor));
    found.back()["events"] = 0;
  }
  return found;
}

std::size_t offset_of(const Parameters& query, std::size_t size) {
  const auto offset = integer_once(query, "cursor", 0, static_cast<std::int64_t>(size));
  return static_cast<std::size_t>(offset.value_or(0));
}

// What each language that reports are written in calls things.
std::vector<report::Phrases> all_phrases(const std::filesystem::path& data_dir) {
  std::vector<report::Phrases> all;
  for (const std::string& language : report::languages(data_dir)) {
    all.push_back(report::Phrases::load(data_dir, language));
  }
  return all;
}

Json labels(const std::vector<report::Phrases>& all, const std::string& type,
            const std::string& mode) {
  Json json = Json::object();
  for (const report::Phrases& phrases : all) {
    json[phrases.language()] = phrases.kind(type, mode);
  }
  return json;
}

Json mode_json(const engine::CatalogueMode& mode) {
  Json json;
  json["id"] = mode.mode;
  json["definition"] = text_or_null(mode.definition);
  json["score"] = exports::rounded(mode.score, 2);
  json["cameo"] = text_or_null(mode.cameo);
  json["acled"] = nullptr;
  if (mode.acled) {
    json["acled"] = {{"event_type", mode.acled->event_type},
                     {"sub_event_type", mode.acled->sub_event_type}};
  }
  return json;
}

}  // namespace

Response find_places(const Call& call) {
  expect_only(call.query, {"words", "country", "near", "limit"});
  const std::size_t limit = limit_of(call.query);
  const std::vector<PlaceCandidate> found = places_asked(call);
  Json items = Json::array();
  for (const PlaceCandidate& place : found) {
    if (items.size() == limit) break;
    items.push_back(place_json(place));
  }
  return json_response(page(std::move(items), "", static_cast<std::int64_t>(found.size())));
}

Response get_place(const Call& call) {
  expect_only(call.query, {});
  const auto place = call.house.places().with_id(call.name());
  if (!place) throw Problem("not_found", "the gazetteer has no place \"" + call.name() + "\"");
  return json_response(place_json(*place));
}

Response find_actors(const Call& call) {
  expect_only(call.query, {"words", "limit", "cursor"});
  const std::string words = once(call.query, "words", 500).value_or("");
  const std::size_t limit = limit_of(call.query);
  const std::vector<Json> found = actors_asked(call, words);
  const std::size_t begin = offset_of(call.query, found.size());
  const std::size_t end = std::min(found.size(), begin + limit);
  Json items = Json::array();
  for (std::size_t i = begin; i < end; ++i) items.push_back(found[i]);
  return json_response(page(std::move(items), end < found.size() ? std::to_string(end) : "",
                            static_cast<std::int64_t>(found.size())));
}

Response get_actor(const Call& call) {
  expect_only(call.query, {});
  std::int64_t events = 0;
  const std::string id = call.name();
  const bool is_name = id.starts_with("name:");
  for (const engine::ActorBrief& actor :
       engine::actors_named(call.desk(), is_name ? id.substr(5) : id, 2000)) {
    if (is_name && actor.id.empty() && actor.name == id.substr(5)) {
      return json_response(told_actor_json(actor));
    }
    if (actor.id == id) events = actor.events;
  }
  for (const engine::KnownActor& actor : call.house.actors().list()) {
    if (actor.id != id) continue;
    Json json = known_actor_json(actor);
    json["events"] = events;
    return json_response(json);
  }
  throw Problem("not_found", "there is no actor \"" + id + "\"");
}

Response get_codebook(const Call& call) {
  expect_only(call.query, {});
  const auto phrases = all_phrases(call.house.options().paths.data_dir);
  Json types = Json::array();
  for (const engine::CatalogueType& type : engine::catalogue(call.house.options().paths.data_dir)) {
    Json modes = Json::array();
    for (const engine::CatalogueMode& mode : type.modes) {
      modes.push_back(mode_json(mode));
      modes.back()["labels"] = labels(phrases, type.type, mode.mode);
    }
    types.push_back({{"id", type.type},
                     {"quad", type.quad_code},
                     {"definition", type.definition},
                     {"labels", labels(phrases, type.type, "")},
                     {"modes", std::move(modes)}});
  }
  Json json;
  json["types"] = std::move(types);
  return tagged(json);
}

}  // namespace tocsin::serve
