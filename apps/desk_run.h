#pragma once
/// What taking in and coding in a desk have in common: the lines for each report, failures, the
/// closing count.

#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "apps/progress.h"
#include "apps/resource_options.h"
#include "tocsin/engine/engine.h"
#include "tocsin/engine/intake.h"

namespace tocsin::apps {

/// Says what becomes of reports. One line a report goes to standard output once it is on the disk:
/// "added", "known" or "failed", its id, the number of its events.
class DeskRun {
 public:
  explicit DeskRun(const std::vector<std::filesystem::path>& inputs) : progress_(inputs) {}

  void acknowledged(const engine::Acknowledged& done);
  void failed(ErrorCode code, const std::string& origin, const std::string& message,
              const std::string& fix = {});
  void skipped(const std::string& message);
  void say(const std::string& line);

  /// The closing lines, and the exit status that follows. `verb` is "added" or "coded".
  ExitStatus conclude(const std::string& verb);

 private:
  Progress progress_;
  std::size_t new_ = 0;
  std::size_t known_ = 0;
  std::size_t coded_ = 0;
  std::size_t events_ = 0;
  std::size_t failed_ = 0;
  std::size_t skipped_ = 0;
  std::vector<std::string> reasons_;
};

/// The engine, loaded where it is first needed.
/// Threads: any.
class LazyEngine {
 public:
  LazyEngine(const engine::PathRequest& resources, unsigned threads);
  const engine::Engine& get();
  std::string coder() const { return coder_; }
  unsigned threads() const { return threads_; }

 private:
  engine::Paths paths_;
  unsigned threads_;
  std::string coder_;
  std::once_flag loaded_;
  std::optional<engine::Engine> engine_;
};

/// The options of an intake that tells `run` what becomes of reports and codes them with `engine`;
/// without one they are not coded. Both must outlive the intake.
engine::IntakeOptions intake_options(DeskRun& run, LazyEngine* engine);

}  // namespace tocsin::apps
