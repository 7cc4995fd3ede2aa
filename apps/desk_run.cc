#include "apps/desk_run.h"

#include <algorithm>
#include <thread>

#include "apps/interrupt.h"
#include "apps/messages.h"
#include "apps/table_view.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

constexpr std::size_t kReasonsShown = 10;
constexpr std::size_t kSkippedShown = 5;

std::string counted(std::size_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

}  // namespace

void DeskRun::acknowledged(const engine::Acknowledged& done) {
  const bool is_new = done.arrival == store::Arrival::kNew;
  ++(is_new ? new_ : known_);
  coded_ += done.is_coded && is_new ? 1 : 0;
  events_ += done.events;
  progress_.clear_for_output();
  std::cout << (is_new ? "added" : "known") << "\t" << done.id;
  if (is_new && done.is_coded) std::cout << "\t" << counted(done.events, "event");
  std::cout << std::endl;
  if (!std::cout) throw Error(ErrorCode::kNotWritable, "standard output: cannot be written");
  if (done.no_events && reasons_.size() < kReasonsShown) {
    reasons_.push_back("tocsin: " + shown(done.id) + ": " + why_no_events(*done.no_events));
  }
  progress_.add(done.origin, done.bytes);
}

void DeskRun::failed(ErrorCode code, const std::string& origin, const std::string& message,
                     const std::string& fix) {
  ++failed_;
  say(fault_line(code, origin, message, fix));
}

void DeskRun::skipped(const std::string& message) {
  if (++skipped_ <= kSkippedShown) say("tocsin: " + shown(message) + ".");
}

void DeskRun::say(const std::string& line) {
  progress_.clear();
  std::cerr << line << std::endl;
}

ExitStatus DeskRun::conclude(const std::string& verb) {
  progress_.clear();
  for (const std::string& reason : reasons_) say(reason);
  if (skipped_ > kSkippedShown) {
    say("tocsin: " + std::to_string(skipped_ - kSkippedShown) + " more files skipped.");
  }
  std::string line = "tocsin: " + counted(new_, "report") + " " + verb;
  if (coded_ > 0) line += ", " + counted(events_, "event");
  if (known_ > 0) line += ", " + std::to_string(known_) + " in the desk already";
  if (failed_ > 0) line += ", " + std::to_string(failed_) + " refused";
  say(line + ".");
  if (is_interrupted()) {
    say("tocsin: interrupted; what is listed is in the desk. The same command with --resume goes "
        "on.");
    return ExitStatus::kInterrupted;
  }
  if (failed_ > 0) return new_ + known_ > 0 ? ExitStatus::kPartlyDone : ExitStatus::kFailed;
  return new_ + known_ > 0 ? ExitStatus::kOk : ExitStatus::kNothingMatched;
}

LazyEngine::LazyEngine(const engine::PathRequest& resources, unsigned threads)
    : paths_(found_paths(resources)),
      threads_(threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads) {
  engine_options(paths_, threads_);  // what is missing is told before anything is written
  coder_ = paths_.model.stem().string();
}

const engine::Engine& LazyEngine::get() {
  std::call_once(loaded_, [this] {
    engine_.emplace(engine_options(paths_, threads_));
    for (const Diagnostic& each : engine_->diagnostics()) {
      std::cerr << "tocsin: " << each.message << std::endl;
    }
  });
  return *engine_;
}

engine::IntakeOptions intake_options(DeskRun& run, LazyEngine* engine) {
  engine::IntakeOptions options;
  options.on_acknowledged = [&run](const engine::Acknowledged& done) { run.acknowledged(done); };
  options.on_failure = [&run](const engine::Failure& each) {
    run.failed(each.code, each.origin, each.message);
  };
  if (engine == nullptr) return options;
  options.threads = engine->threads();
  options.coder = engine->coder();
  options.code = [engine](const Report& report) { return engine->get().code(report); };
  return options;
}

}  // namespace tocsin::apps
