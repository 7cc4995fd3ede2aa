#pragma once
/// Everything between a request and its answer: whose it is, what it may do, who works on it.

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "tocsin/serve/house.h"
#include "tocsin/serve/pool.h"
#include "tocsin/serve/routes.h"
#include "tocsin/serve/server.h"

namespace tocsin::serve {

struct ServiceOptions {
  HouseOptions house;
  /// Threads that look things up: no more than can run at once, or whoever writes has to wait.
  std::size_t readers = std::clamp(std::thread::hardware_concurrency(), 2U, 8U);
  std::size_t thinkers = 2;  ///< threads that code, export, assess
};

/// Threads: any number at once.
class Service {
 public:
  /// Throws: Error where the desk cannot be opened.
  explicit Service(ServiceOptions options);
  ~Service();

  House& house() { return house_; }
  /// Where the desk is to be reached, once that is known; before the first request.
  void set_place(Place place);

  /// How long the body of a request with this header may be.
  ///
  /// Throws: Problem where it is refused.
  std::size_t expect(Request& head);
  /// Answers a request that `expect` has let through; calls `done` once, from any thread.
  void answer(Request&& request, Duties::Done done);
  Duties duties();
  /// Finishes what is under way. To be called before the server that asks is gone.
  void end();

 private:
  /// Threads with an open desk each, that work on one kind of request.
  struct Crew {
    Crew(House& house, std::size_t threads, Pool::Rank rank);
    std::vector<std::unique_ptr<Worker>> workers;
    Pool pool;  // last: its threads use the workers
  };
  Crew& crew_of(Kind kind);
  Response handle(const Request& request, Worker& worker);
  Response handle_once(const Call& call, const Route& route);
  /// Work that nobody asked for: it is logged where it fails.
  void set_to_work(const std::string& what, void (*work)(House&, Worker&));
  /// Fuses what was decided, a little at a time, between the writes of others.
  void fuse_soon();
  void fuse_some(Worker& worker);
  void watch(const std::stop_token& stop);
  /// Moves what was written from the log to its place in the desk, beside readers and writers.
  void tidy(const std::stop_token& stop);

  House house_;
  Crew readers_;
  Crew writers_;
  Crew thinkers_;
  std::atomic<bool> is_fusing_{false};
  std::size_t portion_ = 1;  // of a fusion; the one writer's
  std::jthread watch_;
  std::jthread tidy_;
};

}  // namespace tocsin::serve
