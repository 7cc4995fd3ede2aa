// tocsin code without inputs: codes what the desk holds and nobody coded yet.
#include "apps/code_desk.h"

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
  engine::Intake intake(desk, intake_options(run, &engine));
  intake.code_rest([] { return !is_interrupted(); });
  intake.finish();
  return run.conclude("coded");
}

}  // namespace tocsin::apps
