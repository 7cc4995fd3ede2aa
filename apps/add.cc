// tocsin add: takes reports into a desk, and codes them.
#include <memory>

#include "apps/alert_watch.h"
#include "apps/commands.h"
#include "apps/desk_options.h"
#include "apps/desk_run.h"
#include "apps/input_options.h"
#include "apps/input_reader.h"
#include "apps/interrupt.h"

namespace tocsin::apps {
namespace {

struct AddOptions {
  DeskOptions desk;
  std::vector<std::string> inputs;
  InputOptions reading;
  unsigned threads = 0;
  bool no_code = false;
  bool resume = false;
  engine::PathRequest resources;
};

std::string read_up_to(std::istream& stream, std::size_t most) {
  std::string bytes;
  std::string piece(std::size_t{1} << 16, '\0');
  while (stream && bytes.size() < most) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    bytes.append(piece, 0, static_cast<std::size_t>(stream.gcount()));
  }
  return bytes;
}

// One run of the command.
class Run {
 public:
  explicit Run(const AddOptions& options)
      : options_(options),
        reading_(reading_of(options.reading)),
        run_({options.inputs.begin(), options.inputs.end()}),
        desk_(open_desk(options.desk, engine::DeskMode::kCreate, options.resources)) {
    if (!options.no_code) engine_.emplace(options.resources, options.threads);
    intake_ = std::make_unique<engine::Intake>(desk_,
                                               intake_options(run_, engine_ ? &*engine_ : nullptr));
  }

  ExitStatus run() {
    try {
      InputReader reader(*intake_, run_, reading_);
      for (const std::string& input : options_.inputs) {
        if (input == "-") {
          read_standard_input(reader);
        } else {
          reader.read(input);
        }
      }
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

  // As far as bytes are kept at all.
  static void read_standard_input(InputReader& reader) {
    InterruptibleInput buffer;
    std::istream stream(&buffer);
    std::string first = read_up_to(stream, engine::Desk::kMostRawBytes);
    expect_no_interrupt();
    if (first.size() < engine::Desk::kMostRawBytes) {
      return reader.read_bytes(std::make_shared<const std::string>(std::move(first)), "-");
    }
    throw Error(ErrorCode::kTooLarge, "standard input: more than " +
                                          std::to_string(engine::Desk::kMostRawBytes) +
                                          " bytes; write them to a file and add that");
  }

  const AddOptions& options_;
  const ingest::Options reading_;
  DeskRun run_;
  engine::Desk desk_;
  std::optional<LazyEngine> engine_;
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
  add_input_options(*command, options->reading);
  add_jobs_option(*command, options->threads);
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace tocsin::apps
