#pragma once
/// A folder that is removed after the test.

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace tocsin::sample {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tocsin-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;  // a folder that stays behind fails no test
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace tocsin::sample
