#pragma once
/// Ctrl+C: noted the first time, so that the report in hand is finished; the second time it ends
/// the program at once.

#include <array>
#include <chrono>
#include <streambuf>

namespace tocsin::apps {

/// From now on an interrupt is noted. Throws: Error(kInternal) where the system refuses.
void watch_for_interrupt();

bool is_interrupted();

/// Waits so long, or until an interrupt is noted; returns whether one is.
bool wait_for_interrupt(std::chrono::milliseconds longest);

/// Leaves what reads inputs when the user pressed Ctrl+C. Derives from nothing, so that no handler
/// of errors takes it for one.
struct Interrupted {};

/// Throws: Interrupted.
void expect_no_interrupt();

/// Standard input that ends when an interrupt is noted, also while it waits for more.
class InterruptibleInput : public std::streambuf {
 protected:
  int_type underflow() override;

 private:
  std::array<char, 65536> buffer_;
};

}  // namespace tocsin::apps
