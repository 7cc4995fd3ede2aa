#include "tocsin/serve/server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/strand.hpp>
#include <csignal>
#include <thread>
#include <vector>

#include "tocsin/core/error.h"
#include "tocsin/serve/connection.h"

namespace tocsin::serve {

using Tcp = asio::ip::tcp;

struct Server::State {
  State(ServerOptions wanted, Duties duties)
      : options(std::move(wanted)),
        shared{options.limits, std::move(duties)},
        context(static_cast<int>(options.threads)),
        acceptor(context),
        pause(context),
        signals(context, SIGINT, SIGTERM) {}

  void listen();
  void use_certificate();
  void accept();
  void take(Tcp::socket socket);

  ServerOptions options;
  Shared shared;
  asio::io_context context;
  asio::ssl::context tls{asio::ssl::context::tls_server};
  Tcp::acceptor acceptor;
  asio::steady_timer pause;
  asio::signal_set signals;
};

void Server::State::listen() {
  const std::string place = options.address + ":" + std::to_string(options.port);
  beast::error_code fault;
  const auto address =
      asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, fault);
  if (fault) {
    throw Error(ErrorCode::kUsage,
                options.address + ": no IP address, expected one such as 127.0.0.1");
  }
  const Tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), fault);
  if (!fault) acceptor.set_option(asio::socket_base::reuse_address(true), fault);
  if (!fault) acceptor.bind(endpoint, fault);
  if (!fault) acceptor.listen(asio::socket_base::max_listen_connections, fault);
  if (fault) throw Error(ErrorCode::kUsage, place + ": cannot listen there: " + fault.message());
}

void Server::State::use_certificate() {
  if (options.certificate.empty()) return;
  beast::error_code fault;
  tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                  asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                  asio::ssl::context::no_tlsv1_1);
  tls.use_certificate_chain_file(options.certificate, fault);
  if (fault) throw Error(ErrorCode::kUsage, options.certificate + ": " + fault.message());
  tls.use_private_key_file(options.key, asio::ssl::context::pem, fault);
  if (fault) throw Error(ErrorCode::kUsage, options.key + ": " + fault.message());
}

void Server::State::accept() {
  acceptor.async_accept(asio::make_strand(context),
                        [this](beast::error_code fault, Tcp::socket socket) {
                          if (fault == asio::error::operation_aborted) return;
                          if (!fault) {
                            take(std::move(socket));
                            return accept();
                          }
                          // Out of descriptors: those in use will be given back.
                          pause.expires_after(std::chrono::milliseconds(50));
                          pause.async_wait([this](beast::error_code) { accept(); });
                        });
}

// A connection over the limit is closed at once: who waits holds a place for five seconds at most.
void Server::State::take(Tcp::socket socket) {
  if (shared.connections >= options.limits.connections) return;
  beast::error_code ignored;  // delays small answers where it is refused, and nothing else
  socket.set_option(Tcp::no_delay(true), ignored);
  if (options.certificate.empty()) {
    std::make_shared<Connection<beast::tcp_stream>>(beast::tcp_stream(std::move(socket)), shared)
        ->start();
  } else {
    using Secure = beast::ssl_stream<beast::tcp_stream>;
    std::make_shared<Connection<Secure>>(Secure(beast::tcp_stream(std::move(socket)), tls), shared)
        ->start();
  }
}

Server::Server(ServerOptions options, Duties duties)
    : state_(std::make_unique<State>(std::move(options), std::move(duties))) {
  state_->use_certificate();
  state_->listen();
}

Server::~Server() = default;

unsigned short Server::port() const { return state_->acceptor.local_endpoint().port(); }

void Server::run() {
  state_->signals.async_wait([this](beast::error_code fault, int) {
    if (!fault) stop();
  });
  state_->accept();
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < state_->options.threads; ++i) {
    threads.emplace_back([this] { state_->context.run(); });
  }
  state_->context.run();
}

void Server::stop() { state_->context.stop(); }

}  // namespace tocsin::serve
