// tocsin alerts: what the desk's alert rules said, and whether they were right.
#include <algorithm>
#include <iostream>
#include <memory>

#include "apps/alert_watch.h"
#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/terminal.h"
#include "tocsin/engine/situation.h"

namespace tocsin::apps {
namespace {

constexpr int kHorizonDays = 30;  // within which an alert must be followed by something to be right

struct AlertsOptions {
  DeskOptions desk;
  AlertOptions watch;
  std::string as_of;
  std::string id;
  bool open_only = false;
  engine::PathRequest resources;
};

AlertOptions watch_options(const AlertsOptions& options) {
  AlertOptions watching = options.watch;
  watching.desk = desk_file(options.desk);
  watching.data_dir = found_paths(options.resources).data_dir;
  if (options.as_of.empty()) return watching;
  watching.day = parse_date(options.as_of);
  if (!watching.day) {
    throw Error(ErrorCode::kBadDate,
                "--as-of: found \"" + options.as_of + "\", expected a day such as 2021-06-28");
  }
  return watching;
}

ExitStatus check(const AlertsOptions& options) {
  const AlertOptions watching = watch_options(options);
  if (alert_rules_file(watching).empty()) {
    throw Error(ErrorCode::kDataMissing,
                "no alerts.toml lies beside the desk; expected one, or --rules FILE");
  }
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kRead, options.resources);
  const auto alerts = watch(desk, watching);
  for (const assess::Alert& each : alerts) std::cout << assess::alert_line(each);
  return alerts.empty() ? ExitStatus::kNothingMatched : ExitStatus::kOk;
}

ExitStatus list(const AlertsOptions& options) {
  std::size_t count = 0;
  for (const assess::LoggedAlert& each : recorded_alerts(desk_file(options.desk))) {
    if (options.open_only && each.past.acknowledged) continue;
    ++count;
    std::cout << to_string(each.past.day) << "  "
              << (each.past.acknowledged ? "seen by " + shown(each.acknowledged_by) : "open")
              << "  " << shown(each.text) << "  [" << shown(each.id) << "]\n";
  }
  return count > 0 ? ExitStatus::kOk : ExitStatus::kNothingMatched;
}

ExitStatus acknowledge(const AlertsOptions& options) {
  const auto file = desk_file(options.desk);
  const auto alerts = recorded_alerts(file);
  if (std::none_of(alerts.begin(), alerts.end(),
                   [&](const auto& each) { return each.id == options.id; })) {
    throw Error(ErrorCode::kNotFound,
                "no alert \"" + options.id + "\" in " + alert_log_file(file).string());
  }
  record(file, assess::acknowledgement_line(options.id, named_by(options.desk)));
  return ExitStatus::kOk;
}

ExitStatus rate(const AlertsOptions& options) {
  const AlertOptions watching = watch_options(options);
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kRead, options.resources);
  const assess::AssessRules rules = assess::load_rules(watching.data_dir / "assess");
  const assess::Situation situation = engine::situation_of(desk);
  std::optional<Date> last = watching.day;
  for (const Claim& claim : situation.claims) {
    if (!watching.day && claim.published && (!last || *claim.published > *last)) {
      last = claim.published;
    }
  }
  std::vector<assess::PastAlert> past;
  for (const auto& each : recorded_alerts(watching.desk)) past.push_back(each.past);
  const auto rules_file = alert_rules_file(watching);
  if (rules_file.empty() || !last) return ExitStatus::kNothingMatched;
  for (const assess::AlertRule& rule : assess::load_alert_rules(rules_file, rules)) {
    const assess::HitRate rate =
        assess::hit_rate(rule, past, kHorizonDays, *last, situation, rules);
    std::cout << shown(rule.id) << ": " << rate.hits << " of " << rate.alerts
              << " alerts were followed by a higher level or an escalation within " << kHorizonDays
              << " days\n";
  }
  return ExitStatus::kOk;
}

void add_shared(CLI::App& command, AlertsOptions& options) {
  add_desk_option(command, options.desk);
  command
      .add_option("--rules", options.watch.rules, "Alert rules; else alerts.toml beside the desk")
      ->type_name("FILE");
  command.add_option("--as-of", options.as_of, "The day; else that of the last report")
      ->type_name("YYYY-MM-DD");
  command.add_option("--data", options.resources.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
}

}  // namespace

void add_alerts(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<AlertsOptions>();
  CLI::App* command = app.add_subcommand("alerts", "Alerts of the desk: check, list, ack, rate");
  command->require_subcommand(1);
  CLI::App* checking = command->add_subcommand("check", "Evaluate the rules and deliver alerts");
  add_shared(*checking, *options);
  checking->add_flag("--allow-net", options->watch.allow_net, "Deliver to webhooks too");
  checking->callback([options, &status] { status = check(*options); });
  CLI::App* listing = command->add_subcommand("list", "The alerts that were given");
  add_desk_option(*listing, options->desk);
  listing->add_flag("--open", options->open_only, "Only those that nobody acknowledged");
  listing->callback([options, &status] { status = list(*options); });
  CLI::App* acknowledging = command->add_subcommand("ack", "Acknowledge an alert");
  add_desk_option(*acknowledging, options->desk);
  add_by_option(*acknowledging, options->desk);
  acknowledging->add_option("id", options->id, "The alert, as list shows it")->required();
  acknowledging->callback([options, &status] { status = acknowledge(*options); });
  CLI::App* rating = command->add_subcommand("rate", "How often the alerts were right");
  add_shared(*rating, *options);
  rating->callback([options, &status] { status = rate(*options); });
}

}  // namespace tocsin::apps
