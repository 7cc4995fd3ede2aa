#pragma once
/// How often somebody may ask: buckets that fill again with time.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tocsin::serve {

struct Rate {
  double per_second = 0;
  double burst = 0;  ///< how many may come at once
};

/// Threads: one thread at a time.
/// Cost:    holds at most 10,000 keys; those that were full again are forgotten first.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;

  explicit RateLimit(Rate rate) : rate_(rate) {}

  /// Takes one from the key's bucket; false where it is empty.
  bool take(std::string_view key, Clock::time_point now);
  /// Whether the bucket is empty, taking nothing.
  bool is_spent(std::string_view key, Clock::time_point now) const;

 private:
  struct Bucket {
    double left;
    Clock::time_point at;
  };
  double left(const Bucket& bucket, Clock::time_point now) const;
  void forget_full(Clock::time_point now);

  Rate rate_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace tocsin::serve
