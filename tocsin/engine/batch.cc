// How it works: every report becomes a task in a queue of bounded length. Workers take the oldest
// task that nobody has begun; the owner of the batch waits for the oldest task of all to be done
// and hands its result on, so results leave in the order in which the reports came.
#include "tocsin/engine/batch.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <variant>

namespace tocsin::engine {
namespace {

constexpr std::size_t kTasksPerThread = 4;

struct Task {
  Job job;
  std::variant<std::monostate, CodedReport, Failure> result;
  bool done = false;
};

void insert_first(std::vector<Diagnostic>& diagnostics, std::vector<Diagnostic> first) {
  diagnostics.insert(diagnostics.begin(), std::make_move_iterator(first.begin()),
                     std::make_move_iterator(first.end()));
}

// Gives every report of a run an id of its own.
class Ids {
 public:
  void make_unique(Job& job) {
    const std::string wanted = job.report.id;
    std::uint32_t& count = used_[wanted];
    if (++count == 1) return;
    std::string id;
    do {
      id = wanted + "~" + std::to_string(count);
    } while (used_.contains(id) && ++count);
    used_[id] = 1;
    job.report.id = id;
    job.diagnostics.push_back({"duplicate_id",
                               "The id \"" + wanted +
                                   "\" was already used in this run; this report"
                                   " is called \"" +
                                   id + "\".",
                               {}});
  }

 private:
  std::unordered_map<std::string, std::uint32_t> used_;
};

}  // namespace

class Batch::Impl {
 public:
  explicit Impl(BatchOptions options) : options_(std::move(options)) {
    if (options_.threads < 2) return;  // one thread: each report is coded where it is added
    for (unsigned i = 0; i < options_.threads; ++i) workers_.emplace_back([this] { work(); });
  }

  ~Impl() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& worker : workers_) worker.join();
  }

  void add(Job job) {
    ids_.make_unique(job);
    if (workers_.empty()) {
      Task task{std::move(job), {}};
      run(task);
      deliver(task);
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::make_unique<Task>(Task{std::move(job), {}}));
      ++waiting_;
    }
    changed_.notify_all();
    deliver_down_to(kTasksPerThread * workers_.size());
  }

  void finish() { deliver_down_to(0); }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return stopping_ || waiting_ > 0; });
      if (stopping_) return;
      Task& task = *tasks_[tasks_.size() - waiting_];
      --waiting_;
      lock.unlock();
      run(task);
      lock.lock();
      task.done = true;
      changed_.notify_all();
    }
  }

  // Waits while more than `limit` tasks are in hand; what is done is handed on in any case.
  void deliver_down_to(std::size_t limit) {
    while (true) {
      std::unique_ptr<Task> task;
      {
        std::unique_lock lock(mutex_);
        if (tasks_.size() > limit) {
          changed_.wait(lock, [&] { return tasks_.front()->done; });
        } else if (tasks_.empty() || !tasks_.front()->done) {
          return;
        }
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      deliver(*task);
    }
  }

  void run(Task& task) const {
    try {
      task.result = options_.code(task.job.report);
    } catch (const Error& error) {
      task.result = Failure{error.code(), task.job.report.origin, error.what()};
    } catch (const std::exception& error) {
      task.result = Failure{ErrorCode::kInternal, task.job.report.origin, error.what()};
    }
  }

  void deliver(Task& task) const {
    if (auto* coded = std::get_if<CodedReport>(&task.result)) {
      insert_first(coded->diagnostics, std::move(task.job.diagnostics));
      options_.on_coded(std::move(*coded));
    } else {
      options_.on_failure(std::get<Failure>(task.result));
    }
  }

  const BatchOptions options_;
  Ids ids_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Task>> tasks_;  // in input order
  std::size_t waiting_ = 0;                  // the last so many of tasks_ are not begun
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

Batch::Batch(BatchOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Batch::~Batch() = default;
void Batch::add(Job job) { impl_->add(std::move(job)); }
void Batch::finish() { impl_->finish(); }

}  // namespace tocsin::engine
