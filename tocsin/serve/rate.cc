#include "tocsin/serve/rate.h"

#include <algorithm>

namespace tocsin::serve {
namespace {

constexpr std::size_t kMostKeys = 10000;

}  // namespace

double RateLimit::left(const Bucket& bucket, Clock::time_point now) const {
  const double seconds = std::chrono::duration<double>(now - bucket.at).count();
  return std::min(rate_.burst, bucket.left + std::max(0.0, seconds) * rate_.per_second);
}

bool RateLimit::take(std::string_view key, Clock::time_point now) {
  if (buckets_.size() >= kMostKeys) forget_full(now);
  Bucket& bucket = buckets_.try_emplace(std::string(key), Bucket{rate_.burst, now}).first->second;
  bucket.left = left(bucket, now);
  bucket.at = now;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}

bool RateLimit::is_spent(std::string_view key, Clock::time_point now) const {
  const auto found = buckets_.find(std::string(key));
  return found != buckets_.end() && left(found->second, now) < 1;
}

void RateLimit::forget_full(Clock::time_point now) {
  std::erase_if(buckets_, [&](const auto& row) { return left(row.second, now) >= rate_.burst; });
  if (buckets_.size() >= kMostKeys) buckets_.clear();  // an attack from everywhere: start anew
}

}  // namespace tocsin::serve
