// tocsin report: the situation report of an area and a period, from the desk.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/filter_options.h"
#include "apps/pdf.h"
#include "apps/terminal.h"
#include "tocsin/engine/sitrep.h"
#include "tocsin/export/version.h"

namespace tocsin::apps {
namespace {

struct ReportOptions {
  DeskOptions desk;
  FilterOptions filter;
  std::string format;
  std::string output;
  std::string language = "en";
  bool no_assessment = false;
  engine::PathRequest resources;
};

// The format asked for, or that of the output's name, or Markdown.
std::string format_of(const ReportOptions& options) {
  if (!options.format.empty()) return options.format;
  const std::string extension = std::filesystem::path(options.output).extension().string();
  for (const char* each : {"html", "docx", "pdf"}) {
    if (extension == std::string(".") + each) return each;
  }
  return "md";
}

report::Period period_of(const Filter& filter) {
  if (!filter.from || !filter.to) {
    throw Error(ErrorCode::kUsage, "--from and --to: expected the first and the last day");
  }
  if (*filter.from > *filter.to) {
    throw Error(ErrorCode::kUsage, "--from " + to_string(*filter.from) + " is after --to " +
                                       to_string(*filter.to) + ", expected it before");
  }
  return {*filter.from, *filter.to};
}

void write(const std::string& bytes, const std::string& output) {
  if (output.empty()) {
    std::cout << bytes;
    if (!std::cout.flush()) throw Error(ErrorCode::kNotWritable, "standard output");
    return;
  }
  std::ofstream file(output, std::ios::binary | std::ios::trunc);
  if (!(file << bytes).flush())
    throw Error(ErrorCode::kNotWritable, output + ": cannot be written");
}

void write(const report::Document& document, const std::string& format, const std::string& output) {
  if (format == "pdf") return write_pdf(report::to_html(document), output);
  write(format == "html"   ? report::to_html(document)
        : format == "docx" ? report::to_docx(document)
                           : report::to_markdown(document),
        output);
}

ExitStatus run(const ReportOptions& options) {
  const std::string format = format_of(options);
  const bool is_text = format == "md" || format == "html";
  if (options.output.empty() && (format == "pdf" || (!is_text && is_terminal(stdout)))) {
    throw Error(ErrorCode::kUsage, format + " is no text: expected a file, -o FILE");
  }
  const engine::Paths paths = found_paths(options.resources);
  const report::Phrases phrases = report::Phrases::load(paths.data_dir, options.language);
  engine::SitrepRequest request;
  request.filter = filter_of(options.filter);
  request.period = period_of(request.filter);
  request.data_dir = paths.data_dir;
  request.version = kVersion;
  if (options.no_assessment) request.assessment = engine::WithAssessment::kNo;
  engine::Desk desk = open_desk(options.desk, engine::DeskMode::kRead, options.resources);
  if (desk.counts().unfused > 0) {
    std::cerr << "tocsin: some events are in no incident yet; `tocsin fuse` brings them in.\n";
  }
  const report::SitrepInput input = engine::sitrep_input(desk, request);
  write(report::sitrep(input, phrases), format, options.output);
  if (!input.incidents.empty()) return ExitStatus::kOk;
  std::cerr << "tocsin: the desk holds no incident of this period and area.\n";
  return ExitStatus::kNothingMatched;
}

}  // namespace

void add_report(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* report = app.add_subcommand("report", "Write a report from the desk's incidents");
  report->require_subcommand(1);
  CLI::App* command = report->add_subcommand(
      "sitrep", "The situation in an area and a period, every sentence with its sources");
  command
      ->add_option("-f,--format", options->format,
                   "How it is written; else as the output's name says, else md")
      ->check(CLI::IsMember({"md", "html", "docx", "pdf"}));
  command->add_option("-o,--output", options->output, "Write to FILE, not to standard output")
      ->type_name("FILE");
  command->add_option("--in", options->language, "The language it is written in, such as en or ar")
      ->type_name("CODE")
      ->capture_default_str();
  command->add_flag("--no-assessment", options->no_assessment, "Leave out the assessment");
  add_desk_option(*command, options->desk);
  add_filter_options(*command, options->filter);
  command->add_option("--data", options->resources.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
