#include "tocsin/serve/pool.h"

#include <sys/resource.h>

namespace tocsin::serve {
namespace {

// On Linux niceness belongs to a thread, and "this process" in the call below is the thread that
// calls. Where it is refused, all threads rank alike.
void give_way() {
  constexpr int kSteps = 5;
  const int now = getpriority(PRIO_PROCESS, 0);
  setpriority(PRIO_PROCESS, 0, now + kSteps);
}

}  // namespace

Pool::Pool(std::size_t threads, std::size_t longest_queue, Rank rank) : longest_(longest_queue) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this, i, rank] {
      if (rank == Rank::kSecond) give_way();
      work(i);
    });
  }
}

void Pool::end() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  filled_.notify_all();
  threads_.clear();
}

bool Pool::add(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= longest_ || is_ending_) return false;
    queue_.push_back(std::move(work));
  }
  filled_.notify_one();
  return true;
}

void Pool::work(std::size_t thread) {
  while (true) {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return is_ending_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const Work next = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    next(thread);
  }
}

}  // namespace tocsin::serve
