#pragma once
/// Random secrets, and what is kept of them.

#include <memory>
#include <string>
#include <string_view>

namespace tocsin::serve {

/// 256 bits from the system's source of randomness, as 43 characters that need no encoding in an
/// address. Throws: Error(kInternal) where the system gives none.
std::string random_secret();

/// SHA-256 as 64 hexadecimal digits.
std::string digest(std::string_view bytes);

/// The same of bytes that come piece by piece.
class RunningDigest {
 public:
  RunningDigest();
  ~RunningDigest();
  RunningDigest(const RunningDigest&) = delete;
  RunningDigest& operator=(const RunningDigest&) = delete;
  void add(std::string_view bytes);
  /// Ends the digest.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A moment `seconds` from now, "2024-03-14T09:30:00Z"; they compare as they follow one another.
std::string moment(long long seconds_from_now = 0);

}  // namespace tocsin::serve
