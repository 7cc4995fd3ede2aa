#include "tocsin/serve/gate.h"

#include <algorithm>

#include "tocsin/serve/problem.h"
#include "tocsin/serve/secret.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kMostSessions = 10000;

std::string_view bearer(const Headers& headers) {
  const std::string_view words = header(headers, "Authorization");
  constexpr std::string_view kBearer = "bearer ";
  if (words.size() <= kBearer.size()) return {};
  for (std::size_t i = 0; i < kBearer.size(); ++i) {
    if ((words[i] | 0x20) != kBearer[i]) return {};
  }
  return words.substr(kBearer.size());
}

Problem too_many() { return {"too_many", "too many requests; wait a moment before the next"}; }

}  // namespace

std::string_view cookie(const Headers& headers, std::string_view name) {
  std::string_view rest = header(headers, "Cookie");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    std::string_view part = rest.substr(0, end);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') {
      return part.substr(name.size() + 1);
    }
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  return {};
}

void Gate::add(const Token& token) {
  const std::lock_guard lock(mutex_);
  own_.push_back(token);
}

void Gate::know(std::vector<Token> tokens) {
  const std::lock_guard lock(mutex_);
  known_ = std::move(tokens);
}

// Hashes are compared, not secrets: what a comparison's time tells is of no use to a guesser.
const Token* Gate::token_of(const std::string& secret) const {
  const std::string hash = digest(secret);
  const std::string now = moment();
  for (const std::vector<Token>* tokens : {&own_, &known_}) {
    for (const Token& token : *tokens) {
      if (token.hash == hash && token.expires > now) return &token;
    }
  }
  return nullptr;
}

const Token* Gate::token_with(const std::string& id) const {
  const std::string now = moment();
  for (const std::vector<Token>* tokens : {&own_, &known_}) {
    for (const Token& token : *tokens) {
      if (token.id == id && token.expires > now) return &token;
    }
  }
  return nullptr;
}

const Token* Gate::session_token(const std::string& secret) {
  const auto found = sessions_.find(digest(secret));
  if (found == sessions_.end()) return nullptr;
  if (found->second.expires > moment()) return token_with(found->second.token);
  sessions_.erase(found);
  return nullptr;
}

const Token& Gate::accepted(const Token* token, const std::string& address) {
  const auto now = RateLimit::Clock::now();
  if (!token) {
    if (!failures_.take(address, now)) throw too_many();
    throw Problem("no_token", "the token or session is unknown or has expired; ask for a new one");
  }
  if (!by_token_.take(token->id, now)) throw too_many();
  return *token;
}

void Gate::count(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (!by_address_.take(address, RateLimit::Clock::now())) throw too_many();
}

Grant Gate::admit(const Headers& headers, const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (!by_address_.take(address, RateLimit::Clock::now())) throw too_many();
  const std::string_view secret = bearer(headers);
  const std::string_view session = cookie(headers, kSessionCookie);
  if (secret.empty() && !header(headers, "Authorization").empty()) {
    throw Problem("no_token", "Authorization: expected Bearer and a token", "Authorization");
  }
  if (secret.empty() && session.empty()) return {};
  const bool by_cookie = secret.empty();
  const Token* token =
      by_cookie ? session_token(std::string(session)) : token_of(std::string(secret));
  // A browser that was away sends its old cookie; that is no guess.
  if (!token && by_cookie) throw Problem("no_token", "the session has ended; sign in again");
  const Token& known = accepted(token, address);
  return {known.scope, known.id, known.name, by_cookie};
}

Gate::Session Gate::open_session(const std::string& secret, const std::string& address) {
  const std::lock_guard lock(mutex_);
  const Token& token = accepted(token_of(secret), address);
  const std::string now = moment();
  std::erase_if(sessions_, [&](const auto& row) { return row.second.expires <= now; });
  if (sessions_.size() >= kMostSessions) throw too_many();
  Session session{random_secret(), std::min(moment(limits_.session_seconds), token.expires),
                  token.scope};
  sessions_.emplace(digest(session.secret), Opened{token.id, session.expires});
  return session;
}

void Gate::close_session(const Headers& headers) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(digest(cookie(headers, kSessionCookie)));
}

}  // namespace tocsin::serve
