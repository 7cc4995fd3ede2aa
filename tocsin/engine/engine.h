#pragma once
/// The engine: loads the model and all knowledge once, then turns reports into coded events.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tocsin/core/error.h"
#include "tocsin/core/event.h"

namespace tocsin::engine {

struct EngineOptions {
  std::filesystem::path data_dir;
  std::filesystem::path model;
  std::filesystem::path gazetteer;  ///< empty: places stay unresolved
  unsigned threads = 1;             ///< that will call `code` at once
  std::filesystem::path cache_dir;  ///< for the network as compiled; empty: compile each time
  std::filesystem::path home;       ///< of the desk's own places and actors; empty: there are none
};

/// What was loaded, for the user.
struct EngineInfo {
  std::vector<std::string> languages;  ///< BCP 47, in alphabetical order
  std::size_t event_types = 0;
  std::size_t event_modes = 0;
  std::size_t places = 0;
  std::string reader;                         ///< the name in the model's manifest
  std::vector<std::string> reader_languages;  ///< that the model was trained on
  std::vector<std::string> reader_labels;     ///< "COERCE:siege": what it can find
};

/// Threads: `code` may be called from any number of threads at once.
class Engine {
 public:
  /// Throws: Error(kModelMissing, kModelInvalid, kDataMissing, kDataInvalid, kGazetteerMissing,
  ///         kGazetteerInvalid) naming the file.
  explicit Engine(const EngineOptions& options);
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  /// The report with its events; the same report gives the same result.
  ///
  /// Throws: Error where the report cannot be coded.
  CodedReport code(const Report& report) const;

  EngineInfo info() const;

  /// What is odd about the resources, once for the whole run.
  const std::vector<Diagnostic>& diagnostics() const;

 private:
  struct Resources;
  std::unique_ptr<const Resources> resources_;
};

}  // namespace tocsin::engine
