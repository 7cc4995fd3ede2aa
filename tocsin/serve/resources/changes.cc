// How it works: a connection holds the number of the last change it was told of, and asks the house
// for those after it; where there is nothing new the question costs one comparison.
#include <charconv>
#include <memory>

#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"

namespace tocsin::serve {
namespace {

std::optional<std::int64_t> last_event_id(const Request& request) {
  const std::string_view words = header(request.headers, "Last-Event-ID");
  if (words.empty()) return std::nullopt;
  std::int64_t n = 0;
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), n);
  if (fault != std::errc() || end != words.data() + words.size() || n < 0) {
    throw bad_value("Last-Event-ID", "expected the number of a change");
  }
  return n;
}

std::string told(const std::vector<store::Changed>& changes) {
  std::string text;
  for (const store::Changed& change : changes) {
    const Json json = {
        {"n", change.n}, {"kind", change.kind}, {"id", change.id}, {"what", change.what}};
    text += "id: " + std::to_string(change.n) + "\nevent: change\ndata: " + dump(json) + "\n\n";
  }
  return text;
}

}  // namespace

Response stream_changes(const Call& call) {
  expect_only(call.query, {"after"});
  const auto asked = integer_once(call.query, "after", 0, INT64_MAX);
  const auto seen = last_event_id(call.request);
  call.house.look_for_changes();
  House& house = call.house;
  const auto after =
      std::make_shared<std::int64_t>(seen ? *seen : asked.value_or(house.last_change()));
  const auto greeted = std::make_shared<bool>(false);
  Response response;
  response.with("Content-Type", "text/event-stream");
  response.with("X-Accel-Buffering", "no");
  response.stream.waits = true;
  response.stream.is_ready = [&house, after, greeted] {
    return !*greeted || house.last_change() > *after;
  };
  response.stream.next = [&house, after, greeted] {
    std::string text = *greeted ? "" : "retry: 2000\n\n";
    *greeted = true;
    const auto changes = house.changes_after(*after);
    if (!changes.empty()) *after = changes.back().n;
    return text + told(changes);
  };
  return response;
}

}  // namespace tocsin::serve
