#include "apps/input_reader.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "apps/interrupt.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

InputReader::InputReader(engine::Intake& intake, DeskRun& run, ingest::Options reading,
                         std::function<void(const std::string& message)> on_fault)
    : intake_(intake), run_(run), reading_(std::move(reading)), on_fault_(std::move(on_fault)) {}

void InputReader::read(const fs::path& path) {
  expect_no_interrupt();
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    read_folder(path);
  } else if (is_file(path) && is_exchange(path)) {
    read_exchange(path);
  } else {
    ingest::read_path(path, reading_, sink({}));
  }
}

void InputReader::read_bytes(std::shared_ptr<const std::string> bytes, const std::string& name) {
  bytes_ = std::move(bytes);
  std::istringstream stream(*bytes_);
  ingest::read_stream(stream, name, reading_, sink({}));
  bytes_.reset();
}

void InputReader::read_folder(const fs::path& folder) {
  const std::optional<ingest::Manifest> manifest = ingest::read_manifest(folder, reading_);
  if (!manifest) return ingest::read_path(folder, reading_, sink({}));
  run_.say("tocsin: dates and sources are those of " + shown(manifest->file.string()) + ".");
  for (const ingest::Fault& each : manifest->faults) refuse(each);
  for (const ingest::Listed& each : manifest->reports) {
    expect_no_interrupt();
    ingest::read_path(each.file, each.options, sink(each));
  }
}

ingest::Sink InputReader::sink(ingest::Listed listed) {
  return {[this, listed = std::move(listed)](ingest::Input input) {
            expect_no_interrupt();
            Report& report = input.report;
            if (!listed.id.empty()) report.id = listed.id;
            if (!listed.title.empty()) report.title = listed.title;
            if (!listed.url.empty()) report.url = listed.url;
            engine::Raw raw = raw_of(report);
            intake_.add(std::move(report), std::move(input.diagnostics), std::move(raw));
          },
          [this](const ingest::Fault& fault) { refuse(fault); }};
}

engine::Raw InputReader::raw_of(const Report& report) const {
  if (bytes_) return {{}, bytes_};
  const fs::path file = report.provenance.file;
  return is_file(file) ? engine::Raw{file, {}} : engine::Raw{};
}

void InputReader::refuse(const ingest::Fault& fault) {
  expect_no_interrupt();  // or else reading broke off, which is no fault of the input
  if (fault.severity == ingest::Severity::kSkipped) return run_.skipped(fault.message);
  run_.failed(fault.code, fault.origin, fault.message, fault.fix);
  if (on_fault_) on_fault_(fault.message);
}

void InputReader::read_exchange(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    expect_no_interrupt();
    if (line.empty()) continue;
    const std::string origin = path.string() + ":" + std::to_string(number);
    try {
      intake_.add(engine::read_exchange(line, origin));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kBadRecord) throw;
      run_.failed(error.code(), origin, error.what());
      if (on_fault_) on_fault_(error.what());
    }
  }
}

}  // namespace tocsin::apps
