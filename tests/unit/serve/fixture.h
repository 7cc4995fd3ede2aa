#pragma once
/// A service over a small desk in a folder of its own, asked without any network.

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <future>
#include <memory>
#include <string>

#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/service.h"
#include "tocsin/serve/web.h"

namespace tocsin::serve {

class TestDesk {
 public:
  TestDesk() {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("tocsin-serve-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(folder_);
    engine::DeskOptions options;
    options.mode = engine::DeskMode::kCreate;
    options.data_dir = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";
    options.who = "test";
    engine::Desk desk(file(), options);
    add_report(desk);
    desk.fuse();
  }
  ~TestDesk() {
    std::error_code ignored;  // a folder of a test that cannot be removed harms nobody
    std::filesystem::remove_all(folder_, ignored);
  }
  std::filesystem::path file() const { return folder_ / "desk.tocsin"; }

 private:
  static void add_report(engine::Desk& desk) {
    CodedReport coded;
    coded.report.id = "ridge-1";
    coded.report.text = "Gunmen attacked a post in Izra, killing two soldiers.";
    coded.report.source = "Ridge Monitor";
    coded.report.published = parse_date("2024-03-14");
    coded.report.published_basis = PublishedBasis::kGiven;
    coded.language = "en";
    const store::Added added = desk.add(coded.report);
    Event event;
    event.id = added.id + "/1";
    event.type = "ASSAULT";
    event.mode = "clash";
    event.confidence = 0.9;
    event.trigger = {7, 15};
    event.sentence = {0, 53};
    EventDate date;
    date.interval = {parse_date("2024-03-12"), parse_date("2024-03-12"), DatePrecision::kDay};
    date.basis = DateBasis::kStated;
    event.date = date;
    PlaceValue place;
    place.place = PlaceCandidate{};
    place.place->name = "Izra";
    place.place->id = "geonames:168118";
    place.place->lat = 32.85;
    place.place->lon = 36.25;
    place.place->country = "SYR";
    place.place->admin1 = "Daraa";
    place.place->radius_km = 3;
    place.place->precision = PlacePrecision::kTown;
    place.candidates = {*place.place};
    event.location = place;
    event.killed = EventCount{{40, 52}, 2, 2};
    coded.events.push_back(event);
    desk.save(coded, "hand");
  }
  std::filesystem::path folder_;
};

class TestService {
 public:
  TestService() {
    ServiceOptions options;
    options.house.desk = desk_.file();
    options.house.paths.data_dir = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";
    options.house.place.port = 8437;
    options.house.log = [this](const std::string& line) { log_ += line + "\n"; };
    service_ = std::make_unique<Service>(std::move(options));
    for (const Scope scope : kScopes) {
      const MadeToken made = passing_token(std::string(to_string(scope)), scope);
      Token token = made.token;
      token.id = "t-" + token.name;
      service_->house().gate().add(token);
      secrets_[static_cast<std::size_t>(scope)] = made.secret;
    }
  }

  const std::string& secret(Scope scope) const { return secrets_[static_cast<std::size_t>(scope)]; }
  House& house() { return service_->house(); }
  std::filesystem::path desk_file() const { return desk_.file(); }
  const std::string& log() const { return log_; }

  /// Scope::kNone: without a token.
  Request request(const std::string& method, const std::string& target, Scope scope,
                  const std::string& body = "") const {
    Request request;
    request.method = method;
    request.target = target;
    request.address = "127.0.0.1";
    request.headers = {{"Host", "127.0.0.1:8437"}};
    if (scope != Scope::kNone) {
      request.headers.emplace_back("Authorization", "Bearer " + secret(scope));
    }
    if (!body.empty()) {
      request.headers.emplace_back("Content-Type", "application/json");
      request.body = body;
    }
    return request;
  }

  Response ask(Request request) {
    try {
      const std::size_t longest = service_->expect(request);
      if (request.body.size() > longest) throw Problem("too_large", "too large");
    } catch (const Problem& problem) {
      return refusal(problem);
    }
    std::promise<Response> promise;
    service_->answer(std::move(request),
                     [&](Response&& response) { promise.set_value(std::move(response)); });
    return promise.get_future().get();
  }
  Response get(const std::string& target, Scope scope = Scope::kRead) {
    return ask(request("GET", target, scope));
  }
  Response post(const std::string& target, const std::string& body, Scope scope = Scope::kAdmin) {
    return ask(request("POST", target, scope, body));
  }

 private:
  TestDesk desk_;
  std::string log_;
  std::array<std::string, 5> secrets_;
  std::unique_ptr<Service> service_;
};

inline std::string code_of(const Response& response) {
  return Json::parse(response.body).value("code", "");
}

}  // namespace tocsin::serve
