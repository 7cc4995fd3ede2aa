#pragma once
/// Reads files, folders and bytes into a desk, as every command that takes reports in does.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "apps/desk_run.h"
#include "tocsin/engine/inputs.h"
#include "tocsin/ingest/manifest.h"

namespace tocsin::apps {

class InputReader {
 public:
  /// Both must outlive it. `on_fault` hears of what is refused, besides `run`.
  InputReader(engine::Intake& intake, DeskRun& run, ingest::Options reading,
              std::function<void(const std::string& message)> on_fault = {});

  /// A file or a folder; what a folder's manifest lists goes by the manifest alone, and what
  /// another desk exported keeps its coding.
  ///
  /// Throws: Interrupted, here and below.
  void read(const std::filesystem::path& path);
  /// Kept whole, so that the desk has what came in.
  void read_bytes(std::shared_ptr<const std::string> bytes, const std::string& name);
  void refuse(const ingest::Fault& fault);

 private:
  void read_folder(const std::filesystem::path& folder);
  void read_exchange(const std::filesystem::path& path);
  ingest::Sink sink(ingest::Listed listed);
  engine::Raw raw_of(const Report& report) const;

  engine::Intake& intake_;
  DeskRun& run_;
  const ingest::Options reading_;
  const std::function<void(const std::string& message)> on_fault_;
  std::shared_ptr<const std::string> bytes_;
};

}  // namespace tocsin::apps
