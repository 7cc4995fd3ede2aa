// tocsin backtest: how good would the forecasts have been?
#include "tocsin/assess/backtest.h"

#include <fstream>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/event_table.h"
#include "apps/messages.h"
#include "apps/resource_options.h"
#include "apps/terminal.h"
#include "tocsin/assess/backtest_report.h"

namespace tocsin::apps {
namespace {

struct BacktestOptions {
  std::vector<std::filesystem::path> events;
  EventColumns columns;
  std::string from;
  std::string to;
  std::string format = "text";
  std::filesystem::path chart;
  engine::PathRequest resources;
};

assess::Month month(const std::string& option, const std::string& words) {
  const std::optional<assess::Month> parsed = assess::parse_month(words);
  if (!parsed) {
    throw Error(ErrorCode::kUsage, option + ": found \"" + words + "\", expected YYYY-MM");
  }
  return *parsed;
}

void write_file(const std::filesystem::path& path, const std::string& content) {
  std::ofstream stream(path, std::ios::binary);
  stream << content;
  stream.close();
  if (!stream) throw Error(ErrorCode::kNotWritable, path.string() + ": cannot be written");
}

ExitStatus run(const BacktestOptions& options) {
  const assess::Month from = month("--from", options.from);
  const assess::Month to = month("--to", options.to);
  const engine::Paths paths = found_paths(options.resources);
  if (paths.data_dir.empty()) throw Error(ErrorCode::kDataMissing, "no data folder was found");
  const assess::ForecastRules rules =
      assess::load_forecast_rules(paths.data_dir / "assess" / "forecast.toml");
  const EventTable table = read_event_table(options.events, options.columns);
  if (table.without_area > 0) {
    std::cerr << "tocsin: " << table.without_area << " events name no area and are left out.\n";
  }
  if (table.history.areas.empty()) {
    std::cerr << "tocsin: no event names an area: nothing to forecast.\n";
    return ExitStatus::kNothingMatched;
  }
  const bool show = is_terminal(stderr);
  const assess::Backtest result =
      assess::backtest(table.history, rules, from, to, [&](double share) {
        if (show) std::cerr << "\r" << static_cast<int>(100 * share) << " %" << std::flush;
      });
  if (show) std::cerr << "\r\033[K";
  std::cout << (options.format == "json" ? assess::to_json(result) + "\n"
                                         : assess::to_text(result));
  if (!options.chart.empty()) write_file(options.chart, assess::to_svg(result));
  return ExitStatus::kOk;
}

}  // namespace

void add_backtest(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<BacktestOptions>();
  CLI::App* command = app.add_subcommand(
      "backtest", "Walk through past months: how good would the forecasts have been?");
  command
      ->add_option("--events", options->events,
                   "Tables of events (CSV); all that lies before --from is history")
      ->required()
      ->type_name("FILE");
  command->add_option("--from", options->from, "The first month to forecast")
      ->required()
      ->type_name("YYYY-MM");
  command->add_option("--to", options->to, "The last month to forecast")
      ->required()
      ->type_name("YYYY-MM");
  command->add_option("-f,--format", options->format, "How the result is written")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->add_option("--chart", options->chart, "Draw the scores into FILE")
      ->type_name("FILE.svg");
  command->add_option("--start-column", options->columns.start, "Column of the first day")
      ->capture_default_str();
  command->add_option("--end-column", options->columns.end, "Column of the last day")
      ->capture_default_str();
  command->add_option("--area-column", options->columns.area, "Column of the area")
      ->capture_default_str();
  command->add_option("--deaths-column", options->columns.deaths, "Column of the deaths")
      ->capture_default_str();
  command->add_option("--data", options->resources.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
