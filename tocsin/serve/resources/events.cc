#include "tocsin/serve/etag.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {

namespace {

// The contract writes intervals with two dots.
void replace_dots(std::string& value, const std::string& with) {
  const std::size_t dots = value.find("..");
  if (dots != std::string::npos) value.replace(dots, 2, with);
}

// A place that is no candidate of the event goes by its id or name in the gazetteer.
std::string place_words(const Call& call, const std::string& value) {
  const auto report = call.own_desk().report_of_event(call.name());
  for (const Event& event : report ? report->coded.events : std::vector<Event>()) {
    if (event.id != call.name() || !event.location) continue;
    for (const PlaceCandidate& candidate : event.location->candidates) {
      if (candidate.id == value || candidate.name == value) return value;
    }
  }
  if (value.find('@') != std::string::npos) return value;
  std::optional<PlaceCandidate> place = call.house.places().with_id(value);
  if (!place) {
    const auto named = call.house.places().find(value);
    if (!named.empty()) place = named.front();
  }
  if (!place) return value;
  const auto degrees = [](double number) { return dump(Json(number)); };
  return place->name + "@" + degrees(place->lat) + "," + degrees(place->lon);
}

std::string desk_words(const Call& call, const std::string& field, std::string value) {
  if (value.empty()) return "none";
  if (field == "date") {
    replace_dots(value, "/");
  } else if (field == "location" && value != "none") {
    value = place_words(call, value);
  } else {
    replace_dots(value, "-");
  }
  return value;
}

// What a decision stands on: the incident is fusion's business, which follows on its own.
Json decided(Json view) {
  view.erase("incident");
  return view;
}

Response answer(const Json& view) { return tagged(view, decided(view)); }

}  // namespace

Response list_events(const Call& call) {
  Filter filter = filter_of(call.query, Order::kNewest);
  const std::size_t limit = filter.limit;
  ++filter.limit;
  std::vector<store::EventRow> rows;
  call.desk().events(filter, [&](const store::EventRow& row) {
    rows.push_back(row);
    return true;
  });
  std::string next;
  if (rows.size() > limit) {
    rows.pop_back();
    if (filter.order != Order::kRelevance) next = rows.back().cursor;
  }
  Json items = Json::array();
  for (const store::EventRow& row : rows) items.push_back(event_row(call.desk(), row));
  const std::int64_t total = total_of(
      call, "events", [filter](engine::Desk& desk) { return engine::count_events(desk, filter); });
  return json_response(page(std::move(items), next, total));
}

Response get_event(const Call& call) {
  expect_only(call.query, {});
  return answer(event_view(call.desk(), call.name()));
}

Response correct_event(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"field", "value", "why"});
  const std::string field = needed_text(body, "field", 40);
  if (!body.contains("value")) throw bad_value("value", "missing, expected a string or null");
  const std::string value = text_in(body, "value", 2000);
  const std::string why = text_in(body, "why", 2000);
  engine::Desk& desk = call.own_desk();
  engine::Writing writing = desk.begin();
  expect_decided(call.request, decided(event_view(desk, call.name())));
  desk.correct(call.name(), field, desk_words(call, field, value), why);
  writing.commit();
  return answer(event_view(desk, call.name()));
}

Response review_event(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"decision", "why"});
  const std::string decision = needed_text(body, "decision", 40);
  if (decision != "accept" && decision != "reject") {
    throw bad_value("decision", "\"" + decision + "\" is unknown, expected accept or reject");
  }
  const std::string why = text_in(body, "why", 2000);
  engine::Desk& desk = call.own_desk();
  engine::Writing writing = desk.begin();
  expect_decided(call.request, decided(event_view(desk, call.name())));
  if (decision == "accept") {
    desk.accept(call.name(), why);
  } else {
    desk.reject(call.name(), why);
  }
  writing.commit();
  return answer(event_view(desk, call.name()));
}

}  // namespace tocsin::serve
