#pragma once
/// A bar in bytes on standard error, for work that takes longer than a second.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tocsin/core/report.h"

namespace tocsin::apps {

/// Shows nothing where standard error is no terminal.
class Progress {
 public:
  /// `paths` are the inputs; where one is no file or folder, the total stays unknown.
  explicit Progress(const std::vector<std::filesystem::path>& paths);
  ~Progress() { clear(); }

  /// Counts a report that is done.
  void add(const Report& report);
  /// The same for one that was read at `origin`, with so many bytes of text.
  void add(const std::string& origin, std::uint64_t bytes);

  /// Removes the bar, so that a message can be written in its place.
  void clear();

  /// The same, only where output goes to the same terminal.
  void clear_for_output();

 private:
  void draw();

  bool wanted_;
  bool shares_terminal_;
  bool drawn_ = false;
  std::uint64_t total_ = 0;        ///< bytes; 0: unknown
  std::uint64_t done_before_ = 0;  ///< bytes of the files that are finished
  std::uint64_t in_file_ = 0;
  std::uint64_t reports_ = 0;
  std::string file_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point last_drawn_;
};

}  // namespace tocsin::apps
