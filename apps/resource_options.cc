#include "apps/resource_options.h"

#include <string>

namespace tocsin::apps {
namespace {

std::string searched(const engine::Paths& paths) {
  std::string text;
  for (const std::filesystem::path& root : paths.roots) {
    text += (text.empty() ? "" : ", ") + root.string();
  }
  return text;
}

void expect(const std::filesystem::path& path, ErrorCode code, const std::string& what,
            const engine::Paths& paths) {
  if (path.empty()) {
    throw Error(code, "no " + what + " was found in or below: " + searched(paths));
  }
  std::error_code ignored;  // what cannot be looked at is not there
  if (!std::filesystem::exists(path, ignored)) {
    throw Error(code, path.string() + ": not found, expected the " + what);
  }
}

}  // namespace

void add_resource_options(CLI::App& command, engine::PathRequest& request) {
  command.add_option("--model", request.model, "The reader's model file (or TOCSIN_MODEL)")
      ->type_name("FILE");
  command.add_option("--data", request.data_dir, "The data folder (or TOCSIN_DATA)")
      ->type_name("DIR");
  command
      .add_option("--home", request.home,
                  "The folder of the desk's own places and actors (or TOCSIN_HOME)")
      ->type_name("DIR");
  command.add_option("--gazetteer", request.gazetteer, "The gazetteer file (or TOCSIN_GAZETTEER)")
      ->type_name("FILE");
}

void add_jobs_option(CLI::App& command, unsigned& threads) {
  command.add_option("-j,--jobs", threads, "Reports coded at once; 0: one a processor")
      ->check(CLI::Range(0U, 256U))
      ->capture_default_str();
}

engine::Paths found_paths(const engine::PathRequest& request) {
  return engine::find_paths(engine::with_environment(request), engine::search_roots());
}

engine::EngineOptions engine_options(const engine::Paths& paths, unsigned threads) {
  expect(paths.data_dir, ErrorCode::kDataMissing, "data folder", paths);
  expect(paths.model, ErrorCode::kModelMissing, "model (models/*.tmodel)", paths);
  if (!paths.gazetteer.empty()) {
    expect(paths.gazetteer, ErrorCode::kGazetteerMissing, "gazetteer", paths);
  }
  return {paths.data_dir, paths.model, paths.gazetteer, threads, engine::cache_dir(), paths.home};
}

}  // namespace tocsin::apps
