#pragma once
/// Writes a ZIP archive in one pass: entries stored as they are, no clock in them, so that the same
/// entries give the same bytes.

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::exports {

/// Source: PKWARE APPNOTE 6.3.10; the end record of ZIP64 where there are more entries or bytes
/// than
///         the short one can count.
class ZipWriter {
 public:
  /// `out` must outlive the writer and be at its beginning.
  explicit ZipWriter(std::ostream& out) : out_(out) {}

  /// An entry called `name` (UTF-8, parts divided by "/").
  ///
  /// Throws: Error(kTooLarge) where the content has 4 GiB or more.
  void add(std::string_view name, std::string_view content);

  /// The list of entries; call once, after the last `add`.
  void end();

 private:
  struct Entry {
    std::string name;
    std::uint32_t crc = 0;
    std::uint32_t size = 0;
    std::uint64_t offset = 0;
  };
  void write(const std::string& bytes);

  std::ostream& out_;
  std::uint64_t written_ = 0;
  std::vector<Entry> entries_;
};

/// CRC-32 of ISO 3309, as ZIP and PNG use it.
std::uint32_t crc32(std::string_view bytes);

}  // namespace tocsin::exports
