#pragma once
/// One connection: reads a request, hands it on, writes the answer, again and again. All of it runs
/// on the connection's own strand.

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>  // before Asio, whose headers of this version lack it

#include "tocsin/serve/problem.h"
#include "tocsin/serve/server.h"
#include "tocsin/serve/web.h"

namespace tocsin::serve {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace asio = boost::asio;

/// What all connections of a server share; it outlives them.
struct Shared {
  Limits limits;
  Duties duties;
  std::atomic<std::size_t> connections{0};
};

template <typename Socket>
class Connection : public std::enable_shared_from_this<Connection<Socket>> {
  static constexpr bool kIsSecure = !std::is_same_v<Socket, beast::tcp_stream>;

 public:
  Connection(Socket&& stream, Shared& shared)
      : stream_(std::move(stream)), shared_(shared), timer_(stream_.get_executor()) {
    ++shared_.connections;
    beast::error_code ignored;  // a client that is gone already has no address
    const auto client = beast::get_lowest_layer(stream_).socket().remote_endpoint(ignored);
    if (!ignored) address_ = client.address().to_string();
  }
  ~Connection() { --shared_.connections; }

  void start() {
    if constexpr (kIsSecure) {
      expire(shared_.limits.header);
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](beast::error_code fault) {
                                if (!fault) self->read_head();
                              });
    } else {
      read_head();
    }
  }

 private:
  using Self = std::shared_ptr<Connection>;

  void expire(std::chrono::seconds after) { beast::get_lowest_layer(stream_).expires_after(after); }

  // The header's deadline begins with its first byte; before it a kept connection may idle.
  void wait_for_request() {
    if (buffer_.size() > 0) return read_head();
    expire(shared_.limits.idle);
    stream_.async_read_some(buffer_.prepare(4096), [self = this->shared_from_this()](
                                                       beast::error_code fault, std::size_t bytes) {
      if (fault) return self->close();
      self->buffer_.commit(bytes);
      self->read_head();
    });
  }

  void read_head() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(shared_.limits.header_bytes));
    // Not `boost::none`: Beast 1.74 then takes every body for too long.
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    request_ = {};
    is_head_ = false;
    keep_alive_ = false;
    version_ = 11;
    expire(shared_.limits.header);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](beast::error_code fault, std::size_t) {
          if (fault) return self->on_read_fault(fault);
          self->on_head();
        });
  }

  void on_read_fault(beast::error_code fault) {
    if (fault == http::error::header_limit) {
      return refuse({"header_too_large", "the header is longer than 16 KB"});
    }
    if (fault == http::error::body_limit) {
      return refuse_body();
    }
    // Only what the parser itself refused is worth an answer; others have left or are too slow.
    if (fault.category() == make_error_code(http::error::bad_method).category() &&
        fault != http::error::end_of_stream && fault != http::error::partial_message) {
      return refuse({"bad_value", "this is no request of HTTP/1.1: " + fault.message()});
    }
    close();
  }

  void on_head() {
    const auto& message = parser_->get();
    request_.method = std::string(message.method_string());
    request_.target = std::string(message.target());
    request_.address = address_;
    for (const auto& field : message) {
      request_.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    is_head_ = message.method() == http::verb::head;
    keep_alive_ = message.keep_alive();
    version_ = message.version();
    std::size_t longest = 0;
    try {
      longest = shared_.duties.expect(request_);
    } catch (const Problem& problem) {
      return refuse(problem);
    } catch (const std::exception&) {
      return refuse({"internal", "a fault of the server"});
    }
    const auto length = parser_->content_length();
    if (length && *length > longest) return refuse_body();
    parser_->body_limit(longest);
    if (length && *length > 0 && beast::iequals(message[http::field::expect], "100-continue")) {
      return go_on_with_body();
    }
    read_body();
  }

  void go_on_with_body() {
    continue_ = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
    expire(shared_.limits.header);
    http::async_write(stream_, *continue_,
                      [self = this->shared_from_this()](beast::error_code fault, std::size_t) {
                        if (fault) return self->close();
                        self->read_body();
                      });
  }

  void read_body() {
    if (parser_->is_done()) return on_request();
    expire(shared_.limits.body);
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](beast::error_code fault, std::size_t) {
                       if (fault) return self->on_read_fault(fault);
                       self->on_request();
                     });
  }

  void on_request() {
    request_.body = std::move(parser_->get().body());
    beast::get_lowest_layer(stream_).expires_never();
    shared_.duties.answer(std::move(request_), [self =
                                                    this->shared_from_this()](Response&& response) {
      asio::post(self->stream_.get_executor(), [self, response = std::move(response)]() mutable {
        self->send(std::move(response));
      });
    });
  }

  void refuse_body() { refuse({"too_large", "the body is longer than this address takes"}); }

  // A client whose request was not read to its end cannot send another.
  void refuse(const Problem& problem) {
    keep_alive_ = false;
    send(refusal(problem));
  }

  template <typename Message>
  void fill_head(Message& message, const Response& response) const {
    message.version(version_);
    message.result(static_cast<unsigned>(response.status));
    message.reason(std::string(reason_of(response.status)));
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    message.keep_alive(keep_alive_);
  }

  void send(Response&& response) {
    if (response.stream.next && !is_head_) return send_stream(std::move(response));
    const bool has_no_length = response.status == 204 || response.status == 304;
    whole_ = std::make_shared<http::response<http::string_body>>();
    fill_head(*whole_, response);
    if (!has_no_length && !response.stream.next) whole_->content_length(response.body.size());
    if (!is_head_ && !has_no_length) whole_->body() = std::move(response.body);
    expire(shared_.limits.write);
    http::async_write(stream_, *whole_,
                      [self = this->shared_from_this()](beast::error_code fault, std::size_t) {
                        self->whole_.reset();
                        self->on_sent(fault);
                      });
  }

  void on_sent(beast::error_code fault) {
    if (fault || !keep_alive_) return close();
    wait_for_request();
  }

  void send_stream(Response&& response) {
    source_ = std::move(response.stream);
    is_chunked_ = version_ >= 11;
    if (!is_chunked_) keep_alive_ = false;
    stream_head_ = std::make_shared<http::response<http::empty_body>>();
    fill_head(*stream_head_, response);
    stream_head_->chunked(is_chunked_);
    serializer_ = std::make_shared<http::response_serializer<http::empty_body>>(*stream_head_);
    expire(shared_.limits.write);
    http::async_write_header(
        stream_, *serializer_,
        [self = this->shared_from_this()](beast::error_code fault, std::size_t) {
          if (fault) return self->close();
          self->last_piece_ = std::chrono::steady_clock::now();
          self->next_piece();
        });
  }

  void next_piece() {
    if (source_.waits && !source_.is_ready()) return wait_for_piece();
    beast::get_lowest_layer(stream_).expires_never();
    shared_.duties.run([self = this->shared_from_this()] {
      std::string piece;
      bool is_broken = false;
      try {
        piece = self->source_.next();
      } catch (const std::exception&) {
        is_broken = true;  // the client sees a stream without an end
      }
      asio::post(self->stream_.get_executor(),
                 [self, piece = std::move(piece), is_broken]() mutable {
                   if (is_broken) return self->close();
                   self->send_piece(std::move(piece));
                 });
    });
  }

  void wait_for_piece() {
    constexpr std::chrono::milliseconds kPause{200};
    constexpr std::chrono::seconds kSilence{15};
    if (std::chrono::steady_clock::now() - last_piece_ >= kSilence) return send_piece(":\n\n");
    timer_.expires_after(kPause);
    timer_.async_wait([self = this->shared_from_this()](beast::error_code fault) {
      if (!fault) self->next_piece();
    });
  }

  void send_piece(std::string&& piece) {
    if (piece.empty() && source_.waits) return wait_for_piece();
    piece_ = std::move(piece);
    if (piece_.empty()) return end_stream();
    last_piece_ = std::chrono::steady_clock::now();
    expire(shared_.limits.write);
    const auto go_on = [self = this->shared_from_this()](beast::error_code fault, std::size_t) {
      if (fault) return self->close();
      self->next_piece();
    };
    if (is_chunked_) {
      asio::async_write(stream_, http::make_chunk(asio::buffer(piece_)), go_on);
    } else {
      asio::async_write(stream_, asio::buffer(piece_), go_on);
    }
  }

  void end_stream() {
    source_ = {};
    if (!is_chunked_) return close();
    expire(shared_.limits.write);
    asio::async_write(stream_, http::make_chunk_last(),
                      [self = this->shared_from_this()](beast::error_code fault, std::size_t) {
                        self->on_sent(fault);
                      });
  }

  void close() {
    expire(std::chrono::seconds(2));
    if constexpr (kIsSecure) {
      stream_.async_shutdown([self = this->shared_from_this()](beast::error_code) {});
    } else {
      beast::error_code ignored;  // whoever is at the other end may have left
      stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
      drain(0);
    }
  }

  // What a client is still sending is read for a moment: else the system would take the answer
  // back.
  void drain(std::size_t drained) {
    constexpr std::size_t kMost = std::size_t{1} << 20;
    if (drained > kMost) return;
    buffer_.clear();
    stream_.async_read_some(
        buffer_.prepare(65536),
        [self = this->shared_from_this(), drained](beast::error_code fault, std::size_t bytes) {
          if (!fault) self->drain(drained + bytes);
        });
  }

  Socket stream_;
  Shared& shared_;
  asio::steady_timer timer_;
  std::string address_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  Request request_;
  bool is_head_ = false;
  bool keep_alive_ = false;
  bool is_chunked_ = true;
  unsigned version_ = 11;
  std::shared_ptr<http::response<http::empty_body>> continue_;
  std::shared_ptr<http::response<http::string_body>> whole_;
  std::shared_ptr<http::response<http::empty_body>> stream_head_;
  std::shared_ptr<http::response_serializer<http::empty_body>> serializer_;
  Stream source_;
  std::string piece_;
  std::chrono::steady_clock::time_point last_piece_;
};

}  // namespace tocsin::serve
