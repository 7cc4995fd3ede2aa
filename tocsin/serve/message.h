#pragma once
/// A request and its answer, apart from the library that brings them over the network.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tocsin::serve {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first value of the header, whatever the case of its name; empty where there is none.
std::string_view header(const Headers& headers, std::string_view name);

/// What was found out about a request from its header alone.
struct Admitted;

struct Request {
  std::string method;  ///< "GET"
  std::string target;  ///< path and query as they came, still percent-encoded
  Headers headers;
  std::string body;
  std::string address;  ///< of the client
  std::shared_ptr<const Admitted> admitted;
};

/// An answer that is made piece by piece, so that it is never whole in memory.
struct Stream {
  /// The next piece. Empty: the end, or nothing new yet where the stream `waits`.
  std::function<std::string()> next;
  /// Whether `next` has something; asked often, so it must cost nothing. Only where it `waits`.
  std::function<bool()> is_ready;
  bool waits = false;  ///< goes on until the client leaves
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  Stream stream;  ///< in the place of `body` where `next` is set

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

}  // namespace tocsin::serve
