#include "tocsin/serve/fetch.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

// A server of this machine that answers each request with what `answer` makes of it.
class LocalServer {
 public:
  explicit LocalServer(std::function<std::string(const std::string& request)> answer)
      : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    auto* const address = reinterpret_cast<sockaddr*>(&place);
    REQUIRE(::bind(socket_, address, size) == 0);
    REQUIRE(::listen(socket_, 8) == 0);
    REQUIRE(::getsockname(socket_, address, &size) == 0);
    port_ = ntohs(place.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~LocalServer() {
    ends_ = true;
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }

  std::string address(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    while (!ends_) {
      const int client = ::accept(socket_, nullptr, nullptr);
      if (client < 0) continue;
      std::string request(4096, '\0');
      const auto count = ::recv(client, request.data(), request.size(), 0);
      request.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      const std::string answer = answer_(request);
      ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
      ::close(client);
    }
  }

  std::function<std::string(const std::string& request)> answer_;
  int socket_;
  unsigned short port_ = 0;
  std::atomic<bool> ends_ = false;
  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

// Addresses of this machine, on any port.
Fetching within_this_machine(Validators known = {}) {
  Fetching how;
  how.known = std::move(known);
  how.reach.parts_of = [](std::string_view words) {
    const std::string rest(words.substr(std::string_view("http://127.0.0.1:").size()));
    const std::size_t slash = rest.find('/');
    return Url{false, "127.0.0.1", rest.substr(0, slash), rest.substr(slash)};
  };
  how.reach.is_open = [](std::string_view address) { return address == "127.0.0.1"; };
  return how;
}

std::string answer(const std::string& head, const std::string& body = "") {
  return "HTTP/1.1 " + head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

std::string fault_of(const std::string& address, const Fetching& how) {
  try {
    fetch(address, how);
  } catch (const Problem& problem) {
    return problem.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a page comes with what its server says of its version, and is asked for by that") {
  LocalServer server([](const std::string& request) {
    return request.find("If-None-Match: \"v1\"\r\n") != std::string::npos
               ? answer("304 Not Modified")
               : answer("200 OK\r\nETag: \"v1\"\r\nLast-Modified: Mon, 04 Mar 2024 08:00:00 GMT",
                        "the page");
  });
  const Page first = fetch(server.address(), within_this_machine());
  CHECK(first.body == "the page");
  CHECK_FALSE(first.is_unchanged);
  CHECK(first.validators.etag == "\"v1\"");
  const Page second = fetch(server.address(), within_this_machine(first.validators));
  CHECK(second.is_unchanged);
  CHECK(second.body.empty());
  CHECK(second.validators.etag == "\"v1\"");
  CHECK(second.validators.last_modified == "Mon, 04 Mar 2024 08:00:00 GMT");
  REQUIRE(server.requests().size() == 2);
  CHECK(server.requests()[0].find("If-") == std::string::npos);
  CHECK(server.requests()[1].find("If-Modified-Since: Mon, 04 Mar 2024 08:00:00 GMT\r\n") !=
        std::string::npos);
}

TEST_CASE("an answer that is no page is told, also an unchanged one that nobody asked for") {
  LocalServer server([](const std::string& request) {
    return answer(request.starts_with("GET /none") ? "404 Not Found" : "304 Not Modified");
  });
  CHECK(fault_of(server.address("/none"), within_this_machine()).find("404") != std::string::npos);
  CHECK(fault_of(server.address("/"), within_this_machine()).find("304") != std::string::npos);
}

TEST_CASE("redirections in a circle end after the fifth") {
  LocalServer server([](const std::string& request) {
    return answer(request.starts_with("GET /a ") ? "302 Found\r\nLocation: /b"
                                                 : "302 Found\r\nLocation: /a");
  });
  CHECK(fault_of(server.address("/a"), within_this_machine()).find("5 redirections") !=
        std::string::npos);
  CHECK(server.requests().size() == 6);
}

TEST_CASE("a server of this machine is never asked, neither by address nor by redirection") {
  LocalServer inner([](const std::string&) { return answer("200 OK", "secret"); });
  CHECK(fault_of(inner.address(), {}) != "");
  Fetching by_address = within_this_machine();
  by_address.reach.is_open = is_public_address;
  CHECK(fault_of(inner.address(), by_address).find("not public") != std::string::npos);
  LocalServer outer(
      [](const std::string&) { return answer("302 Found\r\nLocation: http://127.0.0.1/secret"); });
  Fetching by_redirection = within_this_machine();
  by_redirection.reach.parts_of = [here = by_redirection.reach.parts_of,
                                   first = outer.address()](std::string_view words) {
    return words == first ? here(words) : open_internet().parts_of(words);
  };
  CHECK(fault_of(outer.address(), by_redirection).find("public") != std::string::npos);
  CHECK(inner.requests().empty());
}

TEST_CASE("who waits may break off") {
  std::atomic<bool> ends = false;
  LocalServer server([&](const std::string&) {
    while (!ends) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return answer("200 OK", "late");
  });
  Fetching how = within_this_machine();
  const auto begin = std::chrono::steady_clock::now();
  how.go_on = [&] { return std::chrono::steady_clock::now() - begin < std::chrono::seconds(1); };
  CHECK(fault_of(server.address(), how).find("broken off") != std::string::npos);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
  ends = true;
}

}  // namespace tocsin::serve
