#include "tocsin/ingest/bytes.h"

#include <algorithm>

namespace tocsin::ingest {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16;

}  // namespace

bool Bytes::fill() {
  if (next_ < buffer_.size()) return true;
  buffer_.resize(kChunk);
  next_ = 0;
  stream_.read(buffer_.data(), static_cast<std::streamsize>(kChunk));
  buffer_.resize(static_cast<std::size_t>(stream_.gcount()));
  return !buffer_.empty();
}

std::string_view Bytes::peek(std::size_t count) {
  if (next_ > 0) {
    buffer_.erase(0, next_);
    next_ = 0;
  }
  while (buffer_.size() < count && stream_) {
    const std::size_t held = buffer_.size();
    buffer_.resize(held + kChunk);
    stream_.read(buffer_.data() + held, static_cast<std::streamsize>(kChunk));
    buffer_.resize(held + static_cast<std::size_t>(stream_.gcount()));
  }
  return std::string_view(buffer_).substr(0, count);
}

std::optional<char> Bytes::next() {
  if (!fill()) return std::nullopt;
  return buffer_[next_++];
}

std::optional<std::size_t> Bytes::read_line(std::string& line, std::size_t limit) {
  line.clear();
  if (!fill()) return std::nullopt;
  std::size_t size = 0;
  do {
    const std::size_t end = buffer_.find('\n', next_);
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    size += stop - next_;
    if (line.size() < limit) {
      line.append(buffer_, next_, std::min(stop - next_, limit - line.size()));
    }
    next_ = stop;
    if (end != std::string::npos) {
      ++next_;
      break;
    }
  } while (fill());
  if (size == line.size() && line.ends_with('\r')) {
    line.pop_back();
    --size;
  }
  return size;
}

std::istream* Bytes::rewind() {
  stream_.clear();
  if (stream_.tellg() == std::istream::pos_type(-1) || !stream_.seekg(0)) {
    stream_.clear();
    return nullptr;
  }
  buffer_.clear();
  next_ = 0;
  return &stream_;
}

std::string Bytes::read_all(std::size_t limit) {
  std::string all;
  while (all.size() <= limit && fill()) {
    const std::size_t take = std::min(buffer_.size() - next_, limit + 1 - all.size());
    all.append(buffer_, next_, take);
    next_ += take;
  }
  return all;
}

}  // namespace tocsin::ingest
