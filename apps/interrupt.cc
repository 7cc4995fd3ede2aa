// How it works: the handler of the signal writes into a pipe, and whoever waits for input waits for
// that pipe as well; so no interrupt is lost between a look and a wait.
#include "apps/interrupt.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "tocsin/core/error.h"

namespace tocsin::apps {
namespace {

constexpr std::int64_t kLongestPoll = 60'000;  // milliseconds

// A signal can reach nothing but globals.
volatile std::sig_atomic_t interrupted = 0;
int wake_pipe[2] = {-1, -1};

void note(int) {
  const int before = errno;
  interrupted = 1;
  [[maybe_unused]] const auto written = write(wake_pipe[1], "!", 1);
  errno = before;
}

}  // namespace

void watch_for_interrupt() {
  if (pipe(wake_pipe) != 0) throw Error(ErrorCode::kInternal, "no pipe for interrupts");
  struct sigaction action {};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESETHAND | SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
}

bool is_interrupted() { return interrupted != 0; }

bool wait_for_interrupt(std::chrono::milliseconds longest) {
  const auto end = std::chrono::steady_clock::now() + longest;
  while (!is_interrupted()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    pollfd wait{wake_pipe[0], POLLIN, 0};
    poll(&wait, 1, static_cast<int>(std::min<std::int64_t>(left.count(), kLongestPoll)));
  }
  return is_interrupted();
}

void expect_no_interrupt() {
  if (is_interrupted()) throw Interrupted{};
}

InterruptibleInput::int_type InterruptibleInput::underflow() {
  if (gptr() < egptr()) return traits_type::to_int_type(*gptr());
  while (!is_interrupted()) {
    pollfd waits[2] = {{STDIN_FILENO, POLLIN, 0}, {wake_pipe[0], POLLIN, 0}};
    if (poll(waits, 2, -1) < 0 && errno == EINTR) continue;
    if (waits[1].revents != 0) break;
    const ssize_t count = read(STDIN_FILENO, buffer_.data(), buffer_.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
    return traits_type::to_int_type(*gptr());
  }
  return traits_type::eof();
}

}  // namespace tocsin::apps
