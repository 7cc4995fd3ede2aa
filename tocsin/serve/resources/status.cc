#include <algorithm>

#include "tocsin/engine/inputs.h"
#include "tocsin/engine/overview.h"
#include "tocsin/export/version.h"
#include "tocsin/export/writer.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/sitrep.h"
#include "tocsin/serve/web.h"

namespace tocsin::serve {
namespace {

Json scopes_json(Scope scope) {
  Json list = Json::array();
  for (const Scope each : kScopes) {
    if (each <= scope) list.push_back(to_string(each));
  }
  return list;
}

// The languages that the data folder has rules for.
Json languages(const House& house) {
  Json list = Json::array();
  std::error_code fault;
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(house.options().paths.data_dir / "lang", fault)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  for (std::string& name : names) list.push_back(std::move(name));
  return list;
}

Json counts_json(engine::Desk& desk) {
  const store::Counts counts = desk.counts();
  Json json;
  json["reports"] = counts.reports;
  json["uncoded"] = counts.uncoded;
  json["events"] = counts.events;
  json["rejected"] = counts.rejected;
  json["incidents"] = counts.incidents;
  json["unfused"] = counts.unfused;
  json["journal"] = counts.journal;
  return json;
}

std::string cookie_line(const Call& call, const std::string& value, long long seconds) {
  return std::string(kSessionCookie) + "=" + value +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
         (call.house.options().place.is_secure ? "; Secure" : "");
}

}  // namespace

Response get_status(const Call& call) {
  expect_only(call.query, {});
  const HouseOptions& options = call.house.options();
  Json json;
  json["version"] = kVersion;
  json["desk"] = options.desk.filename().string();
  json["model"] = text_or_null(options.paths.model.stem().string());
  json["scopes"] = scopes_json(call.grant.scope);
  json["network"] = options.may_fetch;
  json["languages"] = languages(call.house);
  json["read_formats"] = engine::input_format_names();
  json["export_formats"] = exports::format_names();
  json["sitrep_formats"] = sitrep_formats();
  json["counts"] = Json::parse(call.house.remembered(
      call.desk(), "status", [](engine::Desk& desk) { return dump(counts_json(desk)); }));
  json["counts"]["alerts"] = call.drawer().count("open alert");
  json["as_of"] = day_or_null(engine::last_day(call.desk()));
  return json_response(json);
}

Response open_session(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"token"});
  const std::string secret = needed_text(body, "token", 200);
  const Gate::Session session = call.house.gate().open_session(secret, call.request.address);
  Json json;
  json["scopes"] = scopes_json(session.scope);
  json["expires"] = session.expires;
  constexpr long long kHalfDay = 43200;
  return json_response(json).with("Set-Cookie", cookie_line(call, session.secret, kHalfDay));
}

Response close_session(const Call& call) {
  call.house.gate().close_session(call.request.headers);
  Response response;
  response.status = 204;
  return response.with("Set-Cookie", cookie_line(call, "", 0));
}

Response get_contract(const Call&) {
  Response response;
  response.body = std::string(contract());
  return response.with("Content-Type", "application/yaml; charset=utf-8");
}

}  // namespace tocsin::serve
