// How it works: the name is resolved once, every address is judged, and the connection goes to the
// address that was judged, not to the name; so a name that changes its address in between gains
// nothing. Redirections are followed by hand and judged like the first address.
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

Problem failed(const Url& url, const std::string& why) {
  return {"unreadable", url.host + ": " + why};
}

// The addresses of the name, all of them public.
std::vector<Tcp::endpoint> looked_up(asio::io_context& context, const Url& url) {
  Tcp::resolver resolver(context);
  beast::error_code fault;
  const auto found = resolver.resolve(url.host, url.port, Tcp::resolver::numeric_service, fault);
  if (fault) throw failed(url, "its name was not found");
  std::vector<Tcp::endpoint> places;
  for (const auto& entry : found) {
    if (!is_public_address(entry.endpoint().address().to_string())) {
      throw bad_value("url", "\"" + url.host + "\" leads to an address that is not public");
    }
    places.push_back(entry.endpoint());
  }
  if (places.empty()) throw failed(url, "its name was not found");
  return places;
}

// Runs what was begun until it is done; a stream's own deadline ends it.
template <typename Start>
void wait(asio::io_context& context, const Url& url, const Start& start) {
  beast::error_code result;
  start([&](beast::error_code fault, auto&&...) { result = fault; });
  context.restart();
  context.run();
  if (result == http::error::body_limit) throw failed(url, "the page is larger than 16 MB");
  if (result == beast::error::timeout) throw failed(url, "no answer within 30 seconds");
  if (result) throw failed(url, result.message());
}

http::request<http::empty_body> request_of(const Url& url) {
  http::request<http::empty_body> request(http::verb::get, url.target, 11);
  request.set(http::field::host, url.host);
  request.set(http::field::user_agent, "tocsin/" + std::string(kVersion));
  request.set(http::field::accept, "*/*");
  request.set(http::field::connection, "close");
  return request;
}

template <typename Socket>
void exchange(asio::io_context& context, Socket& stream, const Url& url, Answer& answer) {
  const auto request = request_of(url);
  wait(context, url, [&](auto done) { http::async_write(stream, request, done); });
  beast::flat_buffer buffer;
  wait(context, url, [&](auto done) { http::async_read(stream, buffer, answer, done); });
}

void ask(const Url& url, Answer& answer) {
  asio::io_context context;
  const std::vector<Tcp::endpoint> places = looked_up(context, url);
  answer.body_limit(kMostBytes);
  asio::ssl::context tls(asio::ssl::context::tls_client);
  tls.set_default_verify_paths();
  beast::ssl_stream<beast::tcp_stream> secure(beast::tcp_stream(context), tls);
  beast::tcp_stream& plain = beast::get_lowest_layer(secure);
  plain.expires_after(kLongest);
  wait(context, url, [&](auto done) {
    plain.async_connect(
        places, [done](beast::error_code fault, const Tcp::endpoint&) mutable { done(fault); });
  });
  if (!url.is_secure) return exchange(context, plain, url, answer);
  secure.set_verify_mode(asio::ssl::verify_peer);
  secure.set_verify_callback(asio::ssl::host_name_verification(url.host));
  SSL_set_tlsext_host_name(secure.native_handle(), url.host.c_str());
  wait(context, url,
       [&](auto done) { secure.async_handshake(asio::ssl::stream_base::client, done); });
  exchange(context, secure, url, answer);
}

bool is_redirection(unsigned status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Where a redirection leads: a whole address, or another path of the same host.
std::string next_address(const Url& url, const std::string& location) {
  if (location.find("://") != std::string::npos) return location;
  const std::string host =
      url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
  const std::string scheme = url.is_secure ? "https:" : "http:";
  if (location.starts_with("//")) return scheme + location;
  const std::string root = scheme + "//" + host + ":" + url.port;
  return root + (location.starts_with('/') ? "" : "/") + location;
}

}  // namespace

std::string fetch(const std::string& address) {
  std::string next = address;
  for (int hop = 0; hop <= kMostHops; ++hop) {
    const Url url = parse_url(next);
    expect_public(url);
    Answer answer;
    ask(url, answer);
    const auto& page = answer.get();
    const unsigned status = page.result_int();
    if (status == 200) return answer.release().body();
    const std::string location(page[http::field::location]);
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
