#include "tocsin/serve/lists.h"

#include <algorithm>
#include <charconv>

#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"

namespace tocsin::serve {

std::string selection(const Call& call, const std::string& what) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : call.query) {
    if (name == "limit" || name == "cursor" || name == "order" || value.empty()) continue;
    parts.push_back(name + "=" + value);
  }
  std::sort(parts.begin(), parts.end());
  std::string text = what;
  for (const std::string& part : parts) text += '\n' + part;
  return text;
}

std::int64_t total_of(const Call& call, const std::string& what,
                      const std::function<std::int64_t(engine::Desk&)>& count) {
  return std::stoll(
      call.house.remembered(call.desk(), selection(call, what),
                            [count](engine::Desk& desk) { return std::to_string(count(desk)); }));
}

Response as_attachment(Response response, const std::string& name, const std::string& type) {
  std::string plain;
  for (const char c : name) {
    const bool is_safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    plain += is_safe ? c : '_';
  }
  response.with("Content-Type", type);
  return response.with("Content-Disposition",
                       "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encode(name));
}

Kept kept_page(const Call& call, const std::string& kind) {
  const std::size_t limit = limit_of(call.query);
  const std::string cursor = once(call.query, "cursor", 500).value_or("");
  std::int64_t before = INT64_MAX;
  if (!cursor.empty()) {
    const char* end = cursor.data() + cursor.size();
    const auto [stop, fault] = std::from_chars(cursor.data(), end, before);
    if (stop != end || fault != std::errc()) {
      throw bad_value("cursor", "\"" + cursor + "\" was not given by this list");
    }
  }
  Kept page{call.drawer().list(kind, limit + 1, before), {}, call.drawer().count(kind)};
  if (page.items.size() > limit) {
    page.items.pop_back();
    page.next = std::to_string(page.items.back().n);
  }
  return page;
}

}  // namespace tocsin::serve
