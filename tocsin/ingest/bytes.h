#pragma once
/// Bytes of a stream in bounded memory: a look ahead, lines, or all of it.

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin::ingest {

class Bytes {
 public:
  /// `stream` must outlive this object.
  explicit Bytes(std::istream& stream) : stream_(stream) {}

  /// The next bytes, which stay unread: up to `count`, fewer only at the end of the stream.
  std::string_view peek(std::size_t count);

  /// The next byte; nothing at the end.
  std::optional<char> next();

  /// Takes the next line, without its end, into `line`: at most `limit` bytes of it.
  ///
  /// Returns: the bytes that the line has, which may be more than `limit`; nothing at the end.
  /// Cost:    memory for `limit` bytes.
  std::optional<std::size_t> read_line(std::string& line, std::size_t limit);

  /// All that is left, but at most `limit` + 1 bytes.
  std::string read_all(std::size_t limit);

  /// The stream itself, back at its beginning; nullptr where it cannot go back. Nothing may have
  /// been taken before, and nothing is read through this object afterwards.
  std::istream* rewind();

  /// Whether the stream broke: an error of the device, not its end.
  bool is_broken() const { return stream_.bad(); }

 private:
  bool fill();  // makes sure that a byte is at hand; false at the end

  std::istream& stream_;
  std::string buffer_;
  std::size_t next_ = 0;
};

}  // namespace tocsin::ingest
