#include "tocsin/engine/paths.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace tocsin::engine {
namespace {

namespace fs = std::filesystem;

void fill(fs::path& path, const char* variable) {
  const char* value = std::getenv(variable);
  if (path.empty() && value && *value) path = value;
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;  // what cannot be looked at is not there
  return fs::is_directory(path, ignored);
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

fs::path newest_model(const fs::path& folder) {
  fs::path newest;
  if (!is_folder(folder)) return newest;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const fs::path& path = entry.path();
    if (path.extension() != ".tmodel" || !is_file(path)) continue;
    if (newest.empty() || is_older_version(newest.filename().string(), path.filename().string())) {
      newest = path;
    }
  }
  return newest;
}

fs::path first_file(const fs::path& root, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (is_file(root / name)) return root / name;
  }
  return {};
}

std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && std::isdigit(static_cast<unsigned char>(text[count]))) ++count;
  std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

fs::path wanted_cache_dir() {
  fs::path path;
  fill(path, "TOCSIN_CACHE");
  if (!path.empty()) return path == "off" ? fs::path() : path;
  fill(path, "XDG_CACHE_HOME");
  if (!path.empty()) return path / "tocsin";
  fill(path, "HOME");
  return path.empty() ? path : path / ".cache" / "tocsin";
}

fs::path usual_home() {
  fs::path path;
  fill(path, "XDG_DATA_HOME");
  if (!path.empty()) return path / "tocsin";
  fill(path, "HOME");
  return path.empty() ? path : path / ".local" / "share" / "tocsin";
}

}  // namespace

PathRequest with_environment(PathRequest request) {
  fill(request.data_dir, "TOCSIN_DATA");
  fill(request.model, "TOCSIN_MODEL");
  fill(request.gazetteer, "TOCSIN_GAZETTEER");
  fill(request.home, "TOCSIN_HOME");
  return request;
}

std::vector<fs::path> search_roots() {
  std::vector<fs::path> roots;
  const auto add = [&](const fs::path& root) {
    const fs::path normal = root.lexically_normal();
    if (std::find(roots.begin(), roots.end(), normal) == roots.end()) roots.push_back(normal);
  };
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  if (!failure) {
    const fs::path folder = program.parent_path();
    add((folder / ".." / "share" / "tocsin").lexically_normal());
    add(folder / ".." / "..");
    add(folder / "..");
  }
#ifdef TOCSIN_SOURCE_DIR
  add(TOCSIN_SOURCE_DIR);
#endif
  return roots;
}

fs::path cache_dir() {
  const fs::path path = wanted_cache_dir();
  if (path.empty()) return path;
  std::error_code failure;
  fs::create_directories(path, failure);
  return ::access(path.c_str(), W_OK) == 0 ? path : fs::path();
}

Paths find_paths(const PathRequest& request, const std::vector<fs::path>& roots) {
  Paths paths{request.data_dir, request.model, request.gazetteer, roots, request.home};
  if (paths.home.empty()) paths.home = usual_home();
  for (const fs::path& root : roots) {
    const fs::path data = root / "data";
    if (paths.data_dir.empty() && is_folder(data / "lang")) paths.data_dir = data;
    if (paths.model.empty()) paths.model = newest_model(root / "models");
    if (paths.gazetteer.empty()) {
      paths.gazetteer = first_file(root, {"build/gazetteer.tgaz", "gazetteer.tgaz"});
    }
  }
  return paths;
}

bool is_older_version(const std::string& a, const std::string& b) {
  std::string_view left = a;
  std::string_view right = b;
  while (!left.empty() && !right.empty()) {
    if (std::isdigit(static_cast<unsigned char>(left.front())) &&
        std::isdigit(static_cast<unsigned char>(right.front()))) {
      const std::string_view x = take_digits(left);
      const std::string_view y = take_digits(right);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
    } else if (left.front() != right.front()) {
      return left.front() < right.front();
    } else {
      left.remove_prefix(1);
      right.remove_prefix(1);
    }
  }
  return left.size() < right.size();
}

}  // namespace tocsin::engine
