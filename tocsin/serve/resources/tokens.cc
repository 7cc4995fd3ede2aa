#include "tocsin/serve/tokens.h"

#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

Json token_json(const Token& token) {
  return {{"id", token.id},
          {"name", token.name},
          {"scope", to_string(token.scope)},
          {"created", token.created},
          {"expires", text_or_null(token.expires)},
          {"last_used", text_or_null(token.last_used)}};
}

}  // namespace

Response list_tokens(const Call& call) {
  expect_only(call.query, {});
  Json items = Json::array();
  for (const Token& token : list_tokens(call.drawer())) items.push_back(token_json(token));
  const auto total = static_cast<std::int64_t>(items.size());
  return json_response(page(std::move(items), "", total));
}

Response add_token(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"name", "scope", "expires_days"});
  const std::string word = needed_text(body, "scope", 20);
  const std::optional<Scope> scope = parse_scope(word);
  if (!scope)
    throw bad_value("scope", "\"" + word + "\" is unknown, expected read, review, write or admin");
  const MadeToken made =
      make_token(call.drawer(), {needed_text(body, "name", 100), *scope,
                                 integer_in(body, "expires_days", 1, 366).value_or(90)});
  call.house.gate().know(list_tokens(call.drawer()));
  Json json = token_json(made.token);
  json["token"] = made.secret;
  return json_response(json, 201);
}

Response remove_token(const Call& call) {
  expect_only(call.query, {});
  if (!revoke_token(call.drawer(), call.name())) {
    throw Problem("not_found", "there is no token \"" + call.name() + "\"");
  }
  call.house.gate().know(list_tokens(call.drawer()));
  Response response;
  response.status = 204;
  return response;
}

}  // namespace tocsin::serve
