#include "apps/local_program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "tocsin/core/error.h"

namespace tocsin::apps {
namespace {

std::string found_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string folders =
      (path != nullptr ? std::string(path) : std::string()) + ":/usr/sbin:/usr/lib:/usr/bin:/bin";
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    const std::string candidate = folders.substr(0, end) + "/" + name;
    if (end > 0 && access(candidate.c_str(), X_OK) == 0) return candidate;
    folders.erase(0, end + 1);
  }
  throw Error(ErrorCode::kProgramMissing, "the program " + name + " was not found");
}

// Writes all of it; a reader that went away ends the writing.
void write_all(int descriptor, std::string_view input) {
  while (!input.empty()) {
    const ssize_t written = write(descriptor, input.data(), input.size());
    if (written <= 0) return;
    input.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

int run_program(const std::vector<std::string>& words, std::string_view input) {
  const std::string program = found_program(words.front());
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    throw Error(ErrorCode::kInternal, "the system gives no pipe for " + program);
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int problem =
      posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[0]);
  if (problem != 0) {
    close(ends[1]);
    throw Error(ErrorCode::kProgramMissing, program + ": cannot be run");
  }
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  write_all(ends[1], input);
  std::signal(SIGPIPE, before);
  close(ends[1]);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace tocsin::apps
