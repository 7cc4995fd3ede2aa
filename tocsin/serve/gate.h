#pragma once
/// Who makes a request: tokens, sessions, and how often they may ask.

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/serve/message.h"
#include "tocsin/serve/rate.h"
#include "tocsin/serve/tokens.h"

namespace tocsin::serve {

/// Somebody who was let in.
struct Grant {
  Scope scope = Scope::kNone;
  std::string token;  ///< id of the token; empty for nobody
  std::string name;   ///< as the journal shows it
  bool by_cookie = false;
};

struct GateLimits {
  Rate requests{500, 1000};    ///< for each token and each address
  Rate failures{5.0 / 60, 5};  ///< wrong tokens from one address
  long long session_seconds = 12 * 3600;
};

/// Threads: any number at once.
class Gate {
 public:
  explicit Gate(GateLimits limits)
      : limits_(limits),
        by_token_(limits.requests),
        by_address_(limits.requests),
        failures_(limits.failures) {}

  /// A token of this process beside those of the desk.
  void add(const Token& token);
  /// The tokens of the desk, in the place of those known before.
  void know(std::vector<Token> tokens);

  /// Counts a request that needs no token. Throws: Problem(too_many).
  void count(const std::string& address);

  /// Who sent these headers; nobody (scope none) without a token or a session.
  ///
  /// Throws: Problem(no_token) for a token or session that opens nothing; Problem(too_many).
  Grant admit(const Headers& headers, const std::string& address);

  struct Session {
    std::string secret;
    std::string expires;
    Scope scope = Scope::kNone;
  };
  /// Throws: as `admit`.
  Session open_session(const std::string& secret, const std::string& address);
  void close_session(const Headers& headers);

 private:
  struct Opened {
    std::string token;
    std::string expires;
  };
  const Token* token_of(const std::string& secret) const;
  const Token* token_with(const std::string& id) const;
  const Token* session_token(const std::string& secret);
  const Token& accepted(const Token* token, const std::string& address);

  GateLimits limits_;
  mutable std::mutex mutex_;
  std::vector<Token> own_;
  std::vector<Token> known_;
  std::map<std::string, Opened, std::less<>> sessions_;  // by the hash of their secret
  RateLimit by_token_;
  RateLimit by_address_;
  RateLimit failures_;
};

/// The value of a cookie; empty where it was not sent.
std::string_view cookie(const Headers& headers, std::string_view name);

inline constexpr std::string_view kSessionCookie = "tocsin_session";

}  // namespace tocsin::serve
