#pragma once
/// Writes that are asked for twice with one key are done once.

#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "tocsin/engine/drawer.h"
#include "tocsin/serve/message.h"

namespace tocsin::serve {

/// A key belongs to whoever used it; the first answer is kept for a day, also over a restart.
///
/// Threads: any number at once, each with its own drawer.
class Idempotency {
 public:
  /// Holds the key of a write that is under way.
  class Held {
   public:
    Held(Idempotency& keys, std::string id) : keys_(&keys), id_(std::move(id)) {}
    ~Held() { keys_->let_go(id_); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    const std::string& id() const { return id_; }

   private:
    Idempotency* keys_;
    std::string id_;
  };

  /// The id under which the answer to this request is kept.
  static std::string id_of(const std::string& token, const Request& request);

  /// Throws: Problem(desk_busy) while the same key is under way.
  Held hold(std::string id) {
    take(id);
    return {*this, std::move(id)};
  }

  /// The first answer to the request; nothing where it was never answered.
  ///
  /// Throws: Problem(idempotency_conflict) where the key was used for another request.
  std::optional<Response> replay(engine::Drawer& drawer, const Held& held, const Request& request);
  void keep(engine::Drawer& drawer, const Held& held, const Request& request,
            const Response& response);
  /// Forgets answers that are older than a day.
  static void sweep(engine::Drawer& drawer);

 private:
  void take(const std::string& id);
  void let_go(const std::string& id);

  std::mutex mutex_;
  std::set<std::string> under_way_;
};

}  // namespace tocsin::serve
