// How it works: the name is resolved once, every address is judged, and the connection goes to the
// address that was judged, not to the name; so a name that changes its address in between gains
// nothing. Redirections are followed by hand and judged like the first address. Whoever waits is
// asked between slices of time whether to go on.
#include "tocsin/serve/fetch.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <optional>
#include <utility>  // before Asio, whose headers of this version lack it

#include "tocsin/export/version.h"
#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Answer = http::response_parser<http::string_body>;

constexpr std::uint64_t kMostBytes = std::uint64_t{16} << 20;
constexpr std::chrono::seconds kLongest{30};
constexpr int kMostHops = 5;
constexpr std::chrono::milliseconds kSlice{200};
constexpr std::size_t kLongestValidator = 1000;  // a longer one is not worth keeping

Problem failed(const Url& url, const std::string& why) {
  return {"unreadable", url.host + ": " + why};
}

std::string host_in_url(const Url& url) {
  return url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
}

http::request<http::empty_body> request_of(const Url& url, const Validators& known) {
  http::request<http::empty_body> request(http::verb::get, url.target, 11);
  request.set(http::field::host, host_in_url(url));
  request.set(http::field::user_agent, "tocsin/" + std::string(kVersion));
  request.set(http::field::accept, "*/*");
  request.set(http::field::connection, "close");
  if (!known.etag.empty()) request.set(http::field::if_none_match, known.etag);
  if (!known.last_modified.empty()) {
    request.set(http::field::if_modified_since, known.last_modified);
  }
  return request;
}

// One question to one server.
class Asking {
 public:
  Asking(const Url& url, const Fetching& how) : url_(url), how_(how) {}

  void ask(Answer& answer) {
    const std::vector<Tcp::endpoint> places = looked_up();
    answer.body_limit(kMostBytes);
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.set_default_verify_paths();
    beast::ssl_stream<beast::tcp_stream> secure(beast::tcp_stream(context_), tls);
    beast::tcp_stream& plain = beast::get_lowest_layer(secure);
    plain.expires_after(kLongest);
    wait([&](auto done) {
      plain.async_connect(
          places, [done](beast::error_code fault, const Tcp::endpoint&) mutable { done(fault); });
    });
    if (!url_.is_secure) return exchange(plain, answer);
    secure.set_verify_mode(asio::ssl::verify_peer);
    secure.set_verify_callback(asio::ssl::host_name_verification(url_.host));
    SSL_set_tlsext_host_name(secure.native_handle(), url_.host.c_str());
    wait([&](auto done) { secure.async_handshake(asio::ssl::stream_base::client, done); });
    exchange(secure, answer);
  }

 private:
  // The addresses of the name, all of them open.
  std::vector<Tcp::endpoint> looked_up() {
    Tcp::resolver resolver(context_);
    beast::error_code fault;
    const auto found =
        resolver.resolve(url_.host, url_.port, Tcp::resolver::numeric_service, fault);
    if (fault) throw failed(url_, "its name was not found");
    std::vector<Tcp::endpoint> places;
    for (const auto& entry : found) {
      if (!how_.reach.is_open(entry.endpoint().address().to_string())) {
        throw bad_value("url", "\"" + url_.host + "\" leads to an address that is not public");
      }
      places.push_back(entry.endpoint());
    }
    if (places.empty()) throw failed(url_, "its name was not found");
    return places;
  }

  // Runs what was begun until it is done; a stream's own deadline ends it.
  template <typename Start>
  void wait(const Start& start) {
    beast::error_code result;
    start([&](beast::error_code fault, auto&&...) { result = fault; });
    context_.restart();
    while (!context_.stopped()) {
      context_.run_for(kSlice);
      if (how_.go_on && !how_.go_on()) throw failed(url_, "broken off");
    }
    if (result == http::error::body_limit) throw failed(url_, "the page is larger than 16 MB");
    if (result == beast::error::timeout) throw failed(url_, "no answer within 30 seconds");
    if (result) throw failed(url_, result.message());
  }

  template <typename Socket>
  void exchange(Socket& stream, Answer& answer) {
    const auto request = request_of(url_, how_.known);
    wait([&](auto done) { http::async_write(stream, request, done); });
    beast::flat_buffer buffer;
    wait([&](auto done) { http::async_read(stream, buffer, answer, done); });
  }

  const Url& url_;
  const Fetching& how_;
  asio::io_context context_;
};

bool is_redirection(unsigned status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Where a redirection leads: a whole address, or another path of the same host.
std::string next_address(const Url& url, const std::string& location) {
  if (location.find("://") != std::string::npos) return location;
  const std::string scheme = url.is_secure ? "https:" : "http:";
  if (location.starts_with("//")) return scheme + location;
  const std::string root = scheme + "//" + host_in_url(url) + ":" + url.port;
  return root + (location.starts_with('/') ? "" : "/") + location;
}

std::string validator(const http::fields& fields, http::field name) {
  const auto value = fields[name];
  return value.size() > kLongestValidator ? std::string() : std::string(value);
}

Page page_of(Answer& answer) {
  const Validators validators{validator(answer.get(), http::field::etag),
                              validator(answer.get(), http::field::last_modified)};
  return {answer.release().body(), validators, false};
}

}  // namespace

Reach open_internet() {
  return {[](std::string_view words) {
            const Url url = parse_url(words);
            expect_public(url);
            return url;
          },
          is_public_address};
}

Page fetch(const std::string& address, const Fetching& how) {
  std::string next = address;
  const bool is_known = !how.known.etag.empty() || !how.known.last_modified.empty();
  for (int hop = 0; hop <= kMostHops; ++hop) {
    const Url url = how.reach.parts_of(next);
    Answer answer;
    Asking(url, how).ask(answer);
    const unsigned status = answer.get().result_int();
    if (status == 200) return page_of(answer);
    if (status == 304 && is_known) return {{}, how.known, true};
    const std::string location(answer.get()[http::field::location]);
    if (!is_redirection(status) || location.empty()) {
      throw failed(url, "answered with status " + std::to_string(status));
    }
    const std::string target = next_address(url, location);
    if (url.is_secure && !target.starts_with("https:")) {
      throw failed(url, "leads from https to http, which is not followed");
    }
    next = target;
  }
  throw Problem("unreadable", address + ": more than 5 redirections");
}

}  // namespace tocsin::serve
