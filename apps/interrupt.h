#pragma once
/// Ctrl+C: noted the first time, so that the report in hand is finished; the second time it ends
/// the program at once.

#include <array>
#include <streambuf>

namespace tocsin::apps {

/// From now on an interrupt is noted. Throws: Error(kInternal) where the system refuses.
void watch_for_interrupt();

bool is_interrupted();

/// Standard input that ends when an interrupt is noted, also while it waits for more.
class InterruptibleInput : public std::streambuf {
 protected:
  int_type underflow() override;

 private:
  std::array<char, 65536> buffer_;
};

}  // namespace tocsin::apps
