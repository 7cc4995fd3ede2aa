#include <algorithm>

#include "tocsin/engine/journal_view.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/secret.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {

Response list_alerts(const Call& call) {
  expect_only(call.query, {"state", "limit", "cursor"});
  const std::string state = once(call.query, "state", 20).value_or("open");
  if (state != "open" && state != "acknowledged" && state != "all") {
    throw bad_value("state", "\"" + state + "\" is unknown, expected open, acknowledged or all");
  }
  const std::size_t limit = limit_of(call.query);
  std::vector<Json> alerts;
  for (const engine::Kept& kept : call.drawer().list("alert")) {
    Json json = Json::parse(kept.record);
    if (state == "all" || json.at("state") == state) alerts.push_back(std::move(json));
  }
  std::stable_partition(alerts.begin(), alerts.end(),
                        [](const Json& alert) { return alert.at("state") == "open"; });
  const auto size = static_cast<std::int64_t>(alerts.size());
  const auto begin =
      static_cast<std::size_t>(integer_once(call.query, "cursor", 0, size).value_or(0));
  const std::size_t end = std::min(alerts.size(), begin + limit);
  Json items = Json::array();
  for (std::size_t i = begin; i < end; ++i) items.push_back(alerts[i]);
  return json_response(
      page(std::move(items), end < alerts.size() ? std::to_string(end) : "", size));
}

Response acknowledge_alert(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"why"});
  const std::string why = text_in(body, "why", 2000);
  const auto kept = call.drawer().get("alert", call.name());
  if (!kept) throw Problem("not_found", "there is no alert \"" + call.name() + "\"");
  Json alert = Json::parse(kept->record);
  if (alert.at("state") == "acknowledged") return json_response(alert);
  alert["state"] = "acknowledged";
  alert["acknowledged_by"] = call.grant.name;
  alert["acknowledged_at"] = moment();
  alert["why"] = text_or_null(why);
  engine::note_acknowledged(call.own_desk(), call.grant.name, call.name(), why);
  call.drawer().put("alert", call.name(), dump(alert));
  call.drawer().remove("open alert", call.name());
  return json_response(alert);
}

}  // namespace tocsin::serve
