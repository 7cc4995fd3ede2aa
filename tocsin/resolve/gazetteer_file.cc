#include "tocsin/resolve/gazetteer_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "tocsin/core/error.h"

namespace tocsin::resolve {
namespace {

static_assert(std::endian::native == std::endian::little, "gazetteer files are little-endian");

constexpr std::string_view kMagic = "TOCSINGZ";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMaxParts = 64;
constexpr std::size_t kHeadSize = 32;
constexpr std::size_t kPlaceSize = 16;

struct Head {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t parts;
  std::uint64_t size;
  std::uint32_t body_crc;
  std::uint32_t head_crc;
};
static_assert(sizeof(Head) == kHeadSize);

template <typename T>
T read(const char* at) {
  T value;
  std::memcpy(&value, at, sizeof(T));
  return value;
}

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320U : 0U);
    table[i] = value;
  }
  return table;
}

std::uint32_t crc32(std::string_view bytes) {
  static constexpr auto kTable = make_crc_table();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    crc = (crc >> 8) ^ kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU];
  }
  return ~crc;
}

}  // namespace

GazetteerFile::GazetteerFile(const std::filesystem::path& path) : path_(path.string()) {
  map();
  try {
    check_header();
  } catch (...) {
    munmap(const_cast<char*>(data_), size_);
    throw;
  }
}

GazetteerFile::~GazetteerFile() {
  if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
}

GazetteerFile::GazetteerFile(GazetteerFile&& other) noexcept
    : path_(std::move(other.path_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

GazetteerFile& GazetteerFile::operator=(GazetteerFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void GazetteerFile::fail(const std::string& found, const std::string& expected) const {
  throw Error(ErrorCode::kGazetteerInvalid, path_ + ": found " + found + ", expected " + expected);
}

void GazetteerFile::map() {
  const int file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    throw Error(ErrorCode::kGazetteerMissing,
                path_ + ": no gazetteer file can be opened here (" + std::strerror(errno) +
                    "), expected one made by tools/build_gazetteer.py");
  }
  struct stat facts {};
  const bool known = ::fstat(file, &facts) == 0;
  const auto size = known ? static_cast<std::size_t>(facts.st_size) : 0;
  void* data =
      size >= kHeadSize ? ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0) : MAP_FAILED;
  ::close(file);
  if (data == MAP_FAILED) {
    fail(std::to_string(size) + " bytes",
         "a regular file with a header of " + std::to_string(kHeadSize) + " bytes and more");
  }
  data_ = static_cast<const char*>(data);
  size_ = size;
}

void GazetteerFile::check_header() const {
  const auto head = read<Head>(data_);
  if (std::string_view(head.magic.data(), head.magic.size()) != kMagic) {
    fail("another kind of file", "the mark " + std::string(kMagic));
  }
  if (head.version != kVersion) {
    fail("version " + std::to_string(head.version), "version " + std::to_string(kVersion));
  }
  if (head.size != size_) {
    fail(std::to_string(size_) + " bytes", std::to_string(head.size) + " bytes");
  }
  const std::size_t body = kHeadSize + kPlaceSize * static_cast<std::size_t>(head.parts);
  if (head.parts > kMaxParts || body > size_) fail("a damaged header", "a table of its parts");
  std::string checked(data_, kHeadSize - sizeof(head.head_crc));
  checked.append(data_ + kHeadSize, body - kHeadSize);
  if (crc32(checked) != head.head_crc) fail("a damaged header", "the checksum written in it");
}

std::string_view GazetteerFile::part(std::uint32_t number) const {
  const auto head = read<Head>(data_);
  if (number >= head.parts) {
    fail(std::to_string(head.parts) + " parts", "part " + std::to_string(number));
  }
  const char* place = data_ + kHeadSize + kPlaceSize * static_cast<std::size_t>(number);
  const auto offset = read<std::uint64_t>(place);
  const auto length = read<std::uint64_t>(place + sizeof(offset));
  if (offset > size_ || length > size_ - offset) {
    fail("a part that ends after the file", "parts inside " + std::to_string(size_) + " bytes");
  }
  return {data_ + offset, length};
}

std::string gazetteer_bytes(const std::vector<std::string>& parts) {
  constexpr std::size_t kAligned = 8;
  const auto add = [](std::string& bytes, const void* value, std::size_t size) {
    bytes.append(static_cast<const char*>(value), size);
  };
  std::string body;
  std::string places;
  const std::size_t head_size = kHeadSize + kPlaceSize * parts.size();
  for (const std::string& part : parts) {
    const std::array<std::uint64_t, 2> place = {head_size + body.size(), part.size()};
    add(places, place.data(), kPlaceSize);
    body += part;
    body.append((kAligned - part.size() % kAligned) % kAligned, '\0');
  }
  Head head{.version = kVersion,
            .parts = static_cast<std::uint32_t>(parts.size()),
            .size = head_size + body.size(),
            .body_crc = crc32(body)};
  std::copy(kMagic.begin(), kMagic.end(), head.magic.begin());
  std::string bytes;
  add(bytes, &head, kHeadSize - sizeof(head.head_crc));
  head.head_crc = crc32(bytes + places);
  add(bytes, &head.head_crc, sizeof(head.head_crc));
  return bytes + places + body;
}

void GazetteerFile::verify() const {
  const auto head = read<Head>(data_);
  const std::size_t body = kHeadSize + kPlaceSize * static_cast<std::size_t>(head.parts);
  if (crc32({data_ + body, size_ - body}) != head.body_crc) {
    fail("a damaged body", "the checksum written in the header");
  }
}

}  // namespace tocsin::resolve
