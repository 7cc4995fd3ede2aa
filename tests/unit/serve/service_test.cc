#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/unit/serve/fixture.h"
#include "tocsin/serve/web.h"

namespace tocsin::serve {
namespace {

Json json_of(const Response& response) { return Json::parse(response.body); }

Request with(Request request, const std::string& name, const std::string& value) {
  request.headers.emplace_back(name, value);
  return request;
}

std::string event_etag(TestService& service) {
  return std::string(header(service.get("/v1/events/ridge-1%2F1").headers, "ETag"));
}

Response review(TestService& service, const std::string& etag, const std::string& decision,
                const std::string& key = "") {
  Request request = with(service.request("POST", "/v1/events/ridge-1%2F1/review", Scope::kReview,
                                         "{\"decision\":\"" + decision + "\"}"),
                         "If-Match", etag);
  if (!key.empty()) request = with(request, "Idempotency-Key", key);
  return service.ask(request);
}

}  // namespace

TEST_CASE("lists, single things, maps and counts show what the desk holds") {
  TestService service;
  CHECK(json_of(service.get("/v1/status"))["counts"]["events"] == 1);
  CHECK(json_of(service.get("/v1/reports"))["items"][0]["id"] == "ridge-1");
  const Json event = json_of(service.get("/v1/events"))["items"][0];
  CHECK(event["id"] == "ridge-1/1");
  CHECK(event["sentence"] == "Gunmen attacked a post in Izra, killing two soldiers.");
  CHECK(event["trigger"] == Json({{"text", "attacked"}, {"start", 7}, {"end", 15}}));
  const Json incidents = json_of(service.get("/v1/incidents"));
  REQUIRE(incidents["total"] == 1);
  const std::string id = incidents["items"][0]["id"];
  CHECK(incidents["items"][0]["killed"] == Json({{"low", 2}, {"best", 2}, {"high", 2}}));
  CHECK(json_of(service.get("/v1/incidents/" + encode(id)))["claims"].size() == 1);
  const Json map = json_of(service.get("/v1/map"));
  CHECK(map["incident"] == Json::array({id}));
  CHECK(map["incidents"] == Json::array({1}));
  CHECK(map["happened"] == Json::array({1}));
  CHECK(map["unplaced"] == 0);
  const Json counts = json_of(service.get("/v1/counts?area=area:SYR/Daraa"));
  CHECK(counts["incidents"] == 1);
  CHECK(counts["areas"][0]["id"] == "area:SYR/Daraa");
  CHECK(counts["days"][0]["killed"] == 2);
  CHECK(json_of(service.get("/v1/counts?type=RETREAT"))["incidents"] == 0);
  const Json hits = json_of(service.get("/v1/search?words=attacked"));
  CHECK(hits["items"][0]["marks"][0] == Json::array({7, 15}));
  CHECK(service.log().empty());
}

TEST_CASE("pages follow one another without a gap and end") {
  TestService service;
  for (const char* list : {"reports", "events", "incidents", "journal"}) {
    CAPTURE(list);
    std::string cursor;
    std::size_t seen = 0;
    const Json first = json_of(service.get("/v1/" + std::string(list) + "?limit=1"));
    for (int page = 0; page < 20; ++page) {
      const Json json = json_of(service.get("/v1/" + std::string(list) + "?limit=1" +
                                            (cursor.empty() ? "" : "&cursor=" + encode(cursor))));
      seen += json["items"].size();
      if (json["next"].is_null()) break;
      cursor = json["next"];
    }
    CHECK(seen == first["total"].get<std::size_t>());
    CHECK(service.get("/v1/" + std::string(list) + "?cursor=nonsense").status == 400);
  }
}

TEST_CASE("what was read and has not changed is not sent again") {
  TestService service;
  const std::string etag = event_etag(service);
  const Response same = service.ask(
      with(service.request("GET", "/v1/events/ridge-1%2F1", Scope::kRead), "If-None-Match", etag));
  CHECK(same.status == 304);
  CHECK(same.body.empty());
}

TEST_CASE("a decision needs the version it was made on, and the later of two is told so") {
  TestService service;
  CHECK(service.post("/v1/events/ridge-1%2F1/review", "{\"decision\":\"accept\"}").status == 428);
  const std::string etag = event_etag(service);
  CHECK(review(service, etag, "accept").status == 200);
  const Response lost = review(service, etag, "reject");
  CHECK(lost.status == 409);
  CHECK(code_of(lost) == "lost_update");
  CHECK(json_of(service.get("/v1/events/ridge-1%2F1"))["review"] == "accepted");
}

TEST_CASE("a decision is acknowledged before it is fused, and fusion makes no version old") {
  TestService service;
  const Response rejected = review(service, event_etag(service), "reject");
  REQUIRE(rejected.status == 200);
  const auto incidents = [&] { return json_of(service.get("/v1/incidents"))["items"].size(); };
  for (int i = 0; i < 200 && incidents() > 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(incidents() == 0);
  const Response accepted =
      review(service, std::string(header(rejected.headers, "ETag")), "accept");
  REQUIRE(accepted.status == 200);
  const auto incident = [&] {
    return json_of(service.get("/v1/events/ridge-1%2F1"))["incident"].is_string();
  };
  for (int i = 0; i < 200 && !incident(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(incident());
  const std::string now = event_etag(service);
  CHECK(now != header(accepted.headers, "ETag"));
  CHECK(review(service, std::string(header(accepted.headers, "ETag")), "reject").status == 200);
  CHECK(review(service, now, "accept").status == 409);
}

TEST_CASE("of many decisions on one version exactly one is taken") {
  TestService service;
  const std::string etag = event_etag(service);
  std::atomic<int> taken{0};
  std::atomic<int> lost{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      const int status = review(service, etag, i % 2 == 0 ? "accept" : "reject").status;
      taken += status == 200;
      lost += status == 409;
    });
  }
  threads.clear();
  CHECK(taken == 1);
  CHECK(lost == 15);
}

TEST_CASE("a write with one key is done once, and its first answer is given again") {
  TestService service;
  const std::string etag = event_etag(service);
  const Response first = review(service, etag, "accept", "key-1");
  REQUIRE(first.status == 200);
  const Response again = review(service, etag, "accept", "key-1");
  CHECK(again.status == 200);
  CHECK(again.body == first.body);
  CHECK(header(again.headers, "Idempotency-Replayed") == "true");
  CHECK(json_of(service.get("/v1/journal?action=accept"))["total"] == 1);
  const Response other = review(service, etag, "reject", "key-1");
  CHECK(other.status == 422);
  CHECK(code_of(other) == "idempotency_conflict");
}

TEST_CASE("a correction is taken, shown, and taken back by its number") {
  TestService service;
  const Response corrected = service.ask(
      with(service.request("POST", "/v1/events/ridge-1%2F1/corrections", Scope::kReview,
                           R"({"field":"killed","value":"3..5","why":"a later count"})"),
           "If-Match", event_etag(service)));
  REQUIRE(corrected.status == 200);
  CHECK(json_of(corrected)["event"]["killed"]["max"] == 5);
  CHECK(json_of(corrected)["corrected"] == Json::array({"killed"}));
  const Json row = json_of(service.get("/v1/journal?by_hand=true"))["items"][0];
  CHECK(row["who"] == "review");
  const Response undone = service.post("/v1/undo", "{\"n\":" + dump(row["n"]) + "}");
  REQUIRE(undone.status == 200);
  CHECK(json_of(undone)["row"]["undoes"] == row["n"]);
  CHECK(json_of(service.get("/v1/events/ridge-1%2F1"))["event"]["killed"]["max"] == 2);
  CHECK(service.post("/v1/undo", "{\"n\":" + dump(row["n"]) + "}").status == 409);
}

TEST_CASE(
    "a session's cookie is out of reach of pages, and its writes need a header of their own") {
  TestService service;
  const Response opened = service.post(
      "/v1/session", "{\"token\":\"" + service.secret(Scope::kAdmin) + "\"}", Scope::kNone);
  REQUIRE(opened.status == 200);
  const std::string line(header(opened.headers, "Set-Cookie"));
  CHECK(line.find("HttpOnly") != std::string::npos);
  CHECK(line.find("SameSite=Strict") != std::string::npos);
  const std::string cookie = line.substr(0, line.find(';'));
  const Request settings =
      with(service.request("POST", "/v1/tokens", Scope::kNone, R"({"name":"a","scope":"read"})"),
           "Cookie", cookie);
  CHECK(code_of(service.ask(settings)) == "wrong_origin");
  CHECK(service.ask(with(settings, "X-Tocsin", "1")).status == 201);
  CHECK(service.ask(with(service.request("GET", "/v1/status", Scope::kNone), "Cookie", cookie))
            .status == 200);
}

TEST_CASE("a token that was made opens, and one that was revoked does not") {
  TestService service;
  const Json made = json_of(service.post("/v1/tokens", R"({"name":"night","scope":"read"})"));
  const std::string secret = made["token"];
  Request request =
      with(service.request("GET", "/v1/status", Scope::kNone), "Authorization", "Bearer " + secret);
  CHECK(service.ask(request).status == 200);
  const Json listed = json_of(service.get("/v1/tokens", Scope::kAdmin));
  CHECK(listed["items"][0]["name"] == "night");
  CHECK(dump(listed).find(secret) == std::string::npos);
  CHECK(service
            .ask(service.request("DELETE", "/v1/tokens/" + made["id"].get<std::string>(),
                                 Scope::kAdmin))
            .status == 204);
  CHECK(service.ask(request).status == 401);
}

TEST_CASE("a body that is wrong is refused with the name of its field") {
  TestService service;
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"({"name":"a"})", "scope"},
      {R"({"scope":"read"})", "name"},
      {R"({"name":"a","scope":"root"})", "scope"},
      {R"({"name":"a","scope":"read","expires_days":0})", "expires_days"},
      {R"({"name":"a","scope":"read","expires_days":1e3})", "expires_days"},
      {R"({"name":"a","scope":"read","expires_days":99999999999999999999})", "expires_days"},
      {R"({"name":7,"scope":"read"})", "name"},
      {R"({"name":"a","scope":"read","more":1})", "more"}};
  for (const auto& [body, field] : cases) {
    CAPTURE(body);
    const Response response = service.post("/v1/tokens", body);
    CHECK(response.status == 400);
    CHECK(json_of(response)["field"] == field);
  }
  for (const char* body :
       {"[]", "null", "{", "\"a\"", "{\"name\":\"a\\u0000\",\"scope\":\"read\"}"}) {
    CAPTURE(body);
    CHECK(service.post("/v1/tokens", body).status == 400);
  }
  CHECK(
      service.post("/v1/tokens", "{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}")
          .status == 400);
  Request form = service.request("POST", "/v1/tokens", Scope::kAdmin);
  form.headers.emplace_back("Content-Type", "text/plain");
  form.body = R"({"name":"a","scope":"read"})";
  CHECK(service.ask(form).status == 415);
}

TEST_CASE("feeds are kept, and addresses of this machine are not") {
  TestService service;
  const Response made = service.post("/v1/feeds", R"({"url":"https://news.example/feed.xml"})");
  REQUIRE(made.status == 201);
  const std::string id = json_of(made)["id"];
  CHECK(service.post("/v1/feeds", R"({"url":"https://news.example/feed.xml"})").status == 409);
  CHECK(service.post("/v1/feeds", R"({"url":"http://169.254.169.254/"})").status == 400);
  CHECK(code_of(service.ask(service.request("POST", "/v1/feeds/" + id + "/fetch", Scope::kAdmin,
                                            "{}"))) == "network_off");
  Request change = service.request("PATCH", "/v1/feeds/" + id, Scope::kAdmin, R"({"is_on":false})");
  CHECK(service.ask(change).status == 428);
  const std::string etag(header(made.headers, "ETag"));
  CHECK(json_of(service.ask(with(change, "If-Match", etag)))["is_on"] == false);
  CHECK(service.ask(with(change, "If-Match", etag)).status == 409);
}

TEST_CASE("an export is streamed, counts what the list counts, and is saved, never shown") {
  TestService service;
  for (const char* of : {"events", "incidents"}) {
    CAPTURE(of);
    const Response response = service.get("/v1/exports?format=jsonl&of=" + std::string(of));
    REQUIRE(response.status == 200);
    CHECK(header(response.headers, "X-Total") == "1");
    CHECK(header(response.headers, "Content-Disposition").starts_with("attachment"));
    std::string all;
    for (std::string piece = response.stream.next(); !piece.empty();
         piece = response.stream.next()) {
      all += piece;
    }
    CHECK(Json::parse(all).is_object());
  }
  CHECK(service.get("/v1/exports?format=tar").status == 400);
  CHECK(service.get("/v1/exports?format=jsonl&of=all").status == 400);
}

TEST_CASE("every answer carries the headers that keep browsers from doing more with it") {
  TestService service;
  for (const std::string target : {"/v1/status", "/v1/none", "/", "/none.js"}) {
    CAPTURE(target);
    const Response response = service.get(target);
    CHECK(header(response.headers, "Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(header(response.headers, "X-Content-Type-Options") == "nosniff");
    CHECK(header(response.headers, "Referrer-Policy") == "no-referrer");
    CHECK(header(response.headers, "X-Frame-Options") == "DENY");
  }
}

TEST_CASE("paths that climb find nothing") {
  TestService service;
  const std::vector<std::string> ups{"..",    "%2e%2e",    "%2E.",  ".%2e",
                                     "..%2f", "%2e%2e%2f", "..%5c", "..\\"};
  const std::vector<std::string> files{"etc/passwd", "desk.tocsin", "proc/self/environ",
                                       "root/.ssh/id_rsa"};
  int cases = 0;
  for (const std::string& up : ups) {
    for (const std::string& file : files) {
      for (const char* root : {"/", "/assets/", "/v1/backups/", "/v1/sitreps/"}) {
        for (const int deep : {1, 8}) {
          std::string target = root;
          for (int i = 0; i < deep; ++i) target += up + "/";
          target += file;
          CAPTURE(target);
          const Response response = service.get(target, Scope::kAdmin);
          CHECK((response.status == 404 || response.status == 400 || response.status == 405));
          CHECK(response.body.find("root:") == std::string::npos);
          ++cases;
        }
      }
    }
  }
  CHECK(cases >= 100);
}

TEST_CASE("changes are told from the number on that a client has seen") {
  TestService service;
  Response all = service.get("/v1/changes?after=0");
  REQUIRE(all.stream.next);
  CHECK(all.stream.is_ready());
  const std::string text = all.stream.next();
  CHECK(text.find("event: change\ndata: {\"n\":1,") != std::string::npos);
  Response fresh = service.get("/v1/changes");
  CHECK(fresh.stream.next() == "retry: 2000\n\n");
  CHECK_FALSE(fresh.stream.is_ready());
  REQUIRE(review(service, event_etag(service), "accept").status == 200);
  service.house().look_for_changes();
  CHECK(fresh.stream.is_ready());
  CHECK(fresh.stream.next().find("ridge-1") != std::string::npos);
}

}  // namespace tocsin::serve
