// tocsin doctor: what the program finds on this machine, and whether it can code.
#include <cstdio>
#include <iostream>
#include <thread>

#include "apps/commands.h"
#include "apps/messages.h"
#include "apps/resource_options.h"
#include "tocsin/export/version.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

void line(std::string_view mark, std::string label, const std::string& text) {
  label.resize(12, ' ');
  std::cout << mark << "  " << label << text << "\n";
}

void good(const std::string& label, const std::string& text) { line("ok     ", label, text); }
void warn(const std::string& label, const std::string& text) { line("warning", label, text); }
void bad(const std::string& label, const std::string& text) { line("FAILED ", label, text); }

std::string with_size(const fs::path& file) {
  std::error_code failure;
  const std::uintmax_t bytes = fs::file_size(file, failure);
  if (failure) return file.string();
  char size[32];
  std::snprintf(size, sizeof size, " (%.1f MB)", static_cast<double>(bytes) / 1e6);
  return file.string() + size;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void show_paths(const engine::Paths& paths) {
  if (!paths.data_dir.empty()) good("data", paths.data_dir.string());
  if (!paths.model.empty()) good("model", with_size(paths.model));
  if (paths.gazetteer.empty()) {
    warn("gazetteer",
         "not found: places stay unresolved. " + std::string(help(ErrorCode::kGazetteerMissing)));
  } else {
    good("gazetteer", with_size(paths.gazetteer));
  }
}

void show_engine(const engine::EngineInfo& info) {
  good("reader", info.reader + ": " + std::to_string(info.reader_labels.size()) +
                     " kinds of event; trained on " + joined(info.reader_languages));
  good("languages", joined(info.languages));
  good("codebook", std::to_string(info.event_types) + " event types, " +
                       std::to_string(info.event_modes) + " types with mode");
  if (info.places > 0) good("places", std::to_string(info.places));
}

ExitStatus run(const engine::PathRequest& request) {
  good("version", "tocsin " + std::string(kVersion));
  good("threads", std::to_string(std::max(1U, std::thread::hardware_concurrency())));
  const engine::Paths paths = found_paths(request);
  show_paths(paths);
  try {
    const engine::Engine engine(engine_options(paths, 1));
    show_engine(engine.info());
  } catch (const Error& error) {
    bad(std::string(name(error.code())), error.what());
    std::cout << "         " << help(error.code()) << "\n";
    return ExitStatus::kFailed;
  }
  std::cout << "Reports can be coded.\n";
  return ExitStatus::kOk;
}

}  // namespace

void add_doctor(CLI::App& app, ExitStatus& status) {
  auto request = std::make_shared<engine::PathRequest>();
  CLI::App* command =
      app.add_subcommand("doctor", "Show what was found: model, data, languages, gazetteer");
  add_resource_options(*command, *request);
  command->callback([request, &status] { status = run(*request); });
}

}  // namespace tocsin::apps
