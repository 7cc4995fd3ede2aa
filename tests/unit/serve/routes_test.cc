#include "tocsin/serve/routes.h"

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>

#include "tests/unit/serve/fixture.h"

namespace tocsin::serve {
namespace {

// What docs/openapi.yaml says of each operation: "GET /v1/status" to its scope. The contract is
// written so that these lines stand alone.
std::map<std::string, std::string> contract_scopes() {
  std::ifstream file(std::filesystem::path(TOCSIN_SOURCE_DIR) / "docs" / "openapi.yaml");
  std::map<std::string, std::string> scopes;
  std::string line;
  std::string path;
  std::string method;
  while (std::getline(file, line)) {
    if (line.starts_with("components:")) break;
    if (line.starts_with("  /")) path = line.substr(2, line.find(':', 2) - 2);
    for (const char* word : {"get", "post", "patch", "delete"}) {
      if (line.starts_with("    " + std::string(word) + ":")) {
        method = word;
        for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
      }
    }
    const std::size_t at = line.find("x-scope: ");
    if (at == std::string::npos) continue;
    const std::size_t end = line.find_first_of(",}", at);
    scopes[method + " " + path] =
        line.substr(at + 9, end == std::string::npos ? end : end - at - 9);
  }
  return scopes;
}

// An address of the route with names that are nowhere.
std::string address_of(const Route& route) {
  std::string address(route.pattern);
  for (std::size_t at = address.find('{'); at != std::string::npos; at = address.find('{')) {
    address.replace(at, address.find('}') - at + 1, "none");
  }
  return address;
}

}  // namespace

TEST_CASE(
    "the table of routes has the operations of the contract with their scopes, and no others") {
  std::map<std::string, std::string> served;
  for (const Route& route : routes()) {
    served[std::string(route.method) + " " + std::string(route.pattern)] = to_string(route.scope);
  }
  const auto promised = contract_scopes();
  CHECK(promised.size() > 50);
  for (const auto& [operation, scope] : promised) {
    CAPTURE(operation);
    CHECK(served[operation] == scope);
  }
  for (const auto& [operation, scope] : served) {
    CAPTURE(operation);
    CHECK(promised.contains(operation));
  }
}

TEST_CASE("every route lets those in who have its scope, and nobody else") {
  TestService service;
  int cases = 0;
  for (const Route& route : routes()) {
    if (route.scope == Scope::kNone) continue;
    for (const Scope scope :
         {Scope::kNone, Scope::kRead, Scope::kReview, Scope::kWrite, Scope::kAdmin}) {
      const std::string method(route.method);
      const std::string address = address_of(route);
      CAPTURE(method);
      CAPTURE(address);
      CAPTURE(to_string(scope));
      if (route.handler == nullptr || address == "/v1/backups" || address == "/v1/verify") continue;
      const Response response = service.ask(
          service.request(method, address, scope, route.body_bytes > 0 ? "{\"odd\":1}" : ""));
      ++cases;
      if (scope == Scope::kNone) {
        CHECK(response.status == 401);
      } else if (scope < route.scope) {
        CHECK(response.status == 403);
        CHECK(code_of(response) == "wrong_scope");
      } else {
        CHECK(response.status != 401);
        CHECK(response.status != 403);
        CHECK(response.status < 500);
      }
    }
  }
  CHECK(cases >= 250);
  CHECK(service.log().empty());
}

TEST_CASE(
    "a path is found with what stands in its braces, and a wrong method is told the right ones") {
  const Match match = find_route("GET", {"v1", "events", "r/1"});
  REQUIRE(match.route);
  CHECK(match.route->pattern == "/v1/events/{event}");
  CHECK(match.path == std::vector<std::string>{"r/1"});
  CHECK(find_route("HEAD", {"v1", "status"}).route->pattern == "/v1/status");
  CHECK_THROWS_WITH_AS(find_route("DELETE", {"v1", "events", "a"}), doctest::Contains("GET"),
                       Problem);
  for (const std::vector<std::string>& path :
       std::vector<std::vector<std::string>>{{"v1"},
                                             {"v1", ""},
                                             {"v1", "events", ""},
                                             {"v1", "events", "a", "b"},
                                             {"v1", "status", ""}}) {
    CHECK_THROWS_AS(find_route("GET", path), Problem);
  }
}

}  // namespace tocsin::serve
