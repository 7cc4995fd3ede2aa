#include "tocsin/ingest/read.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/bytes.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"

namespace tocsin::ingest {
namespace {

namespace fs = std::filesystem;

std::string valid(const fs::path& path) { return replace_invalid_utf8(path.string()); }

void check(const Options& options) {
  if (!options.encoding.empty() && !is_encoding(options.encoding)) {
    throw Error(ErrorCode::kUsage, "encoding \"" + options.encoding +
                                       "\"; expected a name such as UTF-8 or windows-1256");
  }
  if (options.format.empty() || find_format(options.format) != nullptr) return;
  std::string names;
  for (const Format& format : formats()) {
    if (!names.empty()) names += ", ";
    names += format.name;
  }
  throw Error(ErrorCode::kUsage, "format \"" + options.format + "\"; expected one of " + names);
}

const Format& choose(Bytes& bytes, const fs::path& name, const Options& options) {
  if (!options.format.empty()) return *find_format(options.format);
  return format_of(name.string(), bytes.peek(kLookAhead));
}

Origin origin_of(const fs::path& name, const std::string& id, const Format& format) {
  Origin origin{valid(name), id};
  origin.file = origin.name;
  origin.format = format.name;
  return origin;
}

// Reads files one by one and walks through folders.
class Walk {
 public:
  Walk(const Options& options, const Sink& sink) : options_(options), sink_(sink) {}

  void read(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      fault(ErrorCode::kFileMissing, path, "no such file or folder");
    } else if (fs::is_directory(status)) {
      root_ = path;
      read_folder(path);
    } else {
      read_file(path, valid(path.stem()));
    }
  }

 private:
  void read_folder(const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (!error && !visited_.insert(real).second) return;
    std::vector<fs::path> names;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      const fs::path name = entry->path().filename();
      if (!name.string().starts_with('.')) names.push_back(name);
    }
    if (error) {
      fault(ErrorCode::kFileUnreadable, folder, error.message());
      return;
    }
    std::sort(names.begin(), names.end());
    for (const fs::path& name : names) read_entry(folder / name);
  }

  void read_entry(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      read_folder(path);
    } else if (!fs::is_regular_file(status)) {
      skip(path, fs::exists(status) ? "not a regular file" : "a link that leads nowhere");
    } else if (format_of_extension(path.extension().string()) == nullptr) {
      skip(path, "\"" + valid(path.extension()) +
                     "\" is not an extension of reports; name the file itself to read it");
    } else {
      fs::path id = path.lexically_relative(root_);
      read_file(path, valid(id.replace_extension().generic_string()));
    }
  }

  void read_file(const fs::path& path, const std::string& id) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
      fault(ErrorCode::kFileUnreadable, path, "cannot be opened");
      return;
    }
    Bytes bytes(stream);
    const Format& format = choose(bytes, path, options_);
    format.read(bytes, origin_of(path, id, format), options_, sink_);
  }

  void fault(ErrorCode code, const fs::path& path, const std::string& what) {
    sink_.on_fault(make_fault(code, {valid(path), ""}, {}, what));
  }

  void skip(const fs::path& path, const std::string& what) {
    Fault skipped = make_fault(ErrorCode::kNotText, {valid(path), ""}, {}, "skipped, " + what);
    skipped.severity = Severity::kSkipped;
    sink_.on_fault(skipped);
  }

  const Options& options_;
  const Sink& sink_;
  fs::path root_;
  std::set<fs::path> visited_;  // canonical: no folder is read twice, so that no loop goes on
};

}  // namespace

void read_path(const fs::path& path, const Options& options, const Sink& sink) {
  check(options);
  Walk(options, sink).read(path);
}

void read_stream(std::istream& stream, const std::string& name, const Options& options,
                 const Sink& sink) {
  check(options);
  Bytes bytes(stream);
  const std::string id = name == "-" ? "stdin" : valid(fs::path(name).stem());
  const Format& format = choose(bytes, name, options);
  format.read(bytes, origin_of(name, id, format), options, sink);
}

}  // namespace tocsin::ingest
