#include "tocsin/serve/tokens.h"

#include <algorithm>

#include "tocsin/serve/json.h"
#include "tocsin/serve/secret.h"

namespace tocsin::serve {
namespace {

constexpr std::string_view kKind = "token";
constexpr std::string_view kUse = "token use";
constexpr long long kDay = 86400;

MadeToken fresh(const std::string& name, Scope scope) {
  MadeToken made;
  made.secret = "tk_" + random_secret();
  made.token.name = name;
  made.token.scope = scope;
  made.token.created = moment();
  made.token.hash = digest(made.secret);
  return made;
}

Token read(const engine::Kept& kept, const std::string& last_used) {
  const Json json = Json::parse(kept.record);
  Token token;
  token.id = kept.id;
  token.name = json.at("name");
  token.scope = parse_scope(json.at("scope").get<std::string>()).value_or(Scope::kNone);
  token.created = json.at("created");
  token.expires = json.at("expires");
  token.hash = json.at("hash");
  token.last_used = last_used;
  return token;
}

}  // namespace

MadeToken make_token(engine::Drawer& drawer, const NewToken& wanted) {
  MadeToken made = fresh(wanted.name, wanted.scope);
  made.token.expires = moment(wanted.days * kDay);
  made.token.id = drawer.fresh_id("t-");
  drawer.put(kKind, made.token.id,
             dump({{"name", wanted.name},
                   {"scope", to_string(wanted.scope)},
                   {"created", made.token.created},
                   {"expires", made.token.expires},
                   {"hash", made.token.hash}}));
  return made;
}

MadeToken passing_token(const std::string& name, Scope scope) {
  MadeToken made = fresh(name, scope);
  made.token.id = "t-0";
  made.token.expires = moment(366 * kDay);
  return made;
}

std::vector<Token> list_tokens(engine::Drawer& drawer) {
  std::vector<Token> tokens;
  for (const engine::Kept& kept : drawer.list(kKind)) {
    const std::optional<engine::Kept> use = drawer.get(kUse, kept.id);
    tokens.push_back(read(kept, use ? use->at : ""));
  }
  std::reverse(tokens.begin(), tokens.end());
  return tokens;
}

bool revoke_token(engine::Drawer& drawer, std::string_view id) {
  drawer.remove(kUse, id);
  return drawer.remove(kKind, id);
}

void note_use(engine::Drawer& drawer, std::string_view id) {
  const std::optional<engine::Kept> use = drawer.get(kUse, id);
  if (!use || use->at < moment(-60)) drawer.put(kUse, id, "{}");
}

}  // namespace tocsin::serve
