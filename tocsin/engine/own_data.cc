#include "tocsin/engine/own_data.h"

#include <system_error>

namespace tocsin::engine {

namespace fs = std::filesystem;

fs::path own_place_tables(const fs::path& home) {
  return home.empty() ? fs::path() : home / "gazetteer";
}

fs::path own_places(const fs::path& home) {
  return home.empty() ? fs::path() : own_place_tables(home) / "places.tgaz";
}

fs::path own_actors(const fs::path& home) { return home.empty() ? fs::path() : home / "actors"; }

bool are_places_stale(const fs::path& home) {
  const fs::path folder = own_place_tables(home);
  std::error_code failure;  // what cannot be looked at is not there
  if (folder.empty() || !fs::is_directory(folder, failure)) return false;
  const auto made = fs::last_write_time(own_places(home), failure);
  const bool is_made = !failure;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
    if (entry.path().extension() != ".csv") continue;
    if (!is_made || entry.last_write_time(failure) > made) return true;
  }
  return false;
}

}  // namespace tocsin::engine
