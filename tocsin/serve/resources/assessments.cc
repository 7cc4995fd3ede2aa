#include <algorithm>

#include "tocsin/engine/overview.h"
#include "tocsin/export/json.h"
#include "tocsin/serve/areas.h"
#include "tocsin/serve/etag.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

Json probability_json(const Probability& probability) {
  return {{"p", exports::rounded(probability.p, 4)},
          {"low", exports::rounded(probability.low, 4)},
          {"high", exports::rounded(probability.high, 4)}};
}

Json forecast_json(const std::optional<Forecast>& forecast) {
  if (!forecast) return nullptr;
  return {{"7d", probability_json(forecast->within_7_days)},
          {"30d", probability_json(forecast->within_30_days)}};
}

std::int64_t code_points(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

Json evidence_json(engine::Desk& desk, const Evidence& evidence) {
  const auto at = engine::trigger_of(desk, evidence.event).value_or(engine::Characters{});
  const std::string_view sentence = evidence.sentence_text;
  const std::size_t before =
      evidence.trigger.begin - std::min(evidence.sentence.begin, evidence.trigger.begin);
  const std::int64_t start =
      at.start - code_points(sentence.substr(0, std::min(before, sentence.size())));
  Json json;
  json["event"] = evidence.event;
  json["incident"] = text_or_null(evidence.incident);
  json["report_id"] = evidence.report;
  json["start"] = at.start;
  json["end"] = at.end;
  json["sentence"] = {{"text", sentence}, {"start", start}, {"end", start + code_points(sentence)}};
  json["date"] = day_or_null(evidence.date);
  json["weight"] = exports::rounded(evidence.weight, 3);
  return json;
}

Json evidence_list(engine::Desk& desk, const std::vector<Evidence>& evidence) {
  Json list = Json::array();
  for (const Evidence& each : evidence) list.push_back(evidence_json(desk, each));
  return list;
}

Json reason_json(engine::Desk& desk, const Reason& reason) {
  Json json;
  json["text"] = reason.text;
  json["value"] = reason.value ? Json(exports::rounded(*reason.value, 3)) : Json(nullptr);
  json["parts"] = Json::array();
  for (const Reason& part : reason.parts) json["parts"].push_back(reason_json(desk, part));
  json["evidence"] = evidence_list(desk, reason.evidence);
  return json;
}

Json indicators_json(engine::Desk& desk, const Assessment& assessment) {
  Json list = Json::array();
  for (const IndicatorState& each : assessment.indicators) {
    list.push_back({{"id", each.id},
                    {"name", each.name},
                    {"direction", each.raises ? "raises" : "lowers"},
                    {"weight", exports::rounded(each.weight, 3)},
                    {"basis", each.basis},
                    {"evidence", evidence_list(desk, each.evidence)}});
  }
  return list;
}

Json series_json(const std::vector<BaselineDay>& series) {
  Json list = Json::array();
  for (const BaselineDay& each : series) {
    list.push_back({{"day", to_string(each.day)},
                    {"observed", each.observed},
                    {"expected", exports::rounded(each.expected, 3)},
                    {"high", each.high}});
  }
  return list;
}

Json baseline_json(const std::optional<Baseline>& baseline) {
  if (!baseline) return nullptr;
  Json families = Json::array();
  for (const Surprise& each : baseline->families) {
    families.push_back({{"family", each.family},
                        {"observed", each.observed},
                        {"expected", exports::rounded(each.expected, 3)},
                        {"tail_probability", exports::rounded(each.tail_probability, 5)},
                        {"change_point", day_or_null(each.change_point)},
                        {"series", series_json(each.series)}});
  }
  return {{"days_of_history", baseline->days_of_history}, {"families", std::move(families)}};
}

Json quantiles_json(const Assessment& assessment) {
  Json list = Json::array();
  if (!assessment.forecast) return list;
  for (const auto& [level, deaths] : assessment.forecast->death_quantiles) {
    list.push_back(Json::array({exports::rounded(level, 3), exports::rounded(deaths, 2)}));
  }
  return list;
}

Json record_json(const std::optional<assess::TrackRecord>& record) {
  if (!record) return nullptr;
  return {{"forecasts", record->forecasts},
          {"hits", record->hits},
          {"false_alarms", record->false_alarms},
          {"missed", record->missed},
          {"brier", exports::rounded(record->brier, 4)}};
}

Json assessment_json(engine::Desk& desk, const Assessment& assessment) {
  Json json;
  json["area"] = assessment.area;
  json["name"] = engine::area_name(assessment.area);
  json["as_of"] = to_string(assessment.as_of);
  json["level"] = assessment.level;
  json["trend"] = to_string(assessment.trend);
  json["happenings"] = assessment.happenings;
  json["indicators"] = indicators_json(desk, assessment);
  json["baseline"] = baseline_json(assessment.baseline);
  json["probability"] = forecast_json(assessment.forecast);
  json["expected_deaths_30_days"] =
      assessment.forecast ? Json(exports::rounded(assessment.forecast->expected_deaths_30_days, 2))
                          : Json(nullptr);
  json["death_quantiles"] = quantiles_json(assessment);
  json["would_raise"] = assessment.would_raise;
  json["would_lower"] = assessment.would_lower;
  json["caveats"] = assessment.caveats;
  json["reasons"] = reason_json(desk, assessment.reasons);
  return json;
}

Date asked_day(const Call& call) {
  if (const auto day = day_once(call.query, "as_of")) return *day;
  if (const auto day = engine::last_day(call.desk())) return *day;
  throw Problem("not_found", "the desk holds no event yet, so there is no day to assess");
}

Json ladder_json(const std::vector<std::string>& ladder) {
  Json list = Json::array();
  for (const std::string& id : ladder) {
    std::string name = id;
    std::replace(name.begin(), name.end(), '_', ' ');
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] -= 'a' - 'A';
    list.push_back({{"id", id}, {"name", name}});
  }
  return list;
}

Json row_json(const AreaLevel& row) {
  return {{"area", row.area.id},
          {"name", row.area.name},
          {"as_of", to_string(row.assessment.as_of)},
          {"level", row.assessment.level},
          {"trend", to_string(row.assessment.trend)},
          {"happenings", row.assessment.happenings},
          {"probability", forecast_json(row.assessment.forecast)},
          {"incidents", row.area.incidents},
          {"lat", exports::rounded(row.area.lat, 5)},
          {"lon", exports::rounded(row.area.lon, 5)}};
}

std::string rows_text(engine::Desk& desk, const engine::Outlook& outlook,
                      std::optional<Date> as_of) {
  Json rows = Json::array();
  if (as_of) {
    for (const AreaLevel& row : area_levels(outlook, desk, *as_of)) {
      rows.push_back(row_json(row));
    }
  }
  return dump(rows);
}

}  // namespace

Response list_assessments(const Call& call) {
  expect_only(call.query, {"as_of", "limit", "cursor"});
  const std::size_t limit = limit_of(call.query);
  auto as_of = day_once(call.query, "as_of");
  if (!as_of) as_of = engine::last_day(call.desk());
  House& house = call.house;
  const Json rows =
      Json::parse(house.remembered(call.desk(), "assessments " + (as_of ? to_string(*as_of) : ""),
                                   [as_of](engine::Desk& desk, const engine::Outlook& outlook) {
                                     return rows_text(desk, outlook, as_of);
                                   }));
  const auto begin = static_cast<std::size_t>(
      integer_once(call.query, "cursor", 0, static_cast<std::int64_t>(rows.size())).value_or(0));
  const std::size_t end = std::min(rows.size(), begin + limit);
  Json json;
  json["ladder"] = ladder_json(house.outlook(call.desk()).value->ladder());
  json["items"] = Json::array();
  for (std::size_t i = begin; i < end; ++i) json["items"].push_back(rows[i]);
  json["next"] = end < rows.size() ? Json(std::to_string(end)) : Json(nullptr);
  json["total"] = rows.size();
  return json_response(json);
}

Response get_assessment(const Call& call) {
  expect_only(call.query, {"as_of"});
  if (call.name().size() > 1200) throw bad_value("area", "longer than 300 characters");
  const Date as_of = asked_day(call);
  Response response;
  House& house = call.house;
  response.body = house.remembered(
      call.desk(), "assessment " + to_string(as_of) + " " + call.name(),
      [as_of, area = call.name()](engine::Desk& desk, const engine::Outlook& outlook) {
        Json json = assessment_json(desk, outlook.assess(area, as_of));
        json["track_record"] = record_json(outlook.track_record(area, as_of));
        return dump(json);
      });
  response.with("Content-Type", "application/json");
  return response.with("ETag", etag_of(response.body));
}

}  // namespace tocsin::serve
