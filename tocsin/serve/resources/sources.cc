#include "tocsin/engine/sources.h"

#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

constexpr std::string_view kKind = "source";

std::string standings_text(engine::Desk& desk) {
  Json json = Json::object();
  for (const auto& [name, standing] : engine::source_standings(desk)) {
    json[name] = {{"agreed", standing.agreed}, {"contradicted", standing.contradicted}};
  }
  return dump(json);
}

Json standings(const Call& call) {
  return Json::parse(call.house.remembered(call.desk(), "standings", standings_text));
}

Json source_json(engine::Drawer& drawer, const Json& standings, const engine::SourceBrief& source) {
  Json json = {{"name", source.name},
               {"reports", source.reports},
               {"events", source.events},
               {"first", text_or_null(source.first)},
               {"last", text_or_null(source.last)},
               {"reliability", nullptr},
               {"note", nullptr}};
  json["agreed"] = 0;
  json["contradicted"] = 0;
  if (const auto found = standings.find(source.name); found != standings.end()) {
    json.update(*found);
  }
  if (const auto kept = drawer.get(kKind, source.name)) json.update(Json::parse(kept->record));
  return json;
}

// The outlet of exactly that name.
engine::SourceBrief source_named(engine::Desk& desk, const std::string& name) {
  std::optional<engine::SourceBrief> source = engine::source(desk, name);
  if (!source) throw Problem("not_found", "no report of this desk came from \"" + name + "\"");
  return *source;
}

Json rating_in(const Json& body) {
  const std::string word = text_in(body, "reliability", 10);
  const bool is_grade = word.size() == 1 && word[0] >= 'A' && word[0] <= 'F';
  if (!word.empty() && !is_grade) {
    throw bad_value("reliability", "\"" + word + "\" is unknown, expected A to F or null");
  }
  return text_or_null(word);
}

}  // namespace

Response list_sources(const Call& call) {
  expect_only(call.query, {"limit", "cursor"});
  const std::size_t limit = limit_of(call.query);
  const std::string after = once(call.query, "cursor", 500).value_or("");
  auto found = engine::sources(call.desk(), after, limit + 1);
  std::string next;
  if (found.size() > limit) {
    found.pop_back();
    next = found.back().name;
  }
  const Json standing = standings(call);
  Json items = Json::array();
  for (const engine::SourceBrief& source : found) {
    items.push_back(source_json(call.drawer(), standing, source));
  }
  return json_response(page(std::move(items), next, engine::count_sources(call.desk())));
}

Response rate_source(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"reliability", "note"});
  const engine::SourceBrief source = source_named(call.desk(), call.name());
  Json rating = Json::object();
  if (const auto kept = call.drawer().get(kKind, call.name())) rating = Json::parse(kept->record);
  if (body.contains("reliability")) rating["reliability"] = rating_in(body);
  if (body.contains("note")) rating["note"] = text_or_null(text_in(body, "note", 2000));
  call.drawer().put(kKind, call.name(), dump(rating));
  return json_response(source_json(call.drawer(), standings(call), source));
}

}  // namespace tocsin::serve
