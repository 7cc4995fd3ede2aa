#pragma once
/// Archives and documents that are archives: their entries one after another, within limits.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "tocsin/ingest/bytes.h"

struct archive;

namespace tocsin::ingest {

struct Entry {
  std::string name;     ///< valid UTF-8, with "/" between folders
  std::string problem;  ///< why it must not be read (a link, a path that leads outside); else empty
  bool is_folder = false;
};

class Packed {
 public:
  /// Opens the ZIP, tar or gzip file in `bytes`, of which nothing may have been taken. Where they
  /// can be read from any place the file is not held in memory.
  ///
  /// Throws: Error(kNotText) for what is no archive; Error(kTooLarge) for one that would have to be
  ///         held and is larger than kMaxHeld.
  explicit Packed(Bytes& bytes);
  ~Packed();
  Packed(const Packed&) = delete;
  Packed& operator=(const Packed&) = delete;

  /// The next entry; nothing at the end.
  ///
  /// Throws: Error(kBadRecord) where the archive is damaged: nothing more can be read.
  std::optional<Entry> next();

  /// What the entry holds, but at most `limit` + 1 bytes.
  ///
  /// Throws: Error(kBadRecord) for damage and for what is encrypted.
  std::string data(std::size_t limit);

  /// The bytes of the archive itself.
  std::size_t packed_bytes() const { return packed_bytes_; }

  /// Whether it is a ZIP file without its directory at the end: entries may be missing.
  bool is_cut_short() const { return is_cut_short_; }

  static constexpr std::size_t kMaxHeld = std::size_t{256} << 20;

 private:
  struct Source;
  void open_from(Bytes& bytes, bool is_gzip);

  std::unique_ptr<Source> source_;
  archive* archive_ = nullptr;
  std::size_t packed_bytes_ = 0;
  std::string end_;  // of the file, while it is opened
  bool is_cut_short_ = false;
};

}  // namespace tocsin::ingest
