#include "tocsin/serve/settings.h"

#include "tocsin/serve/etag.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"

namespace tocsin::serve {
namespace {

constexpr std::string_view kKind = "settings";
constexpr std::string_view kId = "desk";

void take_text(Json& settings, const Json& body, const std::string& field, std::size_t longest) {
  if (body.contains(field)) settings[field] = text_in(body, field, longest);
}

}  // namespace

Json settings_of(engine::Drawer& drawer) {
  Json settings = {{"desk_name", ""},
                   {"alert_from_level", "crisis"},
                   {"alert_on_rise", true},
                   {"home_area", nullptr}};
  if (const auto kept = drawer.get(kKind, kId)) settings.update(Json::parse(kept->record));
  return settings;
}

Response get_settings(const Call& call) {
  expect_only(call.query, {});
  return tagged(settings_of(call.drawer()));
}

Response change_settings(const Call& call) {
  expect_only(call.query, {});
  const Json body =
      body_object(call.request, {"desk_name", "alert_from_level", "alert_on_rise", "home_area"});
  Json settings = settings_of(call.drawer());
  expect_match(call.request, settings);
  take_text(settings, body, "desk_name", 100);
  take_text(settings, body, "alert_from_level", 40);
  if (const auto rise = boolean_in(body, "alert_on_rise")) settings["alert_on_rise"] = *rise;
  if (body.contains("home_area")) {
    settings["home_area"] = text_or_null(text_in(body, "home_area", 300));
  }
  call.drawer().put(kKind, kId, dump(settings));
  call.own_desk().store().note_change("settings", "desk", "changed");
  return tagged(settings);
}

}  // namespace tocsin::serve
