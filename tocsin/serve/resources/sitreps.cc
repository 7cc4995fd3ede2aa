#include <algorithm>

#include "tocsin/report/phrases.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/secret.h"
#include "tocsin/serve/sitrep.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

constexpr std::string_view kKind = "sitrep";
constexpr std::chrono::days kLongestPeriod{3660};

// Files are kept as text: bytes as pairs of hexadecimal digits.
std::string hex_of(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

std::string bytes_of(std::string_view hex) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1]));
  }
  return bytes;
}

std::string file_kind(const std::string& format) { return "sitrep " + format; }

Json sitrep_named(const Call& call) {
  const auto kept = call.drawer().get(kKind, call.name());
  if (!kept) throw Problem("not_found", "there is no situation report \"" + call.name() + "\"");
  return Json::parse(kept->record);
}

SitrepOrder order_in(const Call& call) {
  const Json body = body_object(call.request, {"area", "from", "to", "language", "title"});
  SitrepOrder order;
  order.area = text_in(body, "area", 300);
  order.title = text_in(body, "title", 300);
  order.language = text_in(body, "language", 35);
  if (order.language.empty()) order.language = "en";
  const auto languages = report::languages(call.house.options().paths.data_dir);
  if (std::find(languages.begin(), languages.end(), order.language) == languages.end()) {
    throw bad_value("language", "\"" + order.language + "\": there are no words for it");
  }
  needed_text(body, "from", 40);
  needed_text(body, "to", 40);
  order.from = *day_in(body, "from");
  order.to = *day_in(body, "to");
  if (order.from > order.to) throw bad_value("from", "the first day comes after the last");
  if (order.to - order.from > kLongestPeriod) throw bad_value("from", "more than ten years");
  return order;
}

}  // namespace

Response list_sitreps(const Call& call) {
  expect_only(call.query, {"limit", "cursor"});
  const Kept kept = kept_page(call, std::string(kKind));
  Json items = Json::array();
  for (const engine::Kept& each : kept.items) {
    Json row = Json::parse(each.record);
    row.erase("sections");
    row.erase("citations");
    items.push_back(std::move(row));
  }
  return json_response(page(std::move(items), kept.next, kept.total));
}

Response build_sitrep(const Call& call) {
  expect_only(call.query, {});
  const SitrepOrder order = order_in(call);
  const BuiltSitrep built = build(order, call.desk(), call.house.options().paths.data_dir);
  const std::string id = call.drawer().fresh_id("sr-");
  Json json;
  json["id"] = id;
  json["built"] = moment();
  json.update(built.json);
  const std::lock_guard lock(call.house.writing());
  for (const auto& [format, bytes] : built.files) {
    call.drawer().put(file_kind(format), id, hex_of(bytes));
  }
  call.drawer().put(kKind, id, dump(json));
  return json_response(json, 201).with("Location", "/v1/sitreps/" + id);
}

Response get_sitrep(const Call& call) {
  expect_only(call.query, {});
  return json_response(sitrep_named(call));
}

Response download_sitrep(const Call& call) {
  expect_only(call.query, {"format"});
  const std::string format = once(call.query, "format", 30).value_or("");
  const auto formats = sitrep_formats();
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    throw bad_value("format", "\"" + format + "\" is unknown; see sitrep_formats of /v1/status");
  }
  const auto kept = call.drawer().get(file_kind(format), call.name());
  if (!kept) throw Problem("not_found", "there is no situation report \"" + call.name() + "\"");
  Response response;
  response.body = bytes_of(kept->record);
  return as_attachment(std::move(response), call.name() + "." + format, sitrep_media_type(format));
}

}  // namespace tocsin::serve
