#include "tocsin/serve/scope.h"

namespace tocsin::serve {

std::string_view to_string(Scope scope) {
  switch (scope) {
    case Scope::kNone:
      return "none";
    case Scope::kRead:
      return "read";
    case Scope::kReview:
      return "review";
    case Scope::kWrite:
      return "write";
    case Scope::kAdmin:
      return "admin";
  }
  return "none";
}

std::optional<Scope> parse_scope(std::string_view name) {
  for (const Scope scope : kScopes) {
    if (name == to_string(scope)) return scope;
  }
  return std::nullopt;
}

}  // namespace tocsin::serve
