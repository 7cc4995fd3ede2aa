#include <algorithm>

#include "tocsin/serve/etag.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

// The incident that tells the event, or is it.
std::string incident_now(engine::Desk& desk, const std::string& id) {
  const std::string of_event = desk.store().incident_of(id);
  if (!of_event.empty()) return of_event;
  return desk.incident(id) ? id : "";
}

void expect_there(engine::Desk& desk, const std::string& field, const std::string& id) {
  if (incident_now(desk, id).empty()) {
    throw Problem("not_found", field + ": there is no incident or event \"" + id + "\"", field);
  }
}

Json regrouped(engine::Desk& desk, const std::vector<std::string>& events, std::int64_t n) {
  std::vector<std::string> incidents;
  for (const std::string& event : events) {
    const std::string incident = incident_now(desk, event);
    const bool is_new = std::find(incidents.begin(), incidents.end(), incident) == incidents.end();
    if (!incident.empty() && is_new) incidents.push_back(incident);
  }
  return {{"incidents", incidents}, {"n", n}};
}

// The events of an incident, or the event itself.
std::vector<std::string> events_of(engine::Desk& desk, const std::string& id) {
  const std::optional<Incident> incident = desk.incident(id);
  if (!incident) return {id};
  std::vector<std::string> events;
  for (const IncidentEvent& event : incident->events) events.push_back(event.event);
  return events;
}

}  // namespace

Response list_incidents(const Call& call) {
  const Filter filter = filter_of(call.query, Order::kNewest);
  const auto found = engine::incident_page(call.desk(), filter);
  Json items = Json::array();
  for (const Incident& incident : found.items) {
    items.push_back(incident_json(call.desk(), incident, Depth::kRow));
  }
  const std::int64_t total = total_of(call, "incidents", [filter](engine::Desk& desk) {
    return engine::count_incidents(desk, filter);
  });
  return json_response(page(std::move(items), found.next, total));
}

Response get_incident(const Call& call) {
  expect_only(call.query, {});
  const std::optional<Incident> incident = call.desk().incident(call.name());
  if (incident && !incident->type.empty()) {
    return tagged(incident_json(call.desk(), *incident, Depth::kWhole));
  }
  if (engine::was_incident(call.desk(), call.name())) {
    throw Problem("gone", "\"" + call.name() + "\" was joined to another incident or fell apart");
  }
  throw Problem("not_found", "there is no incident \"" + call.name() +
                                 "\" in this desk; it may have "
                                 "been joined to another");
}

Response merge(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"a", "b", "why"});
  const std::string a = needed_text(body, "a", 300);
  const std::string b = needed_text(body, "b", 300);
  const std::string why = text_in(body, "why", 2000);
  engine::Desk& desk = call.own_desk();
  engine::Writing writing = desk.begin();
  expect_there(desk, "a", a);
  expect_there(desk, "b", b);
  std::vector<std::string> events = events_of(desk, a);
  for (std::string& event : events_of(desk, b)) events.push_back(std::move(event));
  const store::JournalRow row = desk.merge(a, b, why);
  writing.commit();
  return json_response(regrouped(desk, events, row.n));
}

Response split(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"event", "from", "why"});
  const std::string event = needed_text(body, "event", 300);
  const std::string from = text_in(body, "from", 300);
  const std::string why = text_in(body, "why", 2000);
  engine::Desk& desk = call.own_desk();
  engine::Writing writing = desk.begin();
  const std::string incident = desk.store().incident_of(event);
  if (incident.empty()) {
    throw Problem("not_found", "event: no incident tells of \"" + event + "\"", "event");
  }
  if (!from.empty() && incident_now(desk, from) != incident) {
    throw bad_value("from", "the event does not belong to \"" + from + "\" but to " + incident);
  }
  const std::vector<std::string> events = events_of(desk, incident);
  if (events.size() < 2)
    throw bad_value("event", "its incident has no other event to part it from");
  const store::JournalRow row = desk.split({event}, why);
  writing.commit();
  return json_response(regrouped(desk, events, row.n));
}

}  // namespace tocsin::serve
