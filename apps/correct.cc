// tocsin correct, tocsin undo: what people decide about events, and how they take it back.
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

struct CorrectOptions {
  DeskOptions desk;
  std::string event;
  std::vector<std::string> fields;
  std::string why;
  engine::PathRequest resources;
};

struct UndoOptions {
  DeskOptions desk;
  std::size_t steps = 1;
  std::string why;
  engine::PathRequest resources;
};

std::string row_line(const store::JournalRow& row) {
  std::string line = std::to_string(row.n) + "  " + row.action + "  " + shown(row.event);
  if (!row.field.empty()) {
    line += "  " + row.field + ": " + (row.before.empty() ? "none" : shown(row.before)) + " → " +
            (row.after.empty() ? "none" : shown(row.after));
  }
  return line;
}

ExitStatus correct(const CorrectOptions& options) {
  std::vector<std::pair<std::string, std::string>> values;
  for (const std::string& each : options.fields) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorCode::kBadValue, "\"" + each + "\"; expected field=value, such as killed=3");
    }
    values.emplace_back(each.substr(0, equals), each.substr(equals + 1));
  }
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kWrite, options.resources);
  std::vector<store::JournalRow> rows;
  engine::Writing writing = desk.begin();  // all fields or none
  for (const auto& [field, value] : values) {
    rows.push_back(desk.correct(options.event, field, value, options.why));
  }
  writing.commit();
  for (const store::JournalRow& row : rows) std::cout << row_line(row) << "\n";
  return ExitStatus::kOk;
}

ExitStatus undo(const UndoOptions& options) {
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kWrite, options.resources);
  for (std::size_t step = 0; step < options.steps; ++step) {
    const auto undone = desk.undo(options.why);
    if (!undone) {
      std::cerr << "tocsin: nothing is left to undo.\n";
      return step > 0 ? ExitStatus::kOk : ExitStatus::kNothingMatched;
    }
    std::cout << "undone: " << row_line(*undone) << "\n";
  }
  return ExitStatus::kOk;
}

}  // namespace

void add_correct(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<CorrectOptions>();
  CLI::App* command = app.add_subcommand("correct", "Correct fields of an event");
  command->add_option("event", options->event, "The event's id")->required();
  command
      ->add_option(
          "fields", options->fields,
          "type, mode, reality, aspect, date, location, actor, recipient, killed, injured, "
          "detained, displaced, count")
      ->type_name("FIELD=VALUE")
      ->required();
  command->add_option("--why", options->why, "The reason, for the journal")
      ->type_name("TEXT")
      ->required();
  add_desk_option(*command, options->desk);
  add_by_option(*command, options->desk);
  command->add_option("--data", options->resources.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
  command->callback([options, &status] { status = correct(*options); });
}

void add_undo(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<UndoOptions>();
  CLI::App* command =
      app.add_subcommand("undo", "Take back the last correction, decision, merge or split");
  command->add_option("steps", options->steps, "How many")->check(CLI::Range(1U, 1000U));
  command->add_option("--why", options->why, "The reason, for the journal")->type_name("TEXT");
  add_desk_option(*command, options->desk);
  add_by_option(*command, options->desk);
  command->add_option("--data", options->resources.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
  command->callback([options, &status] { status = undo(*options); });
}

}  // namespace tocsin::apps
