// tocsin show: a report, an event or an incident of the desk.
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/desk_view.h"

namespace tocsin::apps {
namespace {

struct ShowOptions {
  DeskOptions desk;
  std::string id;
  bool history = false;
  engine::PathRequest resources;
};

ExitStatus run(const ShowOptions& options) {
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kRead, options.resources);
  const DeskStyle style = desk_style();
  if (const auto incident = desk.incident(options.id)) {
    show_incident(std::cout, desk, *incident, style);
  } else if (const auto report = desk.report(options.id)) {
    show_report(std::cout, desk, *report, style);
    if (options.history) show_history(std::cout, desk, options.id, "");
  } else if (const auto of_event = desk.report_of_event(options.id)) {
    show_event(std::cout, desk, *of_event, options.id, style);
    if (options.history) show_history(std::cout, desk, of_event->stored.report.id, options.id);
  } else {
    throw Error(ErrorCode::kNotFound, "\"" + options.id +
                                          "\": no report, event or incident of the desk has this "
                                          "id; expected one such as 01, 01/3 or incident:01/3");
  }
  return ExitStatus::kOk;
}

}  // namespace

void add_show(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = app.add_subcommand("show", "Show a report, an event or an incident");
  command->add_option("id", options->id, "Its id")->required();
  command->add_flag("--history", options->history, "With what the journal says of it");
  add_desk_option(*command, options->desk);
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
