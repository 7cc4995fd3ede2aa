#pragma once
/// A few threads that do one piece of work after another, with a queue that does not grow for ever.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tocsin::serve {

/// Threads: `add` from any thread.
class Pool {
 public:
  /// Work gets the number of the thread that does it, from 0.
  using Work = std::function<void(std::size_t thread)>;

  /// What its threads give way to where there are fewer processors than work.
  enum class Rank : std::uint8_t { kFirst, kSecond };

  Pool(std::size_t threads, std::size_t longest_queue, Rank rank = Rank::kFirst);
  ~Pool() { end(); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// False where the queue is full; then the work is not done.
  bool add(Work work);
  /// Does what is queued, then ends; from now on nothing is taken.
  void end();

 private:
  void work(std::size_t thread);

  std::size_t longest_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Work> queue_;
  bool is_ending_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace tocsin::serve
