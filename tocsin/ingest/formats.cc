#include "tocsin/ingest/formats.h"

#include <algorithm>

#include "tocsin/core/utf8.h"

namespace tocsin::ingest {
namespace {

std::string to_lower(std::string_view words) {
  std::string lower(words);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

bool looks_like_html(const std::string& beginning) {
  if (!beginning.starts_with('<')) return false;
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<article"}) {
    if (beginning.find(tag) != std::string::npos) return true;
  }
  return false;
}

// JSONL has a whole object on its first line; other JSON an object over several, or an array.
std::string_view kind_of_json(std::string_view beginning) {
  if (beginning.front() == '[') return "json";
  const std::string_view line = beginning.substr(0, beginning.find('\n'));
  const std::size_t last = line.find_last_not_of(" \t\r");
  return line.size() == beginning.size() || line[last] == '}' ? "jsonl" : "json";
}

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> kFormats{
      {"text", {".txt", ".text", ".md"}, read_plain_text},
      {"html", {".html", ".htm"}, read_html},
      {"jsonl", {".jsonl", ".ndjson"}, read_jsonl},
      {"json", {".json"}, read_json},
  };
  return kFormats;
}

const Format* find_format(std::string_view name) {
  for (const Format& format : formats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

const Format* format_of_extension(std::string_view extension) {
  const std::string lower = to_lower(extension);
  for (const Format& format : formats()) {
    const auto& all = format.extensions;
    if (std::find(all.begin(), all.end(), lower) != all.end()) return &format;
  }
  return nullptr;
}

const Format& format_of_content(std::string_view beginning) {
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  const std::size_t first = beginning.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return *find_format("text");
  beginning.remove_prefix(first);
  if (looks_like_html(to_lower(beginning))) return *find_format("html");
  const std::size_t second = beginning.find_first_not_of(" \t\r\n", 1);
  const char next = second == std::string_view::npos ? '\0' : beginning[second];
  const bool is_object = beginning.front() == '{' && (next == '"' || next == '}');
  const bool is_array = beginning.front() == '[' && next == '{';
  if (is_object || is_array) return *find_format(kind_of_json(beginning));
  return *find_format("text");
}

void apply(const Options& options, Report& report) {
  if (options.published) {
    report.published = options.published;
    report.published_basis = PublishedBasis::kGiven;
  }
  if (!options.language.empty()) report.language = options.language;
  if (!options.source.empty()) report.source = options.source;
}

}  // namespace tocsin::ingest
