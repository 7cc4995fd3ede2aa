#pragma once
/// How the parts of records become JSON in the desk: short, and without what is empty.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/error.h"
#include "tocsin/core/event.h"

namespace tocsin::store {

using Json = nlohmann::ordered_json;

inline void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

inline void put(Json& json, const char* key, const std::optional<std::int64_t>& number) {
  if (number) json[key] = *number;
}

inline void put(Json& json, const char* key, const std::optional<Date>& date) {
  if (date) json[key] = to_string(*date);
}

inline std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() ? std::string() : found->get<std::string>();
}

inline double real_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() ? 0 : found->get<double>();
}

inline std::optional<std::int64_t> number_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  return found->get<std::int64_t>();
}

inline std::optional<Date> date_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  return parse_date(found->get<std::string>());
}

/// The value of a name; `otherwise` where the key is missing. Throws: Error(kDeskInvalid).
template <typename Parse, typename Value>
Value named(const Json& json, const char* key, Parse parse, Value otherwise) {
  const auto found = json.find(key);
  if (found == json.end()) return otherwise;
  const auto value = parse(found->get_ref<const std::string&>());
  if (value) return *value;
  throw Error(ErrorCode::kDeskInvalid, std::string("record: \"") + key + "\" is " + found->dump() +
                                           ", expected a known name");
}

inline Json span_json(Span span) { return Json::array({span.begin, span.end}); }

inline Span span_of(const Json& json) {
  return {json.at(0).get<std::uint32_t>(), json.at(1).get<std::uint32_t>()};
}

inline void put(Json& json, const char* key, Span span) {
  if (span != Span{}) json[key] = span_json(span);
}

inline Span span_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() ? Span{} : span_of(*found);
}

inline void put(Json& json, const char* key, const std::optional<Span>& span) {
  if (span) json[key] = span_json(*span);
}

inline std::optional<Span> optional_span_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  return span_of(*found);
}

template <typename Item, typename Write>
void put_all(Json& json, const char* key, const std::vector<Item>& items, Write write) {
  if (items.empty()) return;
  Json& list = json[key] = Json::array();
  for (const Item& item : items) list.push_back(write(item));
}

template <typename Item, typename Read>
std::vector<Item> all_at(const Json& json, const char* key, Read read) {
  std::vector<Item> items;
  const auto found = json.find(key);
  if (found == json.end()) return items;
  items.reserve(found->size());
  for (const Json& item : *found) items.push_back(read(item));
  return items;
}

inline std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json interval_json(const DateInterval& interval);
DateInterval interval_of(const Json& json);
Json event_json(const Event& event);
Event event_of(const Json& json);

/// `read` with what JSON throws as an Error(kDeskInvalid).
template <typename Read>
auto reading(std::string_view json, std::string_view what, Read read) {
  try {
    return read(Json::parse(json));
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::kDeskInvalid,
                "the desk's record of " + std::string(what) + ": " + error.what());
  }
}

}  // namespace tocsin::store
