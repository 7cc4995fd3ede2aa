#pragma once
/// A stream over bytes that somebody else holds, so that they are not copied.

#include <istream>
#include <streambuf>
#include <string_view>

namespace tocsin::ingest {

class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view bytes) {
    char* begin = const_cast<char*>(bytes.data());  // streambuf asks for it; only reads are made
    setg(begin, begin, begin + bytes.size());
  }

 protected:
  pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override {
    const off_type base = from == std::ios_base::beg   ? 0
                          : from == std::ios_base::cur ? gptr() - eback()
                                                       : egptr() - eback();
    const off_type at = base + offset;
    if (at < 0 || at > egptr() - eback()) return pos_type(off_type(-1));
    setg(eback(), eback() + at, egptr());
    return pos_type(at);
  }
  pos_type seekpos(pos_type at, std::ios_base::openmode which) override {
    return seekoff(off_type(at), std::ios_base::beg, which);
  }
};

/// `bytes` must outlive the stream.
class ViewStream : private ViewBuffer, public std::istream {
 public:
  explicit ViewStream(std::string_view bytes)
      : ViewBuffer(bytes), std::istream(static_cast<ViewBuffer*>(this)) {}
};

}  // namespace tocsin::ingest
