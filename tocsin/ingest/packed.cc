#include "tocsin/ingest/packed.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::ingest {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16;

bool leads_outside(const std::string& name) {
  if (name.empty() || name[0] == '/' || (name.size() > 1 && name[1] == ':')) return true;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    if (std::string_view(name).substr(begin, end - begin) == "..") return true;
    begin = end + 1;
  }
  return false;
}

std::string problem_of(archive_entry* entry, const std::string& name) {
  if (archive_entry_symlink(entry) != nullptr || archive_entry_hardlink(entry) != nullptr) {
    return "a link; links in archives are not followed";
  }
  const auto type = archive_entry_filetype(entry);
  if (type != AE_IFREG && type != AE_IFDIR && type != 0) return "a device or another special file";
  if (leads_outside(name)) return "a path that leads out of the archive";
  if (archive_entry_is_encrypted(entry) == 1) return "encrypted; a password is needed";
  return "";
}

std::string reason(archive* from) {
  const char* words = archive_error_string(from);
  return words == nullptr ? "damaged" : replace_invalid_utf8(words);
}

// The directory of a ZIP file stands at its end, with a comment of at most 64 KiB after it.
constexpr std::size_t kDirectoryReach = (std::size_t{1} << 16) + 22;

constexpr std::size_t kDirectoryEnd = 22;

bool has_directory(std::string_view end) {
  const std::size_t at = end.rfind("PK\x05\x06");
  return at != end.npos && end.size() - at >= kDirectoryEnd;
}

std::string end_of(std::istream& stream, std::size_t size) {
  const std::size_t count = std::min(size, kDirectoryReach);
  std::string end(count, '\0');
  stream.clear();
  stream.seekg(static_cast<std::streamoff>(size - count));
  stream.read(end.data(), static_cast<std::streamsize>(count));
  end.resize(static_cast<std::size_t>(stream.gcount()));
  return end;
}

}  // namespace

// A stream that libarchive reads and seeks in.
struct Packed::Source {
  std::istream* stream = nullptr;
  std::string held;  // the whole archive, where the stream cannot be read from any place
  std::array<char, kChunk> buffer{};

  static la_ssize_t read(archive*, void* self, const void** out) {
    auto& source = *static_cast<Source*>(self);
    source.stream->clear();
    source.stream->read(source.buffer.data(), kChunk);
    *out = source.buffer.data();
    return source.stream->bad() ? -1 : static_cast<la_ssize_t>(source.stream->gcount());
  }

  static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
    auto& source = *static_cast<Source*>(self);
    const auto from = whence == SEEK_SET   ? std::ios::beg
                      : whence == SEEK_CUR ? std::ios::cur
                                           : std::ios::end;
    source.stream->clear();
    source.stream->seekg(offset, from);
    return source.stream->good() ? static_cast<la_int64_t>(source.stream->tellg()) : ARCHIVE_FATAL;
  }
};

Packed::Packed(Bytes& bytes) : source_(std::make_unique<Source>()) {
  const bool is_gzip = bytes.peek(2) == "\x1F\x8B";
  const bool is_zip = bytes.peek(2) == "PK";
  archive_ = archive_read_new();
  archive_read_support_filter_gzip(archive_);
  archive_read_support_format_zip(archive_);
  archive_read_support_format_tar(archive_);
  archive_read_support_format_gnutar(archive_);
  // A single compressed file; anything would be taken for one if it were not asked first.
  if (is_gzip) archive_read_support_format_raw(archive_);
  try {
    open_from(bytes, is_gzip);
    is_cut_short_ = is_zip && !has_directory(end_);
    end_.clear();
  } catch (...) {
    archive_read_free(archive_);
    throw;
  }
}

Packed::~Packed() { archive_read_free(archive_); }

void Packed::open_from(Bytes& bytes, bool is_gzip) {
  source_->stream = bytes.rewind();
  int status = ARCHIVE_OK;
  if (source_->stream != nullptr) {
    source_->stream->seekg(0, std::ios::end);
    packed_bytes_ = static_cast<std::size_t>(source_->stream->tellg());
    end_ = end_of(*source_->stream, packed_bytes_);
    source_->stream->clear();
    source_->stream->seekg(0);
    archive_read_set_read_callback(archive_, Source::read);
    archive_read_set_seek_callback(archive_, Source::seek);
    archive_read_set_callback_data(archive_, source_.get());
    status = archive_read_open1(archive_);
  } else {
    source_->held = bytes.read_all(kMaxHeld);
    if (source_->held.size() > kMaxHeld) {
      throw Error(ErrorCode::kTooLarge, "an archive of more than " + std::to_string(kMaxHeld) +
                                            " bytes that is not read from a file");
    }
    packed_bytes_ = source_->held.size();
    end_ = source_->held.substr(packed_bytes_ - std::min(packed_bytes_, kDirectoryReach));
    status = archive_read_open_memory(archive_, source_->held.data(), source_->held.size());
  }
  if (packed_bytes_ == 0) throw Error(ErrorCode::kFileEmpty, "0 bytes; expected an archive");
  if (status == ARCHIVE_OK || status == ARCHIVE_WARN) return;
  throw Error(ErrorCode::kNotText, std::string(is_gzip ? "no gzip file" : "no archive") +
                                       " that can be read: " + reason(archive_) +
                                       "; expected ZIP, tar or gzip");
}

std::optional<Entry> Packed::next() {
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(archive_, &entry);
  if (status == ARCHIVE_EOF) return std::nullopt;
  if (status == ARCHIVE_FATAL || status == ARCHIVE_RETRY) {
    throw Error(ErrorCode::kBadRecord, "the archive is damaged: " + reason(archive_));
  }
  Entry result;
  const char* utf8 = archive_entry_pathname_utf8(entry);
  const char* name = utf8 != nullptr ? utf8 : archive_entry_pathname(entry);
  result.name = replace_invalid_utf8(name == nullptr ? "" : name);
  std::replace(result.name.begin(), result.name.end(), '\\', '/');
  result.problem = problem_of(entry, result.name);
  result.is_folder = archive_entry_filetype(entry) == AE_IFDIR;
  return result;
}

std::string Packed::data(std::size_t limit) {
  std::string data;
  std::array<char, kChunk> buffer;
  while (data.size() <= limit) {
    const std::size_t want = std::min(buffer.size(), limit + 1 - data.size());
    const la_ssize_t size = archive_read_data(archive_, buffer.data(), want);
    if (size == 0) return data;
    if (size < 0) throw Error(ErrorCode::kBadRecord, "cannot be unpacked: " + reason(archive_));
    data.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return data;
}

}  // namespace tocsin::ingest
