#pragma once
/// What all workers of a server share, and what each of them holds for itself.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tocsin/engine/actors.h"
#include "tocsin/engine/desk.h"
#include "tocsin/engine/drawer.h"
#include "tocsin/engine/engine.h"
#include "tocsin/engine/outlook.h"
#include "tocsin/engine/places.h"
#include "tocsin/serve/gate.h"
#include "tocsin/serve/guard.h"
#include "tocsin/serve/idempotency.h"
#include "tocsin/serve/memories.h"
#include "tocsin/serve/pool.h"

namespace tocsin::serve {

struct HouseOptions {
  std::filesystem::path desk;  ///< must be there
  engine::Paths paths;
  Place place;
  GateLimits gate;
  unsigned coders = 1;     ///< threads that code at once
  bool may_fetch = false;  ///< whether feeds may be fetched
  /// Told what a client is not: faults of the server, with the address that led to them.
  std::function<void(const std::string&)> log;
};

/// A value that is made when it is first asked for; failing, it is tried again the next time.
template <typename Value>
class Lazy {
 public:
  const Value& get(const std::function<std::unique_ptr<Value>()>& make) {
    const std::lock_guard lock(mutex_);
    if (!value_) value_ = make();
    return *value_;
  }
  bool is_there() {
    const std::lock_guard lock(mutex_);
    return value_ != nullptr;
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<Value> value_;
};

/// A value, and the number of the desk's last change that went into it.
template <typename Value>
struct Dated {
  Value value{};
  std::int64_t change = 0;
};

using OutlookNow = Dated<std::shared_ptr<const engine::Outlook>>;

/// Threads: any number at once.
class House {
 public:
  explicit House(HouseOptions options);

  const HouseOptions& options() const { return options_; }
  /// Where it is reached; before the first request.
  void set_place(Place place) { options_.place = std::move(place); }
  Gate& gate() { return gate_; }
  Idempotency& keys() { return keys_; }
  /// Held by whoever writes to the desk: writers of this process take turns.
  std::mutex& writing() { return writing_; }

  /// Has what was decided fused; returns at once.
  void fuse_soon() { wants_fusion_ = true; }
  /// Whether somebody asked for it since this was called last.
  bool take_fusion() { return wants_fusion_.exchange(false); }

  /// The desk, opened anew for looking.
  std::unique_ptr<engine::Desk> open_desk() const;

  /// Loaded when first asked for; the first call takes a second or more.
  const engine::Engine& engine();
  const engine::Places& places();
  const engine::Actors& actors();

  /// The highest number of the desk's changes, as last looked up.
  std::int64_t last_change() const { return last_change_; }
  void look_for_changes();
  /// Changes after `n`, at most 200.
  std::vector<store::Changed> changes_after(std::int64_t n);

  /// What is worked out from the desk, by name. As the desk stands, where that takes no more than
  /// a hundredth of a second; else it may be as old as thirty times what it takes, and the next one
  /// is worked out behind it, on another thread: `work_out` must hold all that it needs.
  std::string remembered(engine::Desk& desk, const std::string& name,
                         const std::function<std::string(engine::Desk&)>& work_out);

  /// The desk's areas as they stand, or a moment ago, as `remembered`.
  OutlookNow outlook(engine::Desk& desk);

  /// As `remembered`, for what is worked out from the areas too: it is as old as they are.
  std::string remembered(
      engine::Desk& desk, const std::string& name,
      const std::function<std::string(engine::Desk&, const engine::Outlook&)>& work_out);

  /// Ends what is worked out behind the requests.
  void end() { refreshing_.end(); }

  void log(const std::string& line) const {
    if (options_.log) options_.log(line);
  }

 private:
  /// From the desk as it is, and the number of its last change.
  template <typename Value>
  using Make = std::function<Dated<Value>(engine::Desk&, std::int64_t)>;
  template <typename Value>
  Dated<Value> remember(Memories<Dated<Value>>& memories, engine::Desk& desk,
                        const std::string& name, const Make<Value>& make);
  template <typename Value>
  Dated<Value> make_and_keep(Memories<Dated<Value>>& memories, engine::Desk& desk,
                             const std::string& name, const Make<Value>& make);
  template <typename Value>
  void make_later(Memories<Dated<Value>>& memories, const std::string& name,
                  const Make<Value>& make);

  HouseOptions options_;
  Gate gate_;
  Idempotency keys_;
  std::mutex writing_;
  std::atomic<bool> wants_fusion_{true};  // an earlier server may have been ended before it fused
  Lazy<engine::Engine> engine_;
  Lazy<engine::Places> places_;
  Lazy<engine::Actors> actors_;
  std::atomic<std::int64_t> last_change_{0};
  std::mutex looking_;
  std::unique_ptr<engine::Desk> looker_;
  Memories<Dated<std::string>> texts_;
  Memories<OutlookNow> outlooks_;
  std::mutex making_outlook_;                // whoever asks while one is made waits
  std::unique_ptr<engine::Desk> refresher_;  // the one thread's that refreshes
  Pool refreshing_;                          // last: its thread uses the others
};

/// Open desks of one thread.
///
/// Threads: one thread at a time.
class Worker {
 public:
  explicit Worker(House& house) : house_(house) {}

  /// For looking.
  engine::Desk& desk();
  /// For writing; the journal names `who`. Decisions are acknowledged before they are fused.
  engine::Desk& desk_of(const std::string& who);
  engine::Drawer& drawer();

 private:
  House& house_;
  std::unique_ptr<engine::Desk> reader_;
  std::map<std::string, std::unique_ptr<engine::Desk>> writers_;
  std::unique_ptr<engine::Drawer> drawer_;
};

}  // namespace tocsin::serve
