// How it works: the size of a file counts once the first report of the next file is done; within a
// file the text of its reports counts, which is less than the file holds, so the bar never runs
// ahead of the work.
#include "apps/progress.h"

#include <algorithm>
#include <cctype>
#include <iostream>
#include <system_error>

#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr auto kQuietTime = std::chrono::seconds(1);
constexpr auto kBetweenDrawings = std::chrono::milliseconds(100);
constexpr int kBarWidth = 30;

std::uint64_t size_of(const fs::path& file) {
  std::error_code failure;
  const std::uintmax_t size = fs::file_size(file, failure);
  return failure ? 0 : size;
}

// 0 where it cannot be known.
std::uint64_t size_below(const fs::path& path) {
  std::error_code failure;
  if (!fs::is_directory(path, failure)) return size_of(path);
  std::uint64_t size = 0;
  for (fs::recursive_directory_iterator entry(path, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    std::error_code ignored;  // a link that leads nowhere has no size
    if (entry->is_regular_file(ignored)) size += size_of(entry->path());
  }
  return size;
}

// "a.jsonl" of "a.jsonl:12".
std::string file_of(const std::string& origin) {
  const std::size_t colon = origin.rfind(':');
  const bool numbered = colon != std::string::npos && colon + 1 < origin.size() &&
                        std::all_of(origin.begin() + static_cast<std::ptrdiff_t>(colon) + 1,
                                    origin.end(), [](unsigned char c) { return std::isdigit(c); });
  return numbered ? origin.substr(0, colon) : origin;
}

std::string megabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

}  // namespace

Progress::Progress(const std::vector<fs::path>& paths)
    : wanted_(is_terminal(stderr)),
      shares_terminal_(is_terminal(stdout)),
      started_(steady_clock::now()),
      last_drawn_(started_) {
  if (!wanted_) return;
  for (const fs::path& path : paths) {
    const std::uint64_t size = size_below(path);
    if (size == 0) {
      total_ = 0;
      return;
    }
    total_ += size;
  }
}

void Progress::add(const Report& report) { add(report.origin, report.text.size()); }

void Progress::add(const std::string& origin, std::uint64_t bytes) {
  if (!wanted_) return;
  const std::string file = file_of(origin);
  if (file != file_) {
    done_before_ += file_.empty() ? 0 : std::max(in_file_, size_of(file_));
    in_file_ = 0;
    file_ = file;
  }
  in_file_ += bytes;
  ++reports_;
  const auto now = steady_clock::now();
  if (now - started_ < kQuietTime || now - last_drawn_ < kBetweenDrawings) return;
  last_drawn_ = now;
  draw();
}

void Progress::draw() {
  const std::uint64_t done = done_before_ + in_file_;
  std::string line = "\r";
  if (total_ > 0) {
    const double part = std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
    const auto full = static_cast<std::size_t>(part * kBarWidth);
    line += "[" + std::string(full, '#') + std::string(kBarWidth - full, '.') + "] " +
            std::to_string(static_cast<int>(part * 100)) + "% ";
  }
  line += megabytes(done) + (total_ > 0 ? " of " + megabytes(total_) : "") + ", " +
          std::to_string(reports_) + (reports_ == 1 ? " report" : " reports");
  std::cerr << line << "\033[K" << std::flush;
  drawn_ = true;
}

void Progress::clear() {
  if (!drawn_) return;
  std::cerr << "\r\033[K" << std::flush;
  drawn_ = false;
}

void Progress::clear_for_output() {
  if (shares_terminal_) clear();
}

}  // namespace tocsin::apps
