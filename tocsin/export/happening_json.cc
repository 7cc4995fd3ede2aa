#include "tocsin/export/happening_json.h"

namespace tocsin::exports {
namespace {

constexpr int kDegreeDecimals = 5;
constexpr int kRadiusDecimals = 2;

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json(to_string(*day)) : Json(nullptr);
}

Json number_or_null(const std::optional<std::int64_t>& number) {
  return number ? Json(*number) : Json(nullptr);
}

}  // namespace

Json date_json(const std::optional<DateInterval>& date) {
  if (!date) return nullptr;
  Json json;
  json["start"] = day_or_null(date->start);
  json["end"] = day_or_null(date->end);
  json["precision"] = to_string(date->precision);
  return json;
}

Json figure_json(const std::optional<Figure>& figure) {
  if (!figure) return nullptr;
  Json json;
  json["low"] = number_or_null(figure->low);
  json["best"] = number_or_null(figure->best);
  json["high"] = number_or_null(figure->high);
  return json;
}

Json place_json(const std::optional<ClaimPlace>& place) {
  if (!place) return nullptr;
  Json json;
  json["name"] = text_or_null(place->name);
  json["id"] = text_or_null(place->id);
  json["lat"] = rounded(place->lat, kDegreeDecimals);
  json["lon"] = rounded(place->lon, kDegreeDecimals);
  json["country"] = text_or_null(place->country);
  json["admin1"] = text_or_null(place->admin1);
  json["admin2"] = text_or_null(place->admin2);
  json["precision"] = to_string(place->precision);
  json["radius_km"] = rounded(place->radius_km, kRadiusDecimals);
  json["basis"] = place->is_inferred ? "inferred" : "stated";
  return json;
}

Json citations_json(const Happening& happening) {
  Json list = Json::array();
  for (const Citation& each : happening.citations) {
    Json json;
    json["event"] = each.event;
    json["report_id"] = each.report;
    json["type"] = each.type;
    json["mode"] = text_or_null(each.mode);
    json["reality"] = to_string(each.reality);
    json["published"] = day_or_null(each.published);
    json["source"] = text_or_null(each.outlet);
    json["title"] = text_or_null(each.title);
    json["url"] = text_or_null(each.url);
    json["text"] = text_or_null(each.sentence);
    json["start"] = each.sentence_at.begin;
    json["end"] = each.sentence_at.end;
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace tocsin::exports
