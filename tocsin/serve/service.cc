// How it works: a request is judged by its header before its body is read. Then it goes to one of
// three crews: those who look things up, the one who writes, and those whose work takes long. A
// watcher notes what other programs do to the desk: changes, new tokens, revoked ones.
#include "tocsin/serve/service.h"

#include <algorithm>
#include <chrono>

#include "tocsin/serve/areas.h"
#include "tocsin/serve/etag.h"
#include "tocsin/serve/feeds.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/web.h"

namespace tocsin::serve {

struct Admitted {
  Target target;
  Match match;  // no route: a file of the web application
  Grant grant;
};

namespace {

constexpr std::size_t kLongestQueue = 2000;
constexpr std::chrono::milliseconds kWatchPause{150};
constexpr std::chrono::milliseconds kTidyPause{500};
constexpr std::chrono::minutes kSweepPause{10};
constexpr std::chrono::milliseconds kShortFusion{10};  // then the next portion is larger
constexpr std::chrono::milliseconds kLongFusion{30};   // and here smaller: writers are waiting
constexpr std::size_t kMostFused = 64;
constexpr std::chrono::minutes kFeedPause{1};

bool is_of_api(const Target& target) { return target.path.front() == "v1"; }

bool is_write(std::string_view method) { return method != "GET" && method != "HEAD"; }

// A page of another origin can send a cookie with a form, but not this header.
void expect_wanted(const Request& head, const Grant& grant) {
  if (!grant.by_cookie || !is_write(head.method)) return;
  if (header(head.headers, "X-Tocsin") == "1") return;
  throw Problem("wrong_origin", "X-Tocsin: missing, expected 1 on a write with a session",
                "X-Tocsin");
}

void expect_scope(const Grant& grant, const Route& route) {
  if (grant.scope >= route.scope) return;
  if (grant.scope == Scope::kNone) {
    throw Problem("no_token", "this address needs a token: Authorization: Bearer TOKEN");
  }
  throw Problem("wrong_scope", "this address needs the scope " +
                                   std::string(to_string(route.scope)) + ", the token has " +
                                   std::string(to_string(grant.scope)));
}

// Behind a proxy the client is who the proxy says it is.
void name_client(Request& head, const Place& place) {
  if (!place.is_behind_proxy) return;
  const std::string_view hops = header(head.headers, "X-Forwarded-For");
  const std::size_t comma = hops.rfind(',');
  std::string_view last = comma == std::string_view::npos ? hops : hops.substr(comma + 1);
  while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
  if (!last.empty()) head.address = std::string(last.substr(0, 64));
}

Response not_changed(const Response& response) {
  Response answer;
  answer.status = 304;
  answer.with("ETag", std::string(header(response.headers, "ETag")));
  return answer;
}

Response web_answer(const Request& request) {
  try {
    return web_file(request.method, request.admitted->target, request.headers);
  } catch (const Problem& problem) {
    return to_response(problem);
  }
}

// Alerts are looked for once the desk has been quiet for a while.
class AlertTimer {
 public:
  bool is_due(std::int64_t change) {
    const auto now = std::chrono::steady_clock::now();
    if (change != seen_) {
      seen_ = change;
      changed_ = now;
    }
    if (seen_ == done_ || now - changed_ < kQuiet) return false;
    done_ = seen_;
    return true;
  }

 private:
  static constexpr std::chrono::seconds kQuiet{2};
  std::int64_t seen_ = 0;
  std::int64_t done_ = 0;
  std::chrono::steady_clock::time_point changed_;
};

Response finish(const Request& request, Response response, bool is_api) {
  const std::string_view etag = header(response.headers, "ETag");
  const bool is_look = !is_write(request.method);
  if (is_look && response.status == 200 && !etag.empty() &&
      names(header(request.headers, "If-None-Match"), etag)) {
    response = not_changed(response);
  }
  add_security_headers(response, is_api ? PageKind::kApi : PageKind::kWeb);
  return response;
}

}  // namespace

Service::Crew::Crew(House& house, std::size_t threads, Pool::Rank rank)
    : pool(threads, kLongestQueue, rank) {
  for (std::size_t i = 0; i < threads; ++i) workers.push_back(std::make_unique<Worker>(house));
}

Service::Service(ServiceOptions options)
    : house_(std::move(options.house)),
      readers_(house_, options.readers, Pool::Rank::kSecond),
      writers_(house_, 1, Pool::Rank::kFirst),
      thinkers_(house_, options.thinkers, Pool::Rank::kSecond) {
  engine::Drawer drawer(house_.options().desk);  // a desk that cannot be opened is told now
  house_.gate().know(list_tokens(drawer));
  watch_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
  tidy_ = std::jthread([this](const std::stop_token& stop) { tidy(stop); });
}

Service::~Service() { end(); }

void Service::end() {
  watch_ = {};
  tidy_ = {};
  for (Crew* crew : {&readers_, &writers_, &thinkers_}) crew->pool.end();
  house_.end();
}

void Service::set_place(Place place) { house_.set_place(std::move(place)); }

std::size_t Service::expect(Request& head) {
  const Place& place = house_.options().place;
  name_client(head, place);
  expect_own(head.headers, place);
  auto admitted = std::make_shared<Admitted>();
  admitted->target = parse_target(head.target);
  if (!is_of_api(admitted->target)) {
    head.admitted = std::move(admitted);
    return 0;
  }
  admitted->match = find_route(head.method, admitted->target.path);
  const Route& route = *admitted->match.route;
  if (route.scope == Scope::kNone) {  // whatever token or session it comes with
    house_.gate().count(head.address);
  } else {
    admitted->grant = house_.gate().admit(head.headers, head.address);
    expect_wanted(head, admitted->grant);
    expect_scope(admitted->grant, route);
  }
  const std::size_t body = route.body_bytes;
  head.admitted = std::move(admitted);
  return body;
}

Service::Crew& Service::crew_of(Kind kind) {
  switch (kind) {
    case Kind::kWrite:
    case Kind::kWriteOnce:
      return writers_;
    case Kind::kThink:
    case Kind::kTakeIn:
      return thinkers_;
    case Kind::kLook:
    case Kind::kAlone:
      break;
  }
  return readers_;
}

void Service::answer(Request&& request, Duties::Done done) {
  if (!request.admitted->match.route) {
    return done(finish(request, web_answer(request), false));
  }
  Crew& crew = crew_of(request.admitted->match.route->kind);
  auto shared = std::make_shared<Request>(std::move(request));
  auto reply = std::make_shared<Duties::Done>(std::move(done));
  const bool is_taken = crew.pool.add([this, &crew, shared, reply](std::size_t thread) {
    (*reply)(finish(*shared, handle(*shared, *crew.workers[thread]), true));
  });
  if (is_taken) return;
  (*reply)(finish(*shared, to_response({"desk_busy", "too much is waiting; ask again in a moment"}),
                  true));
}

Response Service::handle(const Request& request, Worker& worker) {
  const Admitted& admitted = *request.admitted;
  const Route& route = *admitted.match.route;
  const Call call{request, admitted.target.query, admitted.match.path, admitted.grant, house_,
                  worker};
  try {
    if (route.kind == Kind::kWrite) {
      const std::lock_guard lock(house_.writing());
      Response response = route.handler(call);
      house_.look_for_changes();  // whoever wrote sees it in what is asked next
      return response;
    }
    if (route.kind == Kind::kWriteOnce || route.kind == Kind::kTakeIn) {
      Response response = handle_once(call, route);
      house_.look_for_changes();
      house_.fuse_soon();
      return response;
    }
    return route.handler(call);
  } catch (const Problem& problem) {
    return to_response(problem);
  } catch (const Error& error) {
    const Problem problem = to_problem(error);
    if (problem.code() == "internal") {
      house_.log(request.method + " " + std::string(route.pattern) + ": " + error.what());
    }
    return to_response(problem);
  } catch (const std::exception& error) {
    house_.log(request.method + " " + std::string(route.pattern) + ": " + error.what());
    return to_response(
        {"internal", "A fault of the server: its operator finds the reason in its log."});
  }
}

Response Service::handle_once(const Call& call, const Route& route) {
  const auto work = [&] {
    if (route.kind == Kind::kTakeIn) return route.handler(call);
    const std::lock_guard lock(house_.writing());
    return route.handler(call);
  };
  if (header(call.request.headers, "Idempotency-Key").empty()) return work();
  const auto held = house_.keys().hold(Idempotency::id_of(call.grant.token, call.request));
  if (auto first = house_.keys().replay(call.drawer(), held, call.request)) return *first;
  Response response = work();
  house_.keys().keep(call.drawer(), held, call.request, response);
  return response;
}

Duties Service::duties() {
  Duties duties;
  duties.expect = [this](Request& head) { return expect(head); };
  duties.answer = [this](Request&& request, Duties::Done done) {
    answer(std::move(request), std::move(done));
  };
  duties.run = [this](const std::function<void()>& work) {
    // A full queue must not lose a stream: the network's own thread does the work then.
    if (!readers_.pool.add([work](std::size_t) { work(); })) work();
  };
  return duties;
}

void Service::set_to_work(const std::string& what, void (*work)(House&, Worker&)) {
  thinkers_.pool.add([this, what, work](std::size_t thread) {
    try {
      work(house_, *thinkers_.workers[thread]);
    } catch (const std::exception& error) {
      house_.log(what + ": " + error.what());
    }
  });
}

void Service::fuse_soon() {
  if (is_fusing_.exchange(true)) return;
  const bool is_taken = writers_.pool.add([this](std::size_t thread) {
    is_fusing_ = false;
    fuse_some(*writers_.workers[thread]);
  });
  if (!is_taken) is_fusing_ = false;
}

void Service::fuse_some(Worker& worker) {
  try {
    const auto begin = std::chrono::steady_clock::now();
    bool is_more = false;
    {
      const std::lock_guard lock(house_.writing());
      is_more = worker.desk_of("desk").fuse_some(portion_);
    }
    const auto took = std::chrono::steady_clock::now() - begin;
    if (took > kLongFusion) portion_ = std::max<std::size_t>(1, portion_ / 2);
    if (took < kShortFusion) portion_ = std::min<std::size_t>(kMostFused, portion_ * 2);
    if (is_more) fuse_soon();  // behind the writes that came meanwhile
  } catch (const std::exception& error) {
    house_.log(std::string("fusing what was decided: ") + error.what());
  }
}

void Service::watch(const std::stop_token& stop) {
  std::int64_t version = -1;
  auto swept = std::chrono::steady_clock::now();
  auto asked = swept;
  AlertTimer alerts;
  std::unique_ptr<engine::Drawer> drawer;
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(kWatchPause);
    try {
      if (!drawer) drawer = std::make_unique<engine::Drawer>(house_.options().desk);
      if (const std::int64_t now = drawer->data_version(); now != version) {
        version = now;
        house_.look_for_changes();
        house_.gate().know(list_tokens(*drawer));
      }
      if (house_.take_fusion()) fuse_soon();
      if (alerts.is_due(house_.last_change())) set_to_work("looking for alerts", raise_alerts);
      if (house_.options().may_fetch && std::chrono::steady_clock::now() - asked > kFeedPause) {
        asked = std::chrono::steady_clock::now();
        set_to_work("fetching feeds", fetch_due);
      }
      if (std::chrono::steady_clock::now() - swept > kSweepPause) {
        Idempotency::sweep(*drawer);
        swept = std::chrono::steady_clock::now();
      }
    } catch (const std::exception& error) {
      house_.log(std::string("watching the desk: ") + error.what());
      drawer.reset();
    }
  }
}

void Service::tidy(const std::stop_token& stop) {
  std::unique_ptr<engine::Desk> desk;
  std::int64_t seen = -1;
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(kTidyPause);
    try {
      if (!desk)
        desk = std::make_unique<engine::Desk>(house_.options().desk, engine::DeskOptions{});
      store::Connection& connection = desk->store().connection();
      const std::int64_t now = connection.integer("PRAGMA data_version").value_or(0);
      if (now == seen) continue;
      seen = now;
      connection.run("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (const std::exception& error) {
      house_.log(std::string("tidying the desk: ") + error.what());
      desk.reset();
    }
  }
}

}  // namespace tocsin::serve
