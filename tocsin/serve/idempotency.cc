#include "tocsin/serve/idempotency.h"

#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/secret.h"

namespace tocsin::serve {
namespace {

constexpr std::string_view kKind = "answer";
constexpr long long kDay = 86400;

std::string request_digest(const Request& request) {
  return digest(request.method + ' ' + request.target + '\n' + digest(request.body));
}

}  // namespace

std::string Idempotency::id_of(const std::string& token, const Request& request) {
  const std::string_view key = header(request.headers, "Idempotency-Key");
  if (key.size() > 200) {
    throw Problem("bad_value", "Idempotency-Key: longer than 200 characters", "Idempotency-Key");
  }
  return digest(token + '\n' + std::string(key));
}

std::optional<Response> Idempotency::replay(engine::Drawer& drawer, const Held& held,
                                            const Request& request) {
  const std::optional<engine::Kept> kept = drawer.get(kKind, held.id());
  if (!kept || kept->at < moment(-kDay)) return std::nullopt;
  const Json json = Json::parse(kept->record);
  if (json.at("request") != request_digest(request)) {
    throw Problem("idempotency_conflict",
                  "Idempotency-Key: it was used for another request; take a new one",
                  "Idempotency-Key");
  }
  Response response;
  response.status = json.at("status");
  response.body = json.at("body");
  for (const auto& [name, value] : json.at("headers").items()) {
    response.with(name, value.get<std::string>());
  }
  return response.with("Idempotency-Replayed", "true");
}

void Idempotency::keep(engine::Drawer& drawer, const Held& held, const Request& request,
                       const Response& response) {
  Json headers = Json::object();
  for (const auto& [name, value] : response.headers) headers[name] = value;
  drawer.put(kKind, held.id(),
             dump({{"request", request_digest(request)},
                   {"status", response.status},
                   {"headers", headers},
                   {"body", response.body}}));
}

void Idempotency::sweep(engine::Drawer& drawer) { drawer.remove_older(kKind, moment(-kDay)); }

void Idempotency::take(const std::string& id) {
  const std::lock_guard lock(mutex_);
  if (!under_way_.insert(id).second) {
    throw Problem("desk_busy", "the same request is under way; ask again in a moment");
  }
}

void Idempotency::let_go(const std::string& id) {
  const std::lock_guard lock(mutex_);
  under_way_.erase(id);
}

}  // namespace tocsin::serve
