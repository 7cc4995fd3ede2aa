// tocsin code without inputs: codes what the desk holds and nobody coded yet.
#include "apps/code_desk.h"

#include <mutex>

#include "apps/desk_run.h"
#include "apps/interrupt.h"
#include "apps/terminal.h"

namespace tocsin::apps {

ExitStatus code_desk(const DeskOptions& desk_options, const engine::PathRequest& resources,
                     unsigned threads) {
  watch_for_interrupt();
  engine::Desk desk = open_desk(desk_options, engine::DeskMode::kWrite, resources);
  DeskRun run({});
  if (desk.counts().uncoded == 0) {
    run.say("tocsin: " + shown(desk.file().string()) + ": every report is coded.");
    return ExitStatus::kOk;
  }
  LazyEngine engine(resources, threads);
  engine.get();
  engine::IntakeOptions options;
  options.threads = engine.threads();
  options.coder = engine.coder();
  options.code = [&](const Report& report) { return engine.get().code(report); };
  options.on_acknowledged = [&](const engine::Acknowledged& done) { run.acknowledged(done); };
  options.on_failure = [&](const engine::Failure& each) {
    run.failed(each.code, each.origin, each.message);
  };
  engine::Intake intake(desk, std::move(options));
  intake.code_rest([] { return !is_interrupted(); });
  intake.finish();
  return run.conclude("coded");
}

}  // namespace tocsin::apps
