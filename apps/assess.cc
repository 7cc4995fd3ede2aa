// tocsin assess: how tense is an area, and why?
#include "tocsin/assess/assess.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <thread>

#include "apps/assessment_text.h"
#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/messages.h"
#include "apps/resource_options.h"
#include "apps/terminal.h"
#include "tocsin/assess/chart.h"
#include "tocsin/engine/batch.h"
#include "tocsin/engine/country.h"
#include "tocsin/engine/desk.h"
#include "tocsin/engine/inputs.h"
#include "tocsin/engine/situation.h"
#include "tocsin/export/assessment.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

constexpr int kPipedWidth = 100;
constexpr int kChartWindows = 4;  // a chart looks back so many windows

struct AssessOptions {
  std::vector<std::string> inputs;
  DeskOptions desk;
  std::string area;
  std::string circle;
  std::string polygon;
  std::string as_of;
  std::string window = "14d";
  std::string format = "text";
  std::string date;
  std::string language;
  std::string source;
  fs::path chart;
  fs::path map;
  bool why = false;
  engine::PathRequest resources;
};

// What is assessed, and the texts that its sentences stand in.
struct Material {
  assess::Situation situation;
  exports::TextOf text_of;
  bool failed = false;
};

[[noreturn]] void refuse(const std::string& option, const std::string& found,
                         const std::string& expected) {
  throw Error(ErrorCode::kUsage, option + ": found \"" + found + "\", expected " + expected);
}

std::vector<double> numbers(const std::string& option, const std::string& words) {
  std::vector<double> values;
  const char* at = words.data();
  const char* const end = at + words.size();
  while (at < end) {
    if (*at == ',' || *at == ' ') {
      ++at;
      continue;
    }
    double value = 0;
    const auto [next, problem] = std::from_chars(at, end, value);
    if (problem != std::errc()) refuse(option, words, "numbers between commas");
    values.push_back(value);
    at = next;
  }
  return values;
}

assess::Area area_of(const AssessOptions& options) {
  assess::Area area{options.area, std::nullopt, {}};
  if (!options.circle.empty()) {
    const std::vector<double> values = numbers("--circle", options.circle);
    if (values.size() != 3) refuse("--circle", options.circle, "LATITUDE,LONGITUDE,KILOMETRES");
    area.circle = Circle{values[0], values[1], values[2]};
  }
  if (!options.polygon.empty()) {
    const std::vector<double> values = numbers("--polygon", options.polygon);
    if (values.size() < 6 || values.size() % 2 != 0) {
      refuse("--polygon", options.polygon, "LATITUDE,LONGITUDE of at least three corners");
    }
    for (std::size_t i = 0; i < values.size(); i += 2) {
      area.polygon.emplace_back(values[i], values[i + 1]);
    }
  }
  return area;
}

Date day(const std::string& option, const std::string& words) {
  const std::optional<Date> parsed = parse_date(words);
  if (!parsed || words.size() != 10) refuse(option, words, "a day such as 2021-06-28");
  return *parsed;
}

int window_days(const std::string& words) {
  int days = 0;
  const auto [end, problem] = std::from_chars(words.data(), words.data() + words.size(), days);
  const std::string_view unit(end, static_cast<std::size_t>(words.data() + words.size() - end));
  if (problem != std::errc() || days < 1 || (unit != "d" && unit != "w" && !unit.empty())) {
    refuse("--window", words, "days or weeks such as 14d or 2w");
  }
  return unit == "w" ? 7 * days : days;
}

Material from_reports(const AssessOptions& options, const engine::Paths& paths) {
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  const engine::Engine engine(engine_options(paths, threads));
  ingest::Options reading;
  reading.language = options.language;
  reading.source = options.source;
  if (!options.date.empty()) reading.published = day("--date", options.date);
  std::vector<CodedReport> reports;
  Material material;
  const auto fail = [&](ErrorCode code, const std::string& origin, const std::string& message) {
    material.failed = true;
    std::cerr << fault_line(code, origin, message) << "\n";
  };
  engine::Batch batch(
      {threads, [&](const Report& report) { return engine.code(report); },
       [&](CodedReport&& coded) { reports.push_back(std::move(coded)); },
       [&](const engine::Failure& each) { fail(each.code, each.origin, each.message); }});
  const ingest::Sink sink{[&](ingest::Input input) {
                            batch.add({std::move(input.report), std::move(input.diagnostics)});
                          },
                          [&](const ingest::Fault& fault) {
                            if (fault.severity == ingest::Severity::kSkipped) return;
                            fail(fault.code, fault.origin, fault.message);
                          }};
  for (const std::string& input : options.inputs) {
    if (input == "-") {
      ingest::read_stream(std::cin, input, reading, sink);
    } else {
      ingest::read_path(input, reading, sink);
    }
  }
  batch.finish();
  material.situation = engine::situation_of(reports, paths.data_dir);
  auto texts = std::make_shared<std::map<std::string, std::string, std::less<>>>();
  for (CodedReport& each : reports) texts->emplace(each.report.id, std::move(each.report.text));
  material.text_of = [texts](std::string_view id) {
    const auto found = texts->find(id);
    return found == texts->end() ? std::string_view() : std::string_view(found->second);
  };
  return material;
}

Material from_desk(const AssessOptions& options) {
  auto desk = std::make_shared<engine::Desk>(
      open_desk(options.desk, engine::DeskMode::kRead, options.resources));
  Material material;
  material.situation = engine::situation_of(*desk);
  material.text_of = [desk, text = std::string()](std::string_view id) mutable {
    auto report = desk->report(id);
    text = report ? std::move(report->coded.report.text) : std::string();
    return std::string_view(text);
  };
  return material;
}

// The day to assess: asked for, else that of the last report or happening.
Date day_of(const AssessOptions& options, const assess::Situation& situation) {
  if (!options.as_of.empty()) return day("--as-of", options.as_of);
  std::optional<Date> last;
  for (const Claim& claim : situation.claims) {
    if (claim.published && (!last || *claim.published > *last)) last = claim.published;
  }
  for (const Claim& claim : situation.claims) {
    if (last || !claim.date || claim.reality != Reality::kActual) continue;
    last = claim.date->end ? claim.date->end : claim.date->start;
  }
  if (!last) throw Error(ErrorCode::kUsage, "no report has a date: say the day with --as-of");
  return *last;
}

// What the reports are mostly about, as a label where no area was asked for.
std::string main_area(const assess::Situation& situation) {
  std::map<std::string, int> counts;
  for (const Claim& claim : situation.claims) {
    if (claim.place && !claim.place->admin1.empty()) ++counts[claim.place->admin1];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string() : most->first;
}

void write_file(const fs::path& path, const std::string& content) {
  std::ofstream stream(path, std::ios::binary);
  stream << content;
  stream.close();
  if (!stream) throw Error(ErrorCode::kNotWritable, path.string() + ": cannot be written");
}

void draw(const AssessOptions& options, const assess::Question& question, const Material& material,
          const assess::AssessRules& rules) {
  if (!options.chart.empty()) {
    write_file(options.chart,
               assess::level_chart(question.area.name,
                                   assess::level_over_time(question, material.situation, rules,
                                                           kChartWindows * question.window_days,
                                                           std::max(1, question.window_days / 14)),
                                   rules));
  }
  if (!options.map.empty()) {
    write_file(options.map,
               assess::level_map(assess::levels_by_area(material.situation, rules, question.as_of,
                                                        question.window_days),
                                 rules, question.as_of));
  }
}

ExitStatus run(const AssessOptions& options) {
  const engine::Paths paths = found_paths(options.resources);
  if (paths.data_dir.empty()) throw Error(ErrorCode::kDataMissing, "no data folder was found");
  const assess::AssessRules rules = assess::load_rules(paths.data_dir / "assess");
  const Material material =
      options.inputs.empty() ? from_desk(options) : from_reports(options, paths);
  if (material.situation.claims.empty()) {
    std::cerr << "tocsin: nothing to assess: no event was found.\n";
    return material.failed ? ExitStatus::kFailed : ExitStatus::kNothingMatched;
  }
  assess::Question question{area_of(options), day_of(options, material.situation),
                            window_days(options.window)};
  question.area.countries = engine::countries_named(paths.data_dir, options.area);
  Assessment assessment = assess::assess(question, material.situation, rules);
  if (assessment.area.empty()) assessment.area = main_area(material.situation);
  const int width = terminal_columns(kPipedWidth);
  if (options.format == "json") {
    std::cout << exports::to_json(assessment, material.text_of) << "\n";
  } else {
    std::cout << assessment_text(assessment, width);
    if (options.why) std::cout << "\nWhy\n" << reasons_text(assessment.reasons, width);
  }
  if (!std::cout.flush()) throw Error(ErrorCode::kNotWritable, "standard output cannot be written");
  draw(options, question, material, rules);
  if (material.failed) return ExitStatus::kPartlyDone;
  return assessment.indicators.empty() ? ExitStatus::kNothingMatched : ExitStatus::kOk;
}

void add_options(CLI::App& command, AssessOptions& options) {
  command
      .add_option("inputs", options.inputs,
                  "Reports to assess by themselves; without any, the desk is assessed")
      ->type_name("FILE|DIR|-");
  add_desk_option(command, options.desk);
  command
      .add_option("--area", options.area,
                  "Name or id of a place, an administrative unit or a country; with --circle or "
                  "--polygon the name to show")
      ->type_name("NAME");
  command.add_option("--circle", options.circle, "A circle as the area")->type_name("LAT,LON,KM");
  command.add_option("--polygon", options.polygon, "A polygon as the area")
      ->type_name("LAT,LON,LAT,LON,...");
  command.add_option("--as-of", options.as_of, "The day to assess; else that of the last report")
      ->type_name("YYYY-MM-DD");
  command.add_option("--window", options.window, "How far back evidence is looked for")
      ->type_name("DAYS")
      ->capture_default_str();
  command.add_flag("--why", options.why, "Open every number into its parts, down to sentences");
  command.add_option("-f,--format", options.format, "How the result is written")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command.add_option("--chart", options.chart, "Draw level and indicators over time into FILE")
      ->type_name("FILE.svg");
  command.add_option("--map", options.map, "Draw the levels of all areas into FILE")
      ->type_name("FILE.svg");
  command.add_option("--date", options.date, "Publication date of the reports given")
      ->type_name("YYYY-MM-DD");
  command.add_option("--lang", options.language, "Language of the reports given")
      ->type_name("CODE");
  command.add_option("--source", options.source, "The outlet that published the reports given")
      ->type_name("NAME");
  add_resource_options(command, options.resources);
}

}  // namespace

void add_assess(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<AssessOptions>();
  CLI::App* command = app.add_subcommand("assess", "How tense is an area, and why?");
  add_options(*command, *options);
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
