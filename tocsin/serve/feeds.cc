#include "tocsin/serve/feeds.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "tocsin/serve/problem.h"
#include "tocsin/serve/secret.h"

namespace tocsin::serve {
namespace {

std::string words_at(const Json& json, const char* field) {
  const auto found = json.find(field);
  return found == json.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

// What the contract shows, and what only asking needs.
std::string record_of(const Feed& feed) {
  Json json = to_json(feed);
  json["etag"] = text_or_null(feed.validators.etag);
  json["last_modified"] = text_or_null(feed.validators.last_modified);
  return dump(json);
}

}  // namespace

Json to_json(const Feed& feed) {
  Json json;
  json["id"] = feed.id;
  json["url"] = feed.url;
  json["name"] = text_or_null(feed.name);
  json["source"] = text_or_null(feed.source);
  json["language"] = text_or_null(feed.language);
  json["every_minutes"] = feed.every_minutes;
  json["is_on"] = feed.is_on;
  json["last_fetch"] = text_or_null(feed.last_fetch);
  json["last_new"] = feed.last_new ? Json(*feed.last_new) : Json(nullptr);
  json["last_error"] = text_or_null(feed.last_error);
  json["reports"] = feed.reports;
  return json;
}

Feed read_feed(FeedPlace place, std::string_view record) {
  const Json json = Json::parse(record);
  Feed feed;
  feed.id = json.at("id");
  feed.place = place;
  feed.url = json.at("url");
  feed.name = words_at(json, "name");
  feed.source = words_at(json, "source");
  feed.language = words_at(json, "language");
  feed.every_minutes = json.at("every_minutes");
  feed.is_on = json.at("is_on");
  feed.last_fetch = words_at(json, "last_fetch");
  if (json.at("last_new").is_number()) feed.last_new = json.at("last_new").get<std::int64_t>();
  feed.last_error = words_at(json, "last_error");
  feed.reports = json.at("reports");
  feed.validators = {words_at(json, "etag"), words_at(json, "last_modified")};
  return feed;
}

std::string_view drawer_kind(FeedPlace place) {
  return place == FeedPlace::kNetwork ? "feed" : "local_feed";
}

std::vector<Feed> feeds_in(engine::Drawer& drawer, FeedPlace place) {
  std::vector<Feed> feeds;
  for (const engine::Kept& kept : drawer.list(drawer_kind(place))) {
    feeds.push_back(read_feed(place, kept.record));
  }
  std::reverse(feeds.begin(), feeds.end());
  return feeds;
}

std::optional<Feed> find_feed(engine::Drawer& drawer, FeedPlace place, std::string_view id) {
  const auto kept = drawer.get(drawer_kind(place), id);
  if (!kept) return std::nullopt;
  return read_feed(place, kept->record);
}

Feed FeedBook::add(Feed feed) {
  if (feed.place == FeedPlace::kNetwork) expect_public(parse_url(feed.url));
  for (const Feed& each : feeds_in(drawer_, feed.place)) {
    if (each.url == feed.url) {
      throw Problem("already_there", "url: the feed " + each.id + " has it already", "url");
    }
  }
  feed.id = drawer_.fresh_id("fd-");
  keep(feed, "added");
  return feed;
}

void FeedBook::change(const Feed& feed) { keep(feed, "changed"); }

bool FeedBook::remove(const Feed& feed) {
  if (!drawer_.remove(drawer_kind(feed.place), feed.id)) return false;
  note_change(feed, "gone");
  return true;
}

void FeedBook::note(const Feed& asked) {
  const std::string_view kind = drawer_kind(asked.place);
  while (const auto kept = drawer_.get(kind, asked.id)) {
    Feed feed = read_feed(asked.place, kept->record);
    feed.last_fetch = asked.last_fetch;
    feed.last_new = asked.last_new;
    feed.last_error = asked.last_error;
    feed.reports = asked.reports;
    feed.validators = asked.validators;
    if (!drawer_.put_over(kind, feed.id, record_of(feed), kept->version)) continue;
    return note_change(feed, "changed");
  }
}

void FeedBook::keep(const Feed& feed, std::string_view what) {
  drawer_.put(drawer_kind(feed.place), feed.id, record_of(feed));
  note_change(feed, what);
}

void FeedBook::note_change(const Feed& feed, std::string_view what) {
  if (feed.place == FeedPlace::kNetwork) desk_.store().note_change("feed", feed.id, what);
}

void ask(Feed& feed, const std::function<Asked()>& ask) {
  feed.last_fetch = moment();
  try {
    const Asked asked = ask();
    feed.last_new = asked.fresh;
    feed.last_error = asked.fault;
    feed.reports += asked.fresh;
    // What was refused is read and told again next time.
    feed.validators = asked.fault.empty() ? asked.validators : Validators{};
  } catch (const std::exception& error) {
    feed.last_error = error.what();
  }
}

ingest::Options reading_of(const Feed& feed) {
  ingest::Options options;
  options.source = feed.source;
  options.language = feed.language;
  return options;
}

Validators read_page(const Feed& feed, const ingest::Sink& sink,
                     const std::function<bool()>& go_on) {
  Fetching how;
  how.known = feed.validators;
  how.go_on = go_on;
  const Page page = fetch(feed.url, how);
  if (page.is_unchanged) return page.validators;
  std::istringstream stream(page.body);
  ingest::read_stream(stream, feed.id + ".xml", reading_of(feed), sink);
  return page.validators;
}

}  // namespace tocsin::serve
