// How it works: entries are unpacked one by one into memory, never to a disk, and each goes to the
// reader of its own name. Entries and bytes are counted over the archive and all archives in it,
// and an archive must not unpack to more than a multiple of its own size.

#include <algorithm>
#include <filesystem>
#include <string>

#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/packed.h"

namespace tocsin::ingest {
namespace {

constexpr const char* kUnpackFix = "Unpack it by hand and give the folder.";
// A small archive of much the same text may pass the ratio without harm.
constexpr std::size_t kAlwaysAllowed = std::size_t{1} << 20;

bool is_hidden(const std::string& name) {
  return name.starts_with('.') || name.find("/.") != std::string::npos ||
         name.starts_with("__MACOSX");
}

class Unpacking {
 public:
  Unpacking(const Origin& origin, const Options& options, const Sink& sink)
      : origin_(origin), options_(options), sink_(sink) {
    if (origin_.budget == nullptr) {
      own_ = {options.archive.entries, options.archive.bytes};
      origin_.budget = &own_;
    }
    ++origin_.depth;
  }

  void read(Bytes& bytes) {
    if (origin_.depth > options_.archive.depth) {
      throw Error(ErrorCode::kTooLarge, "an archive " + std::to_string(origin_.depth) +
                                            " deep in others; at most " +
                                            std::to_string(options_.archive.depth) + " are opened");
    }
    Packed packed(bytes);
    allowed_ = std::max(kAlwaysAllowed, packed.packed_bytes() * options_.archive.ratio);
    std::size_t entries = 0;
    while (const auto entry = packed.next()) {
      if (entry->is_folder && entry->problem.empty()) continue;
      if (origin_.budget->entries == 0) {
        throw Error(ErrorCode::kTooLarge, "more than " + std::to_string(options_.archive.entries) +
                                              " entries; the first ones were read");
      }
      --origin_.budget->entries;
      ++entries;
      read_entry(*entry, packed);
    }
    if (packed.is_cut_short()) {
      throw Error(ErrorCode::kBadRecord, "the archive is cut short: its directory is missing; " +
                                             std::to_string(entries) +
                                             " entries were found, and more may be lost");
    }
    if (entries == 0) throw Error(ErrorCode::kFileEmpty, "no entries in the archive");
  }

 private:
  void read_entry(const Entry& entry, Packed& packed) {
    if (!entry.problem.empty()) {
      refuse(ErrorCode::kBadRecord, entry, entry.problem);
      return;
    }
    if (is_hidden(entry.name)) return;
    std::string name = entry.name;
    // The one entry of a compressed file has no name of its own.
    if (is_single(name)) name = std::filesystem::path(origin_.name).stem().filename().string();
    if (!is_read(name)) {
      read_inner({}, name, origin_, options_, sink_);  // says that it is skipped
      return;
    }
    const std::size_t limit = std::min(origin_.budget->bytes, allowed_);
    std::string data;
    try {
      data = packed.data(limit);
    } catch (const Error& error) {
      refuse(error.code(), entry, error.what());
      return;
    }
    if (data.size() > limit) {
      throw Error(ErrorCode::kTooLarge,
                  "\"" + entry.name + "\" unpacks beyond the limits (" +
                      std::to_string(options_.archive.bytes) + " bytes in all, and " +
                      std::to_string(options_.archive.ratio) +
                      " for each packed byte); the entries before it were read");
    }
    origin_.budget->bytes -= data.size();
    allowed_ -= data.size();
    read_inner(data, name, origin_, options_, sink_);
  }

  bool is_single(const std::string& name) const {
    return name == "data" && std::filesystem::path(origin_.name).extension() == ".gz";
  }

  static bool is_read(const std::string& name) {
    return format_of_extension(std::filesystem::path(name).extension().string()) != nullptr;
  }

  void refuse(ErrorCode code, const Entry& entry, const std::string& what) {
    Origin origin = origin_;
    origin.name += "/" + entry.name;
    sink_.on_fault(make_fault(code, origin, {entry.name, 0, "", entry.name}, what, kUnpackFix));
  }

  Origin origin_;
  const Options& options_;
  const Sink& sink_;
  Budget own_;
  std::size_t allowed_ = 0;
};

}  // namespace

void read_archive(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  try {
    Unpacking(origin, options, sink).read(bytes);
  } catch (const Error& error) {
    sink.on_fault(make_fault(error.code(), origin, {}, error.what(),
                             error.code() == ErrorCode::kTooLarge ? kUnpackFix : ""));
  }
}

}  // namespace tocsin::ingest
