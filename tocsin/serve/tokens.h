#pragma once
/// Tokens: who may do what at a desk, and until when. The desk holds their hashes only.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/engine/drawer.h"
#include "tocsin/serve/scope.h"

namespace tocsin::serve {

struct Token {
  std::string id;    ///< "t-1"
  std::string name;  ///< whose it is; stands in the journal
  Scope scope = Scope::kRead;
  std::string created;
  std::string expires;  ///< a moment
  std::string last_used;
  std::string hash;  ///< SHA-256 of the secret
};

struct NewToken {
  std::string name;
  Scope scope = Scope::kRead;
  std::int64_t days = 90;  ///< until it expires
};

/// A token with its secret ("tk_…"), which is to be had this once.
struct MadeToken {
  Token token;
  std::string secret;
};

MadeToken make_token(engine::Drawer& drawer, const NewToken& wanted);
/// The same for a token that lives no longer than this process.
MadeToken passing_token(const std::string& name, Scope scope);

/// In the order of their making, expired ones included.
std::vector<Token> list_tokens(engine::Drawer& drawer);
/// Whether there was such a token. From now on it opens nothing.
bool revoke_token(engine::Drawer& drawer, std::string_view id);
/// Notes the use, at most once a minute.
void note_use(engine::Drawer& drawer, std::string_view id);

}  // namespace tocsin::serve
