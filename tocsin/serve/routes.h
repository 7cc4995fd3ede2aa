#pragma once
/// The one table of what the server answers: method, address, scope, handler. The test of who may
/// do what is made from it, and another compares it with docs/openapi.yaml.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/serve/house.h"
#include "tocsin/serve/message.h"
#include "tocsin/serve/scope.h"
#include "tocsin/serve/target.h"

namespace tocsin::serve {

/// What a handler is called with.
struct Call {
  const Request& request;
  const Parameters& query;
  const std::vector<std::string>& path;  ///< what stands in the {} of the address, in order
  const Grant& grant;
  House& house;
  Worker& worker;

  const std::string& name() const { return path.front(); }
  engine::Desk& desk() const { return worker.desk(); }
  /// The desk in the hand of whoever asks.
  engine::Desk& own_desk() const { return worker.desk_of(grant.name); }
  engine::Drawer& drawer() const { return worker.drawer(); }
};

/// Throws: Problem, or Error, which becomes one.
using Handler = Response (*)(const Call& call);

/// What an operation needs besides its scope.
enum class Kind : std::uint8_t {
  kLook,       ///< reads the desk
  kThink,      ///< reads the desk, and takes long: codes, exports
  kWrite,      ///< writes to the desk; takes turns with other writers
  kWriteOnce,  ///< the same; honours Idempotency-Key
  kTakeIn,     ///< the same, and takes long before it writes: waits for its turn itself
  kAlone       ///< touches no desk and takes no time
};

struct Route {
  std::string_view method;
  std::string_view pattern;  ///< "/v1/events/{event}/review"
  Scope scope = Scope::kAdmin;
  Kind kind = Kind::kLook;
  Handler handler = nullptr;
  std::size_t body_bytes = 0;  ///< the longest body; 0: none is read
};

std::span<const Route> routes();

/// A route that fits, and what stands in its {}.
struct Match {
  const Route* route = nullptr;
  std::vector<std::string> path;
};

/// The route of a method and a path. HEAD is answered where GET is.
///
/// Throws: Problem(not_found); Problem(wrong_method) where the path has other methods.
Match find_route(std::string_view method, const std::vector<std::string>& path);

}  // namespace tocsin::serve
