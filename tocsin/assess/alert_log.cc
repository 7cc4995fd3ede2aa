#include "tocsin/assess/alert_log.h"

#include <nlohmann/json.hpp>

#include "tocsin/core/error.h"

namespace tocsin::assess {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

LoggedAlert alert_of(const Json& json) {
  LoggedAlert alert;
  alert.id = json.at("alert").get<std::string>();
  alert.past.rule = json.at("rule").get<std::string>();
  alert.past.about = json.at("about").get<std::string>();
  const auto day = parse_date(json.at("day").get<std::string>());
  if (!day) throw Error(ErrorCode::kBadRecord, "the day is none");
  alert.past.day = *day;
  alert.text = json.at("text").get<std::string>();
  return alert;
}

void acknowledge(const Json& json, std::vector<LoggedAlert>& alerts) {
  const std::string id = json.at("acknowledged").get<std::string>();
  for (LoggedAlert& alert : alerts) {
    if (alert.id != id) continue;
    alert.past.acknowledged = true;
    alert.acknowledged_by = json.at("by").get<std::string>();
  }
}

}  // namespace

std::string to_json(const Alert& alert) {
  Json evidence = Json::array();
  for (const Evidence& each : alert.evidence) {
    evidence.push_back({{"report_id", each.report},
                        {"event", each.event},
                        {"date", each.date ? Json(to_string(*each.date)) : Json(nullptr)},
                        {"sentence", each.sentence_text}});
  }
  return dump({{"alert", alert.id},
               {"rule", alert.rule},
               {"about", alert.about},
               {"day", to_string(alert.day)},
               {"text", alert.text},
               {"evidence", evidence}});
}

std::string alert_line(const Alert& alert) { return to_json(alert) + "\n"; }

std::string acknowledgement_line(std::string_view id, std::string_view who) {
  return dump({{"acknowledged", std::string(id)}, {"by", std::string(who)}}) + "\n";
}

std::vector<LoggedAlert> read_alert_log(std::string_view lines, const std::string& name) {
  std::vector<LoggedAlert> alerts;
  std::size_t number = 0;
  while (!lines.empty()) {
    ++number;
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty()) continue;
    try {
      const Json json = Json::parse(line);
      if (json.contains("acknowledged")) {
        acknowledge(json, alerts);
      } else {
        alerts.push_back(alert_of(json));
      }
    } catch (const Json::exception&) {
      throw Error(ErrorCode::kBadRecord, name + ":" + std::to_string(number) +
                                             ": found no alert, expected one JSON object");
    }
  }
  return alerts;
}

}  // namespace tocsin::assess
