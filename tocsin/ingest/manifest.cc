#include "tocsin/ingest/manifest.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/dates.h"

namespace tocsin::ingest {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool is_file(const fs::path& path) {
  std::error_code ignored;  // what cannot be looked at is not there
  return fs::is_regular_file(path, ignored);
}

std::string word(const json& entry, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = entry.find(name);
    if (found != entry.end() && found->is_string()) return found->get<std::string>();
  }
  return "";
}

Fault fault(const fs::path& manifest, std::size_t row, const std::string& column,
            const std::string& value, const std::string& expected) {
  Fault result;
  result.code = ErrorCode::kBadRecord;
  result.origin = manifest.string() + ":" + std::to_string(row);
  result.message = result.origin + ": " + column + " \"" + value + "\"; expected " + expected;
  result.file = manifest.string();
  result.row = row;
  result.column = column;
  result.value = value;
  result.fix = "Mend the entry of the manifest.";
  return result;
}

json parse(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  json entries = json::parse(stream, nullptr, false);
  if (!entries.is_array()) {
    throw Error(ErrorCode::kBadRecord,
                file.string() +
                    ": not a JSON array of objects such as {\"file\": \"01.txt\", "
                    "\"date\": \"2024-03-14\", \"source\": \"…\"}");
  }
  return entries;
}

// No way out of the manifest's folder.
bool is_below(const std::string& name) {
  const fs::path path(name);
  if (name.empty() || path.is_absolute()) return false;
  for (const fs::path& part : path) {
    if (part == "..") return false;
  }
  return true;
}

// Reads one manifest.
class Reading {
 public:
  Reading(const fs::path& file, const Options& base) : base_(base) { manifest_.file = file; }

  Manifest read() {
    std::size_t row = 0;
    for (const json& entry : parse(manifest_.file)) add(entry, ++row);
    return std::move(manifest_);
  }

 private:
  void add(const json& entry, std::size_t row) {
    const std::string name = entry.is_object() ? word(entry, {"file", "path", "name"}) : "";
    if (!is_below(name)) return complain(row, "file", name, "a file below the manifest's folder");
    const fs::path folder = manifest_.file.parent_path();
    Listed listed;
    listed.file = is_file(folder / name) ? folder / name : folder / "reports" / name;
    if (!is_file(listed.file)) return complain(row, "file", name, "a file that is there");
    listed.id = word(entry, {"id", "report_id"});
    if (listed.id.empty()) listed.id = replace_invalid_utf8(fs::path(name).stem().string());
    listed.title = word(entry, {"title", "headline"});
    listed.url = word(entry, {"url", "link"});
    listed.options = base_;
    if (base_.source.empty()) listed.options.source = word(entry, {"source", "publisher"});
    if (base_.language.empty()) listed.options.language = word(entry, {"lang", "language"});
    const std::string date = word(entry, {"date", "published", "pub_date"});
    if (!base_.published && !date.empty()) {
      listed.options.published = read_date(date);
      if (!listed.options.published) complain(row, "date", date, "a day such as 2024-03-14");
    }
    manifest_.reports.push_back(std::move(listed));
  }

  void complain(std::size_t row, const std::string& column, const std::string& value,
                const std::string& expected) {
    manifest_.faults.push_back(fault(manifest_.file, row, column, value, expected));
  }

  const Options& base_;
  Manifest manifest_;
};

}  // namespace

std::optional<Manifest> read_manifest(const fs::path& folder, const Options& base) {
  constexpr const char* kName = "meta.json";
  if (is_file(folder / kName)) return Reading(folder / kName, base).read();
  const fs::path parent = fs::absolute(folder).lexically_normal().parent_path();
  const bool is_reports =
      folder.filename() == "reports" || folder.parent_path().filename() == "reports";
  if (!is_reports || !is_file(parent / kName)) return std::nullopt;
  return Reading(parent / kName, base).read();
}

}  // namespace tocsin::ingest
