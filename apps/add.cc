// tocsin add: takes reports into a desk, and codes them.
#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>

#include "apps/alert_watch.h"
#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/desk_run.h"
#include "apps/interrupt.h"
#include "apps/messages.h"
#include "apps/terminal.h"
#include "tocsin/engine/inputs.h"
#include "tocsin/ingest/manifest.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

struct AddOptions {
  DeskOptions desk;
  std::vector<std::string> inputs;
  std::string input_format;
  std::string date;
  std::string language;
  std::string source;
  std::string columns;
  std::string encoding;
  unsigned threads = 0;
  bool no_code = false;
  bool resume = false;
  engine::PathRequest resources;
};

// Thrown to leave the reading of inputs when the user pressed Ctrl+C.
struct Interrupted {};

ingest::Options reading_of(const AddOptions& options) {
  ingest::Options reading;
  reading.format = options.input_format;
  reading.language = options.language;
  reading.source = options.source;
  reading.encoding = options.encoding;
  if (!options.columns.empty()) reading.columns = ingest::parse_columns(options.columns);
  if (options.date.empty()) return reading;
  reading.published = parse_date(options.date);
  if (!reading.published || options.date.size() != 10) {
    throw Error(ErrorCode::kBadDate,
                "--date: found \"" + options.date + "\", expected a day such as 2021-06-28");
  }
  return reading;
}

bool is_file(const fs::path& path) {
  std::error_code ignored;  // what cannot be looked at is not there
  return fs::is_regular_file(path, ignored);
}

bool is_exchange(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string first(engine::kExchangeMark.size(), '\0');
  stream.read(first.data(), static_cast<std::streamsize>(first.size()));
  return stream && first == engine::kExchangeMark;
}

// One run of the command.
class Run {
 public:
  explicit Run(const AddOptions& options)
      : options_(options),
        reading_(reading_of(options)),
        run_({options.inputs.begin(), options.inputs.end()}),
        desk_(open_desk(options.desk, engine::DeskMode::kCreate, options.resources)) {
    if (!options.no_code) engine_.emplace(options.resources, options.threads);
    intake_ = std::make_unique<engine::Intake>(desk_, intake_options());
  }

  ExitStatus run() {
    try {
      for (const std::string& input : options_.inputs) read(input);
      if (options_.resume && !options_.no_code)
        intake_->code_rest([] { return !is_interrupted(); });
    } catch (const Interrupted&) {
      // What was begun is finished below.
    }
    intake_->finish();
    if (!is_interrupted()) watch_alerts();
    return run_.conclude("added");
  }

 private:
  void watch_alerts() {
    watch(desk_,
          {desk_file(options_.desk), {}, found_paths(options_.resources).data_dir, {}, false});
  }

  engine::IntakeOptions intake_options() {
    engine::IntakeOptions intake;
    intake.on_acknowledged = [this](const engine::Acknowledged& done) { run_.acknowledged(done); };
    intake.on_failure = [this](const engine::Failure& each) {
      run_.failed(each.code, each.origin, each.message);
    };
    if (!engine_) return intake;
    intake.threads = engine_->threads();
    intake.coder = engine_->coder();
    intake.code = [this](const Report& report) {
      std::call_once(loaded_, [this] { engine_->get(); });
      return engine_->get().code(report);
    };
    return intake;
  }

  void read(const std::string& input) {
    if (is_interrupted()) throw Interrupted{};
    const fs::path path(input);
    std::error_code ignored;
    if (input == "-") {
      read_standard_input();
    } else if (fs::is_directory(path, ignored)) {
      read_folder(path);
    } else if (is_file(path) && is_exchange(path)) {
      read_exchange(path);
    } else {
      ingest::read_path(path, reading_, sink({}));
    }
  }

  // What a manifest lists goes by the manifest alone.
  void read_folder(const fs::path& folder) {
    const std::optional<ingest::Manifest> manifest = ingest::read_manifest(folder, reading_);
    if (!manifest) return ingest::read_path(folder, reading_, sink({}));
    run_.say("tocsin: dates and sources are those of " + shown(manifest->file.string()) + ".");
    for (const ingest::Fault& each : manifest->faults) refuse(each);
    for (const ingest::Listed& each : manifest->reports) {
      if (is_interrupted()) throw Interrupted{};
      ingest::read_path(each.file, each.options, sink(each));
    }
  }

  ingest::Sink sink(ingest::Listed listed) {
    return {[this, listed = std::move(listed)](ingest::Input input) {
              if (is_interrupted()) throw Interrupted{};
              Report& report = input.report;
              if (!listed.id.empty()) report.id = listed.id;
              if (!listed.title.empty()) report.title = listed.title;
              if (!listed.url.empty()) report.url = listed.url;
              engine::Raw raw = raw_of(report);
              intake_->add(std::move(report), std::move(input.diagnostics), std::move(raw));
            },
            [this](const ingest::Fault& fault) { refuse(fault); }};
  }

  engine::Raw raw_of(const Report& report) const {
    if (spooled_) return {{}, spooled_};
    const fs::path file = report.provenance.file;
    return is_file(file) ? engine::Raw{file, {}} : engine::Raw{};
  }

  void refuse(const ingest::Fault& fault) {
    if (is_interrupted()) throw Interrupted{};  // not a fault of the input: reading broke off
    if (fault.severity == ingest::Severity::kSkipped) return run_.skipped(fault.message);
    run_.failed(fault.code, fault.origin, fault.message, fault.fix);
  }

  // Kept whole as far as bytes are kept at all, so that the desk has what came in.
  void read_standard_input() {
    InterruptibleInput buffer;
    std::istream stream(&buffer);
    const std::string first = read_up_to(stream, engine::Desk::kMostRawBytes);
    if (is_interrupted()) throw Interrupted{};
    if (first.size() < engine::Desk::kMostRawBytes) {
      spooled_ = std::make_shared<const std::string>(first);
      std::istringstream all(first);
      ingest::read_stream(all, "-", reading_, sink({}));
      spooled_.reset();
      return;
    }
    throw Error(ErrorCode::kTooLarge, "standard input: more than " +
                                          std::to_string(engine::Desk::kMostRawBytes) +
                                          " bytes; write them to a file and add that");
  }

  static std::string read_up_to(std::istream& stream, std::size_t most) {
    std::string bytes;
    std::string piece(std::size_t{1} << 16, '\0');
    while (stream && bytes.size() < most) {
      stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      bytes.append(piece, 0, static_cast<std::size_t>(stream.gcount()));
    }
    return bytes;
  }

  void read_exchange(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string line;
    for (std::size_t number = 1; std::getline(stream, line); ++number) {
      if (is_interrupted()) throw Interrupted{};
      if (line.empty()) continue;
      const std::string origin = path.string() + ":" + std::to_string(number);
      try {
        intake_->add(engine::read_exchange(line, origin));
      } catch (const Error& error) {
        if (error.code() != ErrorCode::kBadRecord) throw;
        run_.failed(error.code(), origin, error.what());
      }
    }
  }

  const AddOptions& options_;
  const ingest::Options reading_;
  DeskRun run_;
  engine::Desk desk_;
  std::optional<LazyEngine> engine_;
  std::once_flag loaded_;
  std::shared_ptr<const std::string> spooled_;
  std::unique_ptr<engine::Intake> intake_;
};

ExitStatus run(const AddOptions& options) {
  watch_for_interrupt();
  return Run(options).run();
}

}  // namespace

void add_add(CLI::App& app, ExitStatus& status) {
  auto options = std::make_shared<AddOptions>();
  CLI::App* command = app.add_subcommand("add", "Take reports into the desk, and code them");
  command->add_option("inputs", options->inputs, "Files or folders, or - for standard input")
      ->type_name("FILE|DIR|-")
      ->required();
  add_desk_option(*command, options->desk);
  add_by_option(*command, options->desk);
  command->add_flag("--no-code", options->no_code, "Take in only; `tocsin code` codes later");
  command->add_flag("--resume", options->resume,
                    "Go on after an interruption: what is there is passed over, what was not coded "
                    "is coded");
  command->add_option("--input-format", options->input_format, "Format of the input")
      ->check(CLI::IsMember(engine::input_format_names()));
  command->add_option("--map", options->columns, "Columns of tables: text=notes,date=event_date")
      ->type_name("FIELD=COLUMN,…");
  command->add_option("--encoding", options->encoding, "Encoding of the input")->type_name("NAME");
  command->add_option("--date", options->date, "Publication date of the reports")
      ->type_name("YYYY-MM-DD");
  command->add_option("--lang", options->language, "Language of the reports")->type_name("CODE");
  command->add_option("--source", options->source, "The outlet that published the reports")
      ->type_name("NAME");
  command->add_option("-j,--jobs", options->threads, "Reports coded at once; 0: one a processor")
      ->check(CLI::Range(0U, 256U))
      ->capture_default_str();
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
