#include "tocsin/engine/paths.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

namespace tocsin::engine {
namespace {

namespace fs = std::filesystem;

// A folder that is gone when the test ends.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("tocsin-paths-" + std::to_string(std::rand()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  const fs::path& path() const { return path_; }
  void add(const std::string& name) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << "x";
  }

 private:
  fs::path path_;
};

TEST_CASE("the highest version of a model is taken, by number and not by letters") {
  const Folder folder;
  folder.add("data/lang/xx/language.toml");
  for (const char* name : {"models/reader-1.9.tmodel", "models/reader-1.10.tmodel",
                           "models/reader-1.2.tmodel", "models/notes-9.txt"}) {
    folder.add(name);
  }
  folder.add("build/gazetteer.tgaz");
  const Paths paths = find_paths({}, {folder.path()});
  CHECK(paths.model == folder.path() / "models/reader-1.10.tmodel");
  CHECK(paths.data_dir == folder.path() / "data");
  CHECK(paths.gazetteer == folder.path() / "build/gazetteer.tgaz");
}

TEST_CASE("versions compare their numbers") {
  CHECK(is_older_version("reader-1.9", "reader-1.10"));
  CHECK(!is_older_version("reader-2", "reader-1.10"));
  CHECK(is_older_version("reader-1", "reader-1.1"));
  CHECK(!is_older_version("reader-01", "reader-1"));
}

TEST_CASE("what was asked for is taken as it stands, even where it is missing") {
  const Folder folder;
  folder.add("models/reader-1.tmodel");
  CHECK(find_paths({{}, "/nowhere.tmodel", {}}, {folder.path()}).model == "/nowhere.tmodel");
}

TEST_CASE("nothing is found where there is nothing") {
  const Folder folder;
  const Paths paths = find_paths({}, {folder.path(), "/nowhere"});
  CHECK(paths.data_dir.empty());
  CHECK(paths.model.empty());
  CHECK(paths.gazetteer.empty());
}

TEST_CASE("the environment fills only what the user left open") {
  setenv("TOCSIN_MODEL", "/env.tmodel", 1);
  CHECK(with_environment({}).model == "/env.tmodel");
  CHECK(with_environment({{}, "/given.tmodel", {}}).model == "/given.tmodel");
  unsetenv("TOCSIN_MODEL");
  CHECK(with_environment({}).model.empty());
}

}  // namespace
}  // namespace tocsin::engine
