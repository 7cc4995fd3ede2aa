// tocsin code: reports in, coded events out.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>

#include "apps/code_desk.h"
#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/input_options.h"
#include "apps/interrupt.h"
#include "apps/messages.h"
#include "apps/progress.h"
#include "apps/resource_options.h"
#include "apps/table_view.h"
#include "apps/terminal.h"
#include "tocsin/engine/batch.h"
#include "tocsin/engine/filter.h"
#include "tocsin/export/writer.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTable = "table";
constexpr std::size_t kReasonsShown = 10;
constexpr std::size_t kSkippedShown = 5;
constexpr int kPipedWidth = 100;

struct CodeOptions {
  std::vector<std::string> inputs;
  std::string format{kTable};
  InputOptions reading;
  std::string output;
  std::string colour = "auto";
  double min_confidence = 0;
  unsigned threads = 0;
  bool explain = false;
  engine::PathRequest resources;
  DeskOptions desk;
};

bool is_below(const fs::path& file, const fs::path& folder) {
  std::error_code failure;
  const fs::path root = fs::canonical(folder, failure);
  const fs::path path = fs::weakly_canonical(file, failure);
  if (failure || !fs::is_directory(root, failure)) return false;
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

void refuse_to_overwrite(const CodeOptions& options) {
  for (const std::string& input : options.inputs) {
    std::error_code failure;  // what does not exist cannot be overwritten
    if (fs::equivalent(input, options.output, failure) || is_below(options.output, input)) {
      throw Error(ErrorCode::kUsage, options.output + ": is, or lies in, the input " + input +
                                         "; expected an output elsewhere");
    }
  }
}

// Standard output or a file; a write that fails is an error at once.
class Output {
 public:
  explicit Output(const std::string& path) : name_(path.empty() ? "standard output" : path) {
    if (path.empty()) return;
    file_.open(path, std::ios::binary | std::ios::trunc);
    if (!file_) throw Error(ErrorCode::kNotWritable, name_ + ": cannot be opened for writing");
  }

  std::ostream& stream() { return file_.is_open() ? file_ : std::cout; }

  void flush() {
    if (!stream().flush()) throw Error(ErrorCode::kNotWritable, name_ + ": cannot be written");
  }

 private:
  std::string name_;
  std::ofstream file_;
};

Colour colour_of(const CodeOptions& options) {
  if (options.colour == "always") return Colour::kOn;
  if (options.colour == "never" || !options.output.empty()) return Colour::kOff;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  const bool plain = (no_colour && *no_colour) || (kind && std::string_view(kind) == "dumb");
  return is_terminal(stdout) && !plain ? Colour::kOn : Colour::kOff;
}

std::unique_ptr<exports::Writer> writer_of(const CodeOptions& options, std::ostream& out,
                                           const fs::path& data_dir, const engine::Engine& engine) {
  const exports::Detail detail =
      options.explain ? exports::Detail::kExplained : exports::Detail::kPlain;
  if (options.format != kTable) {
    return exports::make_writer(options.format, out, {detail, data_dir});
  }
  TableStyle style{terminal_columns(kPipedWidth), colour_of(options), detail, {}};
  for (const Diagnostic& each : engine.diagnostics()) style.told.push_back(each.code);
  return std::make_unique<TableView>(out, style);
}

// One run of the command.
class Run {
 public:
  explicit Run(CodeOptions options)
      : options_(std::move(options)),
        reading_(reading_of(options_.reading)),
        paths_(found_paths(options_.resources)),
        engine_(engine_options(paths_, options_.threads)),
        output_(options_.output),
        writer_(writer_of(options_, output_.stream(), paths_.data_dir, engine_)),
        progress_({options_.inputs.begin(), options_.inputs.end()}) {}

  ExitStatus run() {
    for (const Diagnostic& each : engine_.diagnostics()) say("tocsin: " + each.message);
    writer_->begin();
    read_inputs();
    writer_->end();
    output_.flush();
    progress_.clear();
    return conclude();
  }

 private:
  void read_inputs() {
    engine::Batch batch(
        {options_.threads, [this](const Report& report) { return engine_.code(report); },
         [this](CodedReport&& coded) { take(std::move(coded)); },
         [this](const engine::Failure& each) { fail(each.code, each.origin, each.message); }});
    const ingest::Sink sink{[&](ingest::Input input) {
                              expect_no_interrupt();
                              batch.add({std::move(input.report), std::move(input.diagnostics)});
                            },
                            [this](const ingest::Fault& fault) {
                              expect_no_interrupt();  // or else reading broke off: no fault
                              if (fault.severity == ingest::Severity::kSkipped) return skip(fault);
                              fail(fault.code, fault.origin, fault.message, fault.fix);
                            }};
    try {
      for (const std::string& input : options_.inputs) {
        if (is_interrupted()) break;
        if (input == "-") {
          InterruptibleInput buffer;
          std::istream stream(&buffer);
          ingest::read_stream(stream, input, reading_, sink);
        } else {
          ingest::read_path(input, reading_, sink);
        }
      }
    } catch (const Interrupted&) {
      // What was begun is finished below.
    }
    batch.finish();
  }

  void take(CodedReport&& coded) {
    engine::remove_events_below(coded, options_.min_confidence);
    progress_.clear_for_output();
    writer_->report(coded);
    output_.flush();
    ++coded_;
    events_ += coded.events.size();
    last_id_ = coded.report.id;
    if (coded.events.empty()) note_empty(coded);
    progress_.add(coded.report);
  }

  void note_empty(const CodedReport& coded) {
    if (options_.format == kTable || reasons_.size() >= kReasonsShown) return;
    reasons_.push_back("tocsin: " + shown(coded.report.id) + ": " + why_no_events(coded));
  }

  void fail(ErrorCode code, const std::string& origin, const std::string& message,
            const std::string& fix = {}) {
    ++failed_;
    integrity_ = integrity_ || exit_status(code) == ExitStatus::kIntegrity;
    say(fault_line(code, origin, message, fix));
  }

  void skip(const ingest::Fault& fault) {
    if (++skipped_ <= kSkippedShown) say("tocsin: " + shown(fault.message) + ".");
  }

  void say(const std::string& line) {
    progress_.clear();
    std::cerr << line << std::endl;
  }

  ExitStatus conclude() {
    if (skipped_ > kSkippedShown) {
      say("tocsin: " + std::to_string(skipped_ - kSkippedShown) + " more files skipped.");
    }
    if (failed_ > 0) say("tocsin: " + closing_count(coded_, failed_));
    if (is_interrupted()) {
      say("tocsin: interrupted; the output is whole up to " +
          (last_id_.empty() ? "its beginning" : "report " + shown(last_id_)) + ".");
      return ExitStatus::kInterrupted;
    }
    if (events_ == 0) explain_nothing();
    if (coded_ == 0 && integrity_) return ExitStatus::kIntegrity;
    if (failed_ > 0) return coded_ > 0 ? ExitStatus::kPartlyDone : ExitStatus::kFailed;
    return events_ == 0 ? ExitStatus::kNothingMatched : ExitStatus::kOk;
  }

  void explain_nothing() {
    for (const std::string& reason : reasons_) say(reason);
    if (coded_ > 0) {
      say("tocsin: 0 events in " + std::to_string(coded_) +
          (coded_ == 1 ? " report." : " reports."));
    } else if (failed_ == 0) {
      say("tocsin: 0 events: the input held no report.");
    }
  }

  const CodeOptions options_;
  const ingest::Options reading_;
  const engine::Paths paths_;
  const engine::Engine engine_;
  Output output_;
  std::unique_ptr<exports::Writer> writer_;
  Progress progress_;
  std::size_t coded_ = 0;
  std::size_t failed_ = 0;
  std::size_t skipped_ = 0;
  std::size_t events_ = 0;
  bool integrity_ = false;
  std::string last_id_;
  std::vector<std::string> reasons_;
};

ExitStatus run(CodeOptions options) {
  if (options.inputs.empty() && has_desk(options.desk)) {
    return code_desk(options.desk, options.resources, options.threads);
  }
  if (options.inputs.empty()) {
    if (is_terminal(stdin)) {
      throw Error(ErrorCode::kUsage, "no input: expected files, folders, or a report piped in");
    }
    options.inputs = {"-"};
  }
  if (options.threads == 0) options.threads = std::max(1U, std::thread::hardware_concurrency());
  if (!options.output.empty()) refuse_to_overwrite(options);
  watch_for_interrupt();
  return Run(std::move(options)).run();
}

std::vector<std::string> output_formats() {
  std::vector<std::string> names{std::string(kTable)};
  for (const std::string_view name : exports::format_names()) names.emplace_back(name);
  return names;
}

}  // namespace

void add_code(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<CodeOptions>();
  CLI::App* command = app.add_subcommand("code", "Code reports: who did what to whom, when, where");
  command
      ->add_option("inputs", options->inputs, "Files or folders to read, or - for standard input")
      ->type_name("FILE|DIR|-");
  command->add_option("-f,--format", options->format, "How the result is written")
      ->check(CLI::IsMember(output_formats()))
      ->capture_default_str();
  command->add_option("-o,--output", options->output, "Write to FILE, not to standard output")
      ->type_name("FILE");
  add_input_options(*command, options->reading);
  command->add_option("--min-confidence", options->min_confidence, "Leave out events below this")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_flag("--explain", options->explain,
                    "Show the reason of every value, and what else it might have been");
  add_jobs_option(*command, options->threads);
  command->add_option("--color,--colour", options->colour, "Colours in the table")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  add_desk_option(*command, options->desk);
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
