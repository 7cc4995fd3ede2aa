#pragma once
/// Codes a stream of reports with several threads and hands the results on in the order of the
/// input.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tocsin/core/error.h"
#include "tocsin/core/event.h"

namespace tocsin::engine {

/// A report to be coded, with what its reading had to remark.
struct Job {
  Report report;
  std::vector<Diagnostic> diagnostics;
};

/// A report that could not be coded.
struct Failure {
  ErrorCode code;
  std::string origin;
  std::string message;
};

struct BatchOptions {
  unsigned threads = 1;
  std::function<CodedReport(const Report&)> code;  ///< called from `threads` threads at once
  std::function<void(CodedReport&&)> on_coded;     ///< called in input order, by add() and finish()
  std::function<void(const Failure&)> on_failure;  ///< the same, in the place of on_coded
};

/// Threads: used from one thread, which is also where the results are handed on.
/// Cost:    holds at most a few reports for each thread, however long the stream.
class Batch {
 public:
  explicit Batch(BatchOptions options);
  ~Batch();

  /// Takes a report; waits while the queue is full. An id that was already used in this batch gets
  /// "~2", "~3" added, with a diagnostic.
  void add(Job job);

  /// Waits for all reports that were added and hands their results on.
  void finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tocsin::engine
