#include "tocsin/serve/feeds.h"

#include <stdexcept>

#include "tests/unit/serve/fixture.h"

namespace tocsin::serve {
namespace {

engine::Desk open(const TestDesk& desk) {
  engine::DeskOptions options;
  options.who = "test";
  return engine::Desk(desk.file(), options);
}

Feed news() {
  Feed feed;
  feed.url = "https://news.example/feed.xml";
  feed.source = "Example News";
  return feed;
}

}  // namespace

TEST_CASE("what came of asking a feed is kept beside what others changed meanwhile") {
  const TestDesk test;
  engine::Desk desk = open(test);
  engine::Drawer drawer(test.file());
  FeedBook book(drawer, desk);
  Feed asked = book.add(news());
  Feed changed = asked;
  changed.name = "Night desk";
  changed.is_on = false;
  book.change(changed);
  ask(asked, [] { return Asked{3, "", {"\"v1\"", "Mon, 04 Mar 2024 08:00:00 GMT"}}; });
  book.note(asked);
  const Feed kept = find_feed(drawer, FeedPlace::kNetwork, asked.id).value();
  CHECK(kept.name == "Night desk");
  CHECK_FALSE(kept.is_on);
  CHECK(kept.last_new == 3);
  CHECK(kept.reports == 3);
  CHECK(kept.validators.etag == "\"v1\"");
  CHECK(kept.validators.last_modified == "Mon, 04 Mar 2024 08:00:00 GMT");
  CHECK_FALSE(kept.last_fetch.empty());
}

TEST_CASE("a feed that was removed while it was asked stays away") {
  const TestDesk test;
  engine::Desk desk = open(test);
  engine::Drawer drawer(test.file());
  FeedBook book(drawer, desk);
  const Feed feed = book.add(news());
  CHECK(book.remove(feed));
  book.note(feed);
  CHECK(feeds_in(drawer, FeedPlace::kNetwork).empty());
}

TEST_CASE("a feed with a fault keeps the fault and no version, so that it is read again") {
  Feed feed = news();
  feed.validators.etag = "\"v1\"";
  ask(feed, []() -> Asked { throw std::runtime_error("no answer"); });
  CHECK(feed.last_error == "no answer");
  CHECK(feed.validators.etag == "\"v1\"");
  ask(feed, [] { return Asked{1, "entry 2 has no text", {"\"v2\"", ""}}; });
  CHECK(feed.last_error == "entry 2 has no text");
  CHECK(feed.reports == 1);
  CHECK(feed.validators.etag.empty());
  ask(feed, [] { return Asked{0, "", {"\"v3\"", ""}}; });
  CHECK(feed.last_error.empty());
  CHECK(feed.validators.etag == "\"v3\"");
}

TEST_CASE("the server shows no feed of its machine and no version of a page") {
  TestService service;
  {
    engine::Desk desk(service.desk_file(), {});
    engine::Drawer drawer(service.desk_file());
    FeedBook book(drawer, desk);
    Feed local;
    local.place = FeedPlace::kLocal;
    local.url = "/srv/inbox";
    local = book.add(local);
    CHECK(service.get("/v1/feeds/" + local.id).status == 404);
    Feed page = book.add(news());
    page.validators.etag = "\"v1\"";
    book.change(page);
    CHECK(service.get("/v1/feeds/" + page.id).status == 200);
    CHECK(service.get("/v1/feeds/" + page.id).body.find("v1\\\"") == std::string::npos);
  }
  const Json listed = Json::parse(service.get("/v1/feeds").body);
  REQUIRE(listed["items"].size() == 1);
  CHECK(listed["items"][0]["url"] == "https://news.example/feed.xml");
  CHECK_FALSE(listed["items"][0].contains("etag"));
}

}  // namespace tocsin::serve
