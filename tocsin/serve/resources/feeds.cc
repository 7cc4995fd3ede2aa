#include "tocsin/serve/feeds.h"

#include <sstream>

#include "tocsin/serve/etag.h"
#include "tocsin/serve/fetch.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"
#include "tocsin/serve/secret.h"
#include "tocsin/serve/take_in.h"
#include "tocsin/serve/views.h"

namespace tocsin::serve {
namespace {

constexpr std::string_view kKind = "feed";

Json feed_named(const Call& call) {
  const auto kept = call.drawer().get(kKind, call.name());
  if (!kept) throw Problem("not_found", "there is no feed \"" + call.name() + "\"");
  return Json::parse(kept->record);
}

void keep(const Call& call, const Json& feed, std::string_view what) {
  const std::string id = feed.at("id");
  call.drawer().put(kKind, id, dump(feed));
  call.own_desk().store().note_change("feed", id, what);
}

void expect_new(const Call& call, const std::string& url) {
  for (const engine::Kept& kept : call.drawer().list(kKind)) {
    if (Json::parse(kept.record).at("url") == url) {
      throw Problem("already_there", "url: the feed " + kept.id + " has it already", "url");
    }
  }
}

// Reads what was fetched as a file of any format; returns how many reports were new.
std::int64_t take_in_page(const Call& call, const Json& feed, const std::string& body) {
  ingest::Options options;
  if (feed.at("source").is_string()) options.source = feed.at("source").get<std::string>();
  if (feed.at("language").is_string()) options.language = feed.at("language").get<std::string>();
  std::int64_t fresh = 0;
  std::string fault;
  const ingest::Sink sink{[&](ingest::Input input) {
                            if (take_in(call, std::move(input), "").is_new) ++fresh;
                          },
                          [&](const ingest::Fault& each) {
                            if (each.severity == ingest::Severity::kError && fault.empty())
                              fault = each.message;
                          }};
  std::istringstream stream(body);
  ingest::read_stream(stream, feed.at("id").get<std::string>() + ".xml", options, sink);
  if (fresh == 0 && !fault.empty()) throw Problem("unreadable", fault);
  if (fresh > 0) fuse_new(call);
  return fresh;
}

}  // namespace

Response list_feeds(const Call& call) {
  expect_only(call.query, {"limit", "cursor"});
  const Kept kept = kept_page(call, std::string(kKind));
  Json items = Json::array();
  for (const engine::Kept& each : kept.items) items.push_back(Json::parse(each.record));
  return json_response(page(std::move(items), kept.next, kept.total));
}

Response add_feed(const Call& call) {
  expect_only(call.query, {});
  const Json body =
      body_object(call.request, {"url", "name", "source", "language", "every_minutes"});
  const std::string url = needed_text(body, "url", 4000);
  expect_public(parse_url(url));
  expect_new(call, url);
  Json feed;
  feed["id"] = call.drawer().fresh_id("fd-");
  feed["url"] = url;
  feed["name"] = text_or_null(text_in(body, "name", 300));
  feed["source"] = text_or_null(text_in(body, "source", 300));
  feed["language"] = text_or_null(text_in(body, "language", 35));
  feed["every_minutes"] = integer_in(body, "every_minutes", 5, 10080).value_or(60);
  feed["is_on"] = true;
  feed["last_fetch"] = nullptr;
  feed["last_new"] = nullptr;
  feed["last_error"] = nullptr;
  feed["reports"] = 0;
  keep(call, feed, "added");
  return tagged(feed, 201);
}

Response get_feed(const Call& call) {
  expect_only(call.query, {});
  return tagged(feed_named(call));
}

Response change_feed(const Call& call) {
  expect_only(call.query, {});
  const Json body = body_object(call.request, {"name", "language", "every_minutes", "is_on"});
  Json feed = feed_named(call);
  expect_match(call.request, feed);
  if (body.contains("name")) feed["name"] = text_or_null(text_in(body, "name", 300));
  if (body.contains("language")) feed["language"] = text_or_null(text_in(body, "language", 35));
  if (const auto every = integer_in(body, "every_minutes", 5, 10080))
    feed["every_minutes"] = *every;
  if (const auto is_on = boolean_in(body, "is_on")) feed["is_on"] = *is_on;
  keep(call, feed, "changed");
  return tagged(feed);
}

Response remove_feed(const Call& call) {
  expect_only(call.query, {});
  if (!call.drawer().remove(kKind, call.name())) {
    throw Problem("not_found", "there is no feed \"" + call.name() + "\"");
  }
  call.own_desk().store().note_change("feed", call.name(), "gone");
  Response response;
  response.status = 204;
  return response;
}

Response fetch_feed(const Call& call) {
  expect_only(call.query, {});
  Json feed = feed_named(call);
  if (!call.house.options().may_fetch) {
    throw Problem("network_off",
                  "the server was started without --allow-net, so it fetches nothing");
  }
  fetch_into(call, feed);
  return tagged(feed);
}

void fetch_due(House& house, Worker& worker) {
  const Request nobody;
  const Parameters none;
  const std::vector<std::string> no_path;
  const Grant grant{Scope::kWrite, "", "feeds", false};
  const Call call{nobody, none, no_path, grant, house, worker};
  for (const engine::Kept& kept : worker.drawer().list(kKind)) {
    Json feed = Json::parse(kept.record);
    const long long seconds = 60 * feed.at("every_minutes").get<long long>();
    const bool is_due =
        feed.at("last_fetch").is_null() || feed.at("last_fetch") <= moment(-seconds);
    if (feed.at("is_on").get<bool>() && is_due) fetch_into(call, feed);
  }
}

void fetch_into(const Call& call, Json& feed) {
  feed["last_fetch"] = moment();
  try {
    const std::int64_t fresh = take_in_page(call, feed, fetch(feed.at("url").get<std::string>()));
    feed["last_new"] = fresh;
    feed["last_error"] = nullptr;
    feed["reports"] = feed.at("reports").get<std::int64_t>() + fresh;
  } catch (const Problem& problem) {
    feed["last_error"] = problem.what();
  } catch (const Error& error) {
    feed["last_error"] = error.what();
  }
  const std::lock_guard lock(call.house.writing());
  keep(call, feed, "changed");
}

}  // namespace tocsin::serve
