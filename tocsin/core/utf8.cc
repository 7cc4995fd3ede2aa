#include "tocsin/core/utf8.h"

#include <algorithm>

namespace tocsin {
namespace {

constexpr std::size_t kBlock = 256;

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

struct Sequence {
  std::uint32_t bytes;  // bytes of the (possibly ill-formed) sequence, at least 1
  bool valid;
};

// Bounds of the second byte close the gaps for overlong forms and surrogates (Unicode 15, table
// 3-7).
Sequence measure(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const std::uint32_t want = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (std::uint32_t i = 1; i < want; ++i) {
    if (at + i >= text.size()) return {i, false};
    const unsigned char next = byte(at + i);
    const bool fits = i == 1 ? next >= low && next <= high : is_continuation(next);
    if (!fits) return {i, false};
  }
  return {want, true};
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Sequence sequence = measure(text, at);
    if (!sequence.valid) return at;
    at += sequence.bytes;
  }
  return text.size();
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Sequence sequence = measure(text, at);
    if (sequence.valid) {
      result.append(text.substr(at, sequence.bytes));
    } else {
      result.append("\xEF\xBF\xBD");
    }
    at += sequence.bytes;
  }
  return result;
}

CodePoint decode_utf8(std::string_view text, std::size_t at) {
  const Sequence sequence = measure(text, at);
  if (!sequence.valid) return {0xFFFD, 1};
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
  };
  switch (sequence.bytes) {
    case 1:
      return {byte(0), 1};
    case 2:
      return {((byte(0) & 0x1F) << 6) | (byte(1) & 0x3F), 2};
    case 3:
      return {((byte(0) & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F), 3};
    default:
      return {((byte(0) & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) |
                  (byte(3) & 0x3F),
              4};
  }
}

void append_utf8(std::string& text, char32_t c) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

CodePointOffsets::CodePointOffsets(std::string_view text) : text_(text) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % kBlock == 0) block_start_.push_back(count);
    if (!is_continuation(static_cast<unsigned char>(text[i]))) ++count;
  }
  if (text.size() % kBlock == 0) block_start_.push_back(count);
}

std::uint32_t CodePointOffsets::operator()(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  std::uint32_t count = block_start_[byte / kBlock];
  for (std::size_t i = byte / kBlock * kBlock; i < byte; ++i) {
    if (!is_continuation(static_cast<unsigned char>(text_[i]))) ++count;
  }
  return count;
}

}  // namespace tocsin
