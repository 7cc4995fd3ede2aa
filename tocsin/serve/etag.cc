#include "tocsin/serve/etag.h"

#include "tocsin/serve/problem.h"
#include "tocsin/serve/secret.h"

namespace tocsin::serve {

namespace {

constexpr char kApart = '.';  // between the version of what was decided and that of the rest

std::string version_of(std::string_view body) { return digest(body).substr(0, 24); }

template <typename Condition>
bool any_of(std::string_view list, const Condition& is_it) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    while (!one.empty() && (one.front() == ' ' || one.front() == '\t')) one.remove_prefix(1);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\t')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == "*" || is_it(one)) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}

std::string_view needed_match(const Request& request) {
  const std::string_view wanted = header(request.headers, "If-Match");
  if (wanted.empty()) {
    throw Problem("if_match_missing", "If-Match: missing, expected the ETag that was read",
                  "If-Match");
  }
  return wanted;
}

[[noreturn]] void refuse_match() {
  throw Problem("lost_update", "it has changed since it was read: read it again and decide anew",
                "If-Match");
}

}  // namespace

std::string etag_of(std::string_view body) { return '"' + version_of(body) + '"'; }

Response tagged(const Json& json, int status) {
  Response response = json_response(json, status);
  std::string etag = etag_of(response.body);
  return response.with("ETag", std::move(etag));
}

Response tagged(const Json& json, const Json& decided) {
  Response response = json_response(json, 200);
  std::string etag = '"' + version_of(dump(decided)) + kApart + version_of(response.body) + '"';
  return response.with("ETag", std::move(etag));
}

bool names(std::string_view list, std::string_view etag) {
  return any_of(list, [&](std::string_view one) { return one == etag; });
}

void expect_match(const Request& request, const Json& view) {
  const std::string_view wanted = needed_match(request);
  if (!names(wanted, etag_of(dump(view)))) refuse_match();
}

void expect_decided(const Request& request, const Json& decided) {
  const std::string_view wanted = needed_match(request);
  const std::string version = '"' + version_of(dump(decided)) + kApart;
  const auto is_it = [&](std::string_view one) { return one.starts_with(version); };
  if (!any_of(wanted, is_it)) refuse_match();
}

}  // namespace tocsin::serve
