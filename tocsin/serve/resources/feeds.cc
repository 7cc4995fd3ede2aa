#include "tocsin/serve/feeds.h"

#include "tocsin/serve/etag.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/secret.h"
#include "tocsin/serve/take_in.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

FeedBook book(const Call& call) { return {call.drawer(), call.own_desk()}; }

Feed feed_named(const Call& call) {
  auto feed = find_feed(call.drawer(), FeedPlace::kNetwork, call.name());
  if (!feed) throw Problem("not_found", "there is no feed \"" + call.name() + "\"");
  return *std::move(feed);
}

Asked take_in_page(const Call& call, const Feed& feed) {
  Asked asked;
  const ingest::Sink sink{[&](ingest::Input input) {
                            if (take_in(call, std::move(input), "").is_new) ++asked.fresh;
                          },
                          [&](const ingest::Fault& each) {
                            if (each.severity == ingest::Severity::kError && asked.fault.empty())
                              asked.fault = each.message;
                          }};
  asked.validators = read_page(feed, sink);
  if (asked.fresh > 0) fuse_new(call);
  return asked;
}

// What came of it is noted in the feed and kept.
void fetch_into(const Call& call, Feed& feed) {
  ask(feed, [&] { return take_in_page(call, feed); });
  const std::lock_guard lock(call.house.writing());
  book(call).note(feed);
}

}  // namespace

Response list_feeds(const Call& call) {
  expect_only(call.query, {"limit", "cursor"});
  const Kept kept = kept_page(call, std::string(drawer_kind(FeedPlace::kNetwork)));
  Json items = Json::array();
  for (const engine::Kept& each : kept.items) {
    items.push_back(to_json(read_feed(FeedPlace::kNetwork, each.record)));
  }
  return json_response(page(std::move(items), kept.next, kept.total));
}

Response add_feed(const Call& call) {
  expect_only(call.query, {});
  const Json body =
      body_object(call.request, {"url", "name", "source", "language", "every_minutes"});
  Feed feed;
  feed.url = needed_text(body, "url", 4000);
  feed.name = text_in(body, "name", 300);
  feed.source = text_in(body, "source", 300);
  feed.language = text_in(body, "language", 35);
  feed.every_minutes = integer_in(body, "every_minutes", 5, 10080).value_or(feed.every_minutes);
  return tagged(to_json(book(call).add(std::move(feed))), 201);
}

Response get_feed(const Call& call) {
  expect_only(call.query, {});
  return tagged(to_json(feed_named(call)));
}

Response change_feed(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"name", "language", "every_minutes", "is_on"});
  Feed feed = feed_named(call);
  expect_match(call.request, to_json(feed));
  if (body.contains("name")) feed.name = text_in(body, "name", 300);
  if (body.contains("language")) feed.language = text_in(body, "language", 35);
  feed.every_minutes = integer_in(body, "every_minutes", 5, 10080).value_or(feed.every_minutes);
  feed.is_on = boolean_in(body, "is_on").value_or(feed.is_on);
  book(call).change(feed);
  return tagged(to_json(feed));
}

Response remove_feed(const Call& call) {
  expect_only(call.query, {});
  book(call).remove(feed_named(call));
  Response response;
  response.status = 204;
  return response;
}

Response fetch_feed(const Call& call) {
  expect_only(call.query, {});
  Feed feed = feed_named(call);
  if (!call.house.options().may_fetch) {
    throw Problem("network_off",
                  "the server was started without --allow-net, so it fetches nothing");
  }
  fetch_into(call, feed);
  return tagged(to_json(feed));
}

void fetch_due(House& house, Worker& worker) {
  const Request nobody;
  const Parameters none;
  const std::vector<std::string> no_path;
  const Grant grant{Scope::kWrite, "", "feeds", false};
  const Call call{nobody, none, no_path, grant, house, worker};
  for (Feed& feed : feeds_in(worker.drawer(), FeedPlace::kNetwork)) {
    const bool is_due =
        feed.last_fetch.empty() || feed.last_fetch <= moment(-60 * feed.every_minutes);
    if (feed.is_on && is_due) fetch_into(call, feed);
  }
}

}  // namespace tocsin::serve
