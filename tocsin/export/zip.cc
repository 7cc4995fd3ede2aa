#include "tocsin/export/zip.h"

#include <array>
#include <limits>

#include "tocsin/core/error.h"

namespace tocsin::exports {
namespace {

constexpr std::uint32_t kMost32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint16_t kMost16 = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint16_t kVersion = 45;               // the first with ZIP64
constexpr std::uint16_t kUtf8Names = 1U << 11;       // general purpose flag
constexpr std::uint16_t kFirstDay = (1U << 5) | 1U;  // 1980-01-01, the earliest there is
constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint32_t kEnd64 = 0x06064b50;
constexpr std::uint32_t kLocator64 = 0x07064b50;
constexpr std::uint16_t kExtra64 = 1;

// Numbers in little-endian order.
class Record {
 public:
  Record& u16(std::uint16_t value) { return number(value, 2); }
  Record& u32(std::uint32_t value) { return number(value, 4); }
  Record& u64(std::uint64_t value) { return number(value, 8); }
  Record& text(std::string_view bytes) {
    bytes_ += bytes;
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  Record& number(std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_ += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return *this;
  }
  std::string bytes_;
};

std::array<std::uint32_t, 256> crc_table() {
  constexpr std::uint32_t kPolynomial = 0xEDB88320;
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) ? (crc >> 1U) ^ kPolynomial : crc >> 1U;
    table[i] = crc;
  }
  return table;
}

}  // namespace

std::uint32_t crc32(std::string_view bytes) {
  static const std::array<std::uint32_t, 256> kTable = crc_table();
  std::uint32_t crc = kMost32;
  for (const char c : bytes) {
    crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
  }
  return ~crc;
}

void ZipWriter::write(const std::string& bytes) {
  out_ << bytes;
  written_ += bytes.size();
}

void ZipWriter::add(std::string_view name, std::string_view content) {
  if (content.size() >= kMost32 || name.size() >= kMost16) {
    throw Error(ErrorCode::kTooLarge, "archive entry " + std::string(name.substr(0, 80)) + ": " +
                                          std::to_string(content.size()) +
                                          " bytes, expected less than 4 GiB");
  }
  const Entry entry{std::string(name), crc32(content), static_cast<std::uint32_t>(content.size()),
                    written_};
  Record header;
  header.u32(kLocalHeader).u16(kVersion).u16(kUtf8Names).u16(0).u16(0).u16(kFirstDay);
  header.u32(entry.crc).u32(entry.size).u32(entry.size);
  header.u16(static_cast<std::uint16_t>(name.size())).u16(0).text(name);
  write(header.bytes());
  out_ << content;
  written_ += content.size();
  entries_.push_back(entry);
}

void ZipWriter::end() {
  const std::uint64_t begin = written_;
  for (const Entry& each : entries_) {
    const bool is_far = each.offset >= kMost32;
    Record header;
    header.u32(kCentralHeader).u16(kVersion).u16(kVersion).u16(kUtf8Names).u16(0).u16(0);
    header.u16(kFirstDay).u32(each.crc).u32(each.size).u32(each.size);
    header.u16(static_cast<std::uint16_t>(each.name.size())).u16(is_far ? 12 : 0).u16(0).u16(0);
    header.u16(0).u32(0).u32(is_far ? kMost32 : static_cast<std::uint32_t>(each.offset));
    header.text(each.name);
    if (is_far) header.u16(kExtra64).u16(8).u64(each.offset);
    write(header.bytes());
  }
  const std::uint64_t size = written_ - begin;
  const std::uint64_t count = entries_.size();
  const bool is_large = count >= kMost16 || begin >= kMost32 || size >= kMost32;
  Record end;
  if (is_large) {
    end.u32(kEnd64).u64(44).u16(kVersion).u16(kVersion).u32(0).u32(0);
    end.u64(count).u64(count).u64(size).u64(begin);
    end.u32(kLocator64).u32(0).u64(written_).u32(1);
  }
  const auto short_count = is_large ? kMost16 : static_cast<std::uint16_t>(count);
  end.u32(kEnd).u16(0).u16(0).u16(short_count).u16(short_count);
  end.u32(is_large ? kMost32 : static_cast<std::uint32_t>(size));
  end.u32(is_large ? kMost32 : static_cast<std::uint32_t>(begin)).u16(0);
  write(end.bytes());
}

}  // namespace tocsin::exports
