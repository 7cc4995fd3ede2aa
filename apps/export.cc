// tocsin export: the desk's events or incidents in a format of others, under a filter.
#include <fstream>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/filter_options.h"
#include "tocsin/export/incident_writer.h"
#include "tocsin/export/writer.h"

namespace tocsin::apps {
namespace {

constexpr std::string_view kDeskFormat = "desk";  // everything, to be added to another desk

struct ExportOptions {
  DeskOptions desk;
  FilterOptions filter;
  std::string words;
  std::string format;
  std::string output;
  bool incidents = false;
  bool text = false;
  engine::PathRequest resources;
};

// One run of the command.
class Run {
 public:
  explicit Run(const ExportOptions& options)
      : options_(options),
        filter_(filter_of(options.filter)),
        desk_(open_desk(options.desk, engine::DeskMode::kRead, options.resources)),
        data_dir_(found_paths(options.resources).data_dir) {
    filter_.words = options.words;
    recent_.reserve(kRecent);  // what is handed out must stay where it is
    if (options.output.empty()) return;
    file_.open(options.output, std::ios::binary | std::ios::trunc);
    if (!file_) throw Error(ErrorCode::kNotWritable, options.output + ": cannot be opened");
  }

  ExitStatus run() {
    if (options_.incidents) {
      write_incidents();
    } else if (options_.format == kDeskFormat) {
      write_exchange();
    } else {
      write_events();
    }
    if (!out().flush()) throw Error(ErrorCode::kNotWritable, "the export cannot be written");
    if (written_ > 0) return ExitStatus::kOk;
    std::cerr << "tocsin: nothing matches the filter.\n";
    return ExitStatus::kNothingMatched;
  }

 private:
  std::ostream& out() { return file_.is_open() ? file_ : std::cout; }

  exports::FullText text() const {
    return options_.text ? exports::FullText::kIncluded : exports::FullText::kLeftOut;
  }

  void check() {
    if (!out()) throw Error(ErrorCode::kNotWritable, "the export cannot be written");
  }

  void write_events() {
    const auto writer =
        exports::make_writer(options_.format, out(), {exports::Detail::kPlain, data_dir_, text()});
    writer->begin();
    desk_.coded(filter_, [&](const CodedReport& coded) {
      writer->report(coded);
      ++written_;
      check();
      return true;
    });
    writer->end();
  }

  void write_exchange() {
    std::size_t uncoded = 0;
    desk_.reports(filter_, [&](const store::StoredReport& stored) {
      const auto report = desk_.report(stored.report.id);
      if (!report || !report->is_coded) {
        ++uncoded;
        return true;
      }
      out() << engine::to_exchange(report->coded) << "\n";
      ++written_;
      check();
      return true;
    });
    if (uncoded > 0) {
      std::cerr << "tocsin: " << uncoded << " reports are not coded and were left out.\n";
    }
  }

  void write_incidents() {
    exports::IncidentWriterOptions writing;
    writing.data_dir = data_dir_;
    writing.text_of = [this](std::string_view id) -> std::string_view {
      const auto report = recall(id);
      return report ? std::string_view(report->coded.report.text) : std::string_view();
    };
    writing.citation_of = [this](const IncidentEvent& event) -> std::optional<Citation> {
      const auto report = recall(event.report);
      if (!report) return std::nullopt;
      for (const Event& each : report->coded.events) {
        if (each.id == event.event) return cite(report->coded, each);
      }
      return std::nullopt;
    };
    const auto writer = exports::make_incident_writer(options_.format, out(), writing);
    writer->begin();
    desk_.incidents(filter_, [&](const Incident& incident) {
      writer->incident(incident);
      ++written_;
      check();
      return true;
    });
    writer->end();
  }

  // The last reports asked for: incidents that follow one another often share theirs.
  const engine::DeskReport* recall(std::string_view id) {
    for (const auto& each : recent_) {
      if (each.coded.report.id == id) return &each;
    }
    std::optional<engine::DeskReport> report = desk_.report(id);
    if (!report) return nullptr;
    if (recent_.size() < kRecent) {
      recent_.push_back(std::move(*report));
      return &recent_.back();
    }
    engine::DeskReport& place = recent_[next_++ % kRecent];
    place = std::move(*report);
    return &place;
  }

  static constexpr std::size_t kRecent = 64;

  const ExportOptions& options_;
  Filter filter_;
  engine::Desk desk_;
  const std::filesystem::path data_dir_;
  std::ofstream file_;
  std::size_t written_ = 0;
  std::vector<engine::DeskReport> recent_;
  std::size_t next_ = 0;
};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const std::string_view name : exports::format_names()) names.emplace_back(name);
  names.emplace_back(kDeskFormat);
  return names;
}

ExitStatus run(const ExportOptions& options) {
  if (options.incidents && options.format == kDeskFormat) {
    throw Error(ErrorCode::kUsage, "--incidents: the format desk holds reports, no incidents");
  }
  return Run(options).run();
}

}  // namespace

void add_export(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command =
      app.add_subcommand("export", "Write the desk's events or incidents in a format of others");
  command->add_option("format", options->format, "The format")
      ->check(CLI::IsMember(format_names()))
      ->required();
  command->add_option("words", options->words, "Only what holds these words");
  command->add_flag("--incidents", options->incidents, "Incidents, not the events of each report");
  command->add_flag("--text", options->text,
                    "jsonl: with the text of each report, so that it can be taken in again");
  command->add_option("-o,--output", options->output, "Write to FILE, not to standard output")
      ->type_name("FILE");
  add_desk_option(*command, options->desk);
  add_filter_options(*command, options->filter);
  command->add_option("--data", options->resources.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
