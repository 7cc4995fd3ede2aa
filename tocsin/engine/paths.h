#pragma once
/// Where the program's resources lie: the data folder, the reader's model, the gazetteer, and the
/// folder of what is the desk's own.

#include <filesystem>
#include <string>
#include <vector>

namespace tocsin::engine {

/// What the user asked for; empty: look for it. `with_environment` fills gaps from
/// TOCSIN_DATA, TOCSIN_MODEL, TOCSIN_GAZETTEER and TOCSIN_HOME.
struct PathRequest {
  std::filesystem::path data_dir;
  std::filesystem::path model;
  std::filesystem::path gazetteer;
  std::filesystem::path home;
};

/// Empty where nothing was found.
struct Paths {
  std::filesystem::path data_dir;
  std::filesystem::path model;
  std::filesystem::path gazetteer;
  std::vector<std::filesystem::path> roots;  ///< the folders that were searched, in order
  std::filesystem::path home;                ///< of the desk's own places and actors; may not exist
};

/// The request with gaps filled from the environment.
PathRequest with_environment(PathRequest request);

/// The folders that may hold data/, models/ and the gazetteer: around the program, then the source
/// tree it was built from.
std::vector<std::filesystem::path> search_roots();

/// A writable folder for what can always be made anew: TOCSIN_CACHE, else tocsin/ in the user's
/// cache folder; made where it is missing. Empty where there is none, or TOCSIN_CACHE is "off".
std::filesystem::path cache_dir();

/// What was asked for, as it was written; else what is found under `roots`: data/, the
/// highest version among models/*.tmodel, build/gazetteer.tgaz or gazetteer.tgaz. The home is what
/// was asked for, else tocsin/ in the user's folder for data (XDG_DATA_HOME, ~/.local/share).
Paths find_paths(const PathRequest& request, const std::vector<std::filesystem::path>& roots);

/// Whether file name `a` is a lower version than `b`: runs of digits compare as numbers.
bool is_older_version(const std::string& a, const std::string& b);

}  // namespace tocsin::engine
