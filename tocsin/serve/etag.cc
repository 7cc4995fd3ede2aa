#include "tocsin/serve/etag.h"

#include "tocsin/serve/problem.h"
#include "tocsin/serve/secret.h"

namespace tocsin::serve {

std::string etag_of(std::string_view body) { return '"' + digest(body).substr(0, 24) + '"'; }

Response tagged(const Json& json, int status) {
  Response response = json_response(json, status);
  std::string etag = etag_of(response.body);
  return response.with("ETag", std::move(etag));
}

bool names(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    while (!one.empty() && (one.front() == ' ' || one.front() == '\t')) one.remove_prefix(1);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\t')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == "*" || one == etag) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}

void expect_match(const Request& request, const Json& view) {
  const std::string_view wanted = header(request.headers, "If-Match");
  if (wanted.empty()) {
    throw Problem("if_match_missing", "If-Match: missing, expected the ETag that was read",
                  "If-Match");
  }
  if (names(wanted, etag_of(dump(view)))) return;
  throw Problem("lost_update", "it has changed since it was read: read it again and decide anew",
                "If-Match");
}

}  // namespace tocsin::serve
