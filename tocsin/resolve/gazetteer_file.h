#pragma once
/// The gazetteer file in memory: mapped, its header checked, its parts handed out by number. The
/// layout is written by tools/build_gazetteer.py.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::resolve {

/// Throws: Error(kGazetteerMissing), Error(kGazetteerInvalid).
/// Threads: const after construction. Cost: no part is read before it is asked for.
class GazetteerFile {
 public:
  explicit GazetteerFile(const std::filesystem::path& path);
  ~GazetteerFile();
  GazetteerFile(GazetteerFile&& other) noexcept;
  GazetteerFile& operator=(GazetteerFile&& other) noexcept;
  GazetteerFile(const GazetteerFile&) = delete;
  GazetteerFile& operator=(const GazetteerFile&) = delete;

  /// The bytes of part `number`. Throws: Error(kGazetteerInvalid) when there is no such part.
  std::string_view part(std::uint32_t number) const;

  /// Reads the whole body and compares its CRC-32. Throws: Error(kGazetteerInvalid).
  void verify() const;

  [[noreturn]] void fail(const std::string& found, const std::string& expected) const;

 private:
  void map();
  void check_header() const;

  std::string path_;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The bytes of a gazetteer file with these parts.
std::string gazetteer_bytes(const std::vector<std::string>& parts);

}  // namespace tocsin::resolve
