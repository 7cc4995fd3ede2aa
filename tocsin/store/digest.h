#pragma once
/// SHA-256, by which raw bytes are kept and the journal is chained.

#include <memory>
#include <string>
#include <string_view>

namespace tocsin::store {

/// 64 hexadecimal digits, lower case.
std::string sha256(std::string_view bytes);

/// The same over bytes that come piece by piece.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  void add(std::string_view bytes);
  /// Ends the digest.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tocsin::store
