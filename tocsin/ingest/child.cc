// How it works: the input goes into a file in memory, so that nothing is left on a disk. The child
// sets its own limits before it becomes the other program; between fork and exec only system calls
// are made, for other threads may hold locks. The parent reads both outputs until they end or the
// clock has run out, and then kills.

#include "tocsin/ingest/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::ingest {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kErrorBytes = 4096;
constexpr int kInputDescriptor = 3;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  void set(int number) { number_ = number; }

 private:
  int number_;
};

[[noreturn]] void no_system(const char* what) {
  throw Error(ErrorCode::kFileUnreadable, std::string("the system gives no ") + what + " (error " +
                                              std::to_string(errno) + ")");
}

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    if (access(name.c_str(), X_OK) == 0) return name;
  } else {
    const char* variable = std::getenv("PATH");
    const std::string path = variable == nullptr ? "/usr/bin:/bin" : variable;
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find(':', begin), path.size());
      const std::string file = path.substr(begin, end - begin) + "/" + name;
      if (file[0] == '/' && access(file.c_str(), X_OK) == 0) return file;
      begin = end + 1;
    }
  }
  throw Error(ErrorCode::kProgramMissing, "the program \"" + name + "\" is not installed");
}

void fill_memory_file(Descriptor& file, std::string_view input) {
  file.set(memfd_create("input", MFD_CLOEXEC));
  if (file.get() < 0) no_system("file in memory");
  while (!input.empty()) {
    const ssize_t written = write(file.get(), input.data(), input.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) no_system("room for a file in memory");
    input.remove_prefix(static_cast<std::size_t>(written));
  }
}

void limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  if (setrlimit(static_cast<__rlimit_resource_t>(resource), &both) != 0) _exit(126);
}

// In the child; never returns.
[[noreturn]] void become(const char* file, char* const* arguments, int input, int out, int errors,
                         const ProgramLimits& limits) {
  static constexpr char kNull[] = "/dev/null";
  static char locale[] = "LC_ALL=C.UTF-8";
  static char* environment[] = {locale, nullptr};
  const int nothing = open(kNull, O_RDONLY);
  if (nothing < 0 || dup2(nothing, 0) < 0) _exit(126);
  // Both ends of the pipes may have low numbers: first out of the way, then to their places.
  const int far_input = fcntl(input, F_DUPFD, 10);
  if (far_input < 0 || dup2(out, 1) < 0 || dup2(errors, 2) < 0) _exit(126);
  if (dup2(far_input, kInputDescriptor) < 0) _exit(126);
  close_range(kInputDescriptor + 1, ~0U, 0);
  limit(RLIMIT_AS, limits.memory_bytes);
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.seconds));
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 32);
  execve(file, arguments, environment);
  _exit(127);
}

// Reads what is there; false at the end of the pipe.
bool drain(int pipe, std::string& into, std::size_t most) {
  std::array<char, 1 << 16> buffer;
  const ssize_t size = read(pipe, buffer.data(), buffer.size());
  if (size < 0) return errno == EINTR || errno == EAGAIN;
  if (into.size() <= most) into.append(buffer.data(), static_cast<std::size_t>(size));
  return size > 0;
}

class Child {
 public:
  explicit Child(pid_t process) : process_(process) {}
  ~Child() {
    if (process_ > 0) end();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Kills it where it still runs; its status.
  int end() {
    kill(process_, SIGKILL);
    return wait();
  }
  int wait() {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status;
  }

 private:
  pid_t process_;
};

// Reads until both outputs have ended, or a limit is passed.
ChildResult::End follow(int out, int errors, ChildResult& result, const ProgramLimits& limits) {
  const auto deadline = Clock::now() + std::chrono::seconds(limits.seconds);
  std::array<pollfd, 2> pipes{pollfd{out, POLLIN, 0}, pollfd{errors, POLLIN, 0}};
  while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return ChildResult::End::kTooSlow;
    if (poll(pipes.data(), pipes.size(), static_cast<int>(left)) < 0 && errno != EINTR) {
      return ChildResult::End::kKilled;
    }
    if (pipes[0].revents != 0 && !drain(out, result.out, limits.output_bytes)) pipes[0].fd = -1;
    if (pipes[1].revents != 0 && !drain(errors, result.errors, kErrorBytes)) pipes[1].fd = -1;
    if (result.out.size() > limits.output_bytes) return ChildResult::End::kTooMuchOutput;
    for (pollfd& each : pipes) each.revents = 0;
  }
  return ChildResult::End::kExited;
}

}  // namespace

ChildResult run_child(const std::string& program, const std::vector<std::string>& arguments,
                      std::string_view input, const ProgramLimits& limits) {
  const std::string file = find_program(program);
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  Descriptor memory;
  fill_memory_file(memory, input);
  int out[2];
  int errors[2];
  if (pipe2(out, O_CLOEXEC) != 0) no_system("pipe");
  Descriptor out_read(out[0]);
  Descriptor out_write(out[1]);
  if (pipe2(errors, O_CLOEXEC) != 0) no_system("pipe");
  Descriptor errors_read(errors[0]);
  Descriptor errors_write(errors[1]);
  const pid_t process = fork();
  if (process < 0) no_system("process");
  if (process == 0) {
    become(file.c_str(), pointers.data(), memory.get(), out_write.get(), errors_write.get(),
           limits);
  }
  Child child(process);
  out_write.close();
  errors_write.close();
  ChildResult result;
  result.end = follow(out_read.get(), errors_read.get(), result, limits);
  const int status = result.end == ChildResult::End::kExited ? child.wait() : child.end();
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  if (result.end == ChildResult::End::kExited && !WIFEXITED(status)) {
    const bool is_slow = WTERMSIG(status) == SIGXCPU;
    result.end = is_slow ? ChildResult::End::kTooSlow : ChildResult::End::kKilled;
  }
  result.errors = replace_invalid_utf8(result.errors.substr(0, kErrorBytes));
  return result;
}

}  // namespace tocsin::ingest
