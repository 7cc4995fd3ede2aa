#pragma once
/// The reader's file: named sections in one memory-mapped file (models/README.md).

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace tocsin::analyse {

/// A read-only file of named sections, mapped into memory.
///
/// Layout:  8 bytes magic "TOCSINMD", 8 bytes little-endian length of a JSON object
///          {section: [offset, size]} counted from the end of that object, padding to 64 bytes,
///          sections.
/// Throws:  Error(kModelMissing) when there is no such file, Error(kModelInvalid) when it is not
/// whole. Threads: const after construction; views live as long as the object.
class ModelFile {
 public:
  explicit ModelFile(const std::filesystem::path& path);
  ~ModelFile();
  ModelFile(const ModelFile&) = delete;  // the mapping has one owner
  ModelFile& operator=(const ModelFile&) = delete;

  /// The bytes of one section. Throws: Error(kModelInvalid) when the file has none of that name.
  std::string_view section(const std::string& name) const;
  const std::filesystem::path& path() const { return path_; }

  /// Gives the pages read so far back to the system; they are read again where they are needed.
  void release_pages() const;

 private:
  void read_sections();

  std::filesystem::path path_;
  void* data_ = nullptr;
  std::size_t size_ = 0;
  std::map<std::string, std::string_view> sections_;
};

}  // namespace tocsin::analyse
