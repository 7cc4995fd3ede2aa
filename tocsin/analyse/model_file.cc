#include "tocsin/analyse/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "tocsin/core/error.h"

namespace tocsin::analyse {
namespace {

constexpr std::string_view kMagic = "TOCSINMD";
constexpr std::size_t kAlignment = 64;

std::size_t aligned(std::size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

ModelFile::ModelFile(const std::filesystem::path& path) : path_(path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    throw Error(ErrorCode::kModelMissing,
                path.string() + ": the reader's file cannot be opened: " + std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 16) {
    size_ = static_cast<std::size_t>(status.st_size);
    data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    if (data_ == MAP_FAILED) data_ = nullptr;
  }
  ::close(file);
  if (data_ == nullptr) {
    throw Error(ErrorCode::kModelInvalid,
                path.string() + ": found no readable file of more than 16 bytes");
  }
  try {
    read_sections();
  } catch (...) {
    ::munmap(data_, size_);
    throw;
  }
}

ModelFile::~ModelFile() { ::munmap(data_, size_); }

void ModelFile::release_pages() const { ::madvise(data_, size_, MADV_DONTNEED); }

void ModelFile::read_sections() {
  const std::string_view bytes(static_cast<const char*>(data_), size_);
  if (bytes.substr(0, kMagic.size()) != kMagic) {
    throw Error(ErrorCode::kModelInvalid,
                path_.string() + ": byte 0: expected the mark \"TOCSINMD\" of a reader's file");
  }
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data() + 8, sizeof length);
  if (length > size_ - 16) {
    throw Error(ErrorCode::kModelInvalid,
                path_.string() + ": byte 8: the list of sections is cut short");
  }
  const auto list = nlohmann::json::parse(bytes.substr(16, length), nullptr, false);
  if (!list.is_object()) {
    throw Error(ErrorCode::kModelInvalid,
                path_.string() + ": byte 16: the list of sections is damaged");
  }
  const std::size_t start = aligned(16 + length);
  for (const auto& [name, place] : list.items()) {
    const auto offset = place.at(0).get<std::uint64_t>();
    const auto size = place.at(1).get<std::uint64_t>();
    if (start > size_ || offset > size_ - start || size > size_ - start - offset) {
      throw Error(ErrorCode::kModelInvalid, path_.string() + ": section \"" + name +
                                                "\" ends after the file (" + std::to_string(size_) +
                                                " bytes): the file is cut short");
    }
    sections_.emplace(name, bytes.substr(start + offset, size));
  }
}

std::string_view ModelFile::section(const std::string& name) const {
  const auto found = sections_.find(name);
  if (found == sections_.end()) {
    throw Error(ErrorCode::kModelInvalid,
                path_.string() + ": expected a section \"" + name + "\", found none");
  }
  return found->second;
}

}  // namespace tocsin::analyse
