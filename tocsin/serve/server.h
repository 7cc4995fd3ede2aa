#pragma once
/// The network side: connections of HTTP/1.1, plain or over TLS, with their limits and deadlines.
/// The one folder's files that know Boost are server.cc and connection.h.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "tocsin/serve/message.h"

namespace tocsin::serve {

struct Limits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t connections = 2000;
  std::chrono::seconds header{5};  ///< for a whole header
  std::chrono::seconds body{30};   ///< for a whole body
  std::chrono::seconds idle{60};   ///< between two requests
  std::chrono::seconds write{60};  ///< for one answer, or one piece of a stream
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 0;  ///< 0: any that is free
  std::string certificate;  ///< PEM file; empty: no TLS
  std::string key;          ///< PEM file
  Limits limits;
  unsigned threads = 2;
};

/// What the server asks of those who answer.
struct Duties {
  using Done = std::function<void(Response&&)>;
  /// Called with the header alone, from the network's threads: how long the body may be.
  /// Throws: Problem; then the body is not read.
  std::function<std::size_t(Request& head)> expect;
  /// Returns at once and calls `done` later, from any thread.
  std::function<void(Request&& request, Done done)> answer;
  /// Has `work` done by somebody who may wait for the disk.
  std::function<void(std::function<void()> work)> run;
};

/// Threads: made and stopped from one thread; `stop` also from a signal's handler.
class Server {
 public:
  /// Listens from now on. Throws: Error(kUsage) where the address, the port or the certificate
  /// cannot be used.
  Server(ServerOptions options, Duties duties);
  ~Server();

  unsigned short port() const;
  /// Serves until `stop`, an interrupt or a request of the system to end.
  void run();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tocsin::serve
