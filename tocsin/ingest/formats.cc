#include "tocsin/ingest/formats.h"

#include <algorithm>
#include <filesystem>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/view_stream.h"

namespace tocsin::ingest {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kShownCharacters = 80;
constexpr std::size_t kTarMagicAt = 257;

std::string to_lower(std::string_view words) {
  std::string lower(words);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

bool contains_any(const std::string& text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

// JSONL has a whole object on its first line; other JSON an object over several, or an array.
std::string_view kind_of_json(std::string_view beginning) {
  if (beginning.front() == '[') return "json";
  const std::string_view line = beginning.substr(0, beginning.find('\n'));
  const std::size_t last = line.find_last_not_of(" \t\r");
  return line.size() == beginning.size() || line[last] == '}' ? "jsonl" : "json";
}

// By signs that no text begins with; empty for none of ours.
std::string_view kind_of_binary(std::string_view beginning) {
  if (beginning.starts_with("%PDF-")) return "pdf";
  if (beginning.starts_with("PK\x03\x04") || beginning.starts_with("PK\x05\x06")) {
    const bool is_office = beginning.substr(0, 2048).find("[Content_Types].xml") != beginning.npos;
    return is_office ? "docx" : "archive";
  }
  if (beginning.starts_with("\x1F\x8B")) return "archive";
  if (beginning.size() > kTarMagicAt && beginning.substr(kTarMagicAt).starts_with("ustar")) {
    return "archive";
  }
  return "";
}

std::string_view kind_of_markup(const std::string& lower) {
  if (!lower.starts_with('<')) return "";
  if (contains_any(lower, {"<rss", "<feed", "<rdf:rdf"})) return "feed";
  if (contains_any(lower, {"<!doctype html", "<html", "<head", "<body", "<article"})) return "html";
  return "";
}

std::string_view kind_of_text(std::string_view beginning) {
  if (looks_like_telegram(beginning)) return "telegram";
  const std::size_t second = beginning.find_first_not_of(" \t\r\n", 1);
  const char next = second == std::string_view::npos ? '\0' : beginning[second];
  const bool is_object = beginning.front() == '{' && (next == '"' || next == '}');
  const bool is_array = beginning.front() == '[' && next == '{';
  if (is_object || is_array) return kind_of_json(beginning);
  if (looks_like_whatsapp(beginning)) return "whatsapp";
  if (beginning.starts_with("From ") && looks_like_message(beginning)) return "mbox";
  if (looks_like_message(beginning)) return "message";
  return "text";
}

std::string cut(const std::string& value) {
  const std::string valid = replace_invalid_utf8(value);
  std::size_t at = 0;
  for (std::size_t i = 0; i < kShownCharacters && at < valid.size(); ++i) {
    at += decode_utf8(valid, at).bytes;
  }
  return at < valid.size() ? valid.substr(0, at) + "…" : valid;
}

std::string joined(const std::string& outer, const std::string& inner, std::string_view sign) {
  if (outer.empty() || inner.empty()) return outer + inner;
  return outer + std::string(sign) + inner;
}

// Marks that turn the direction of what follows can make a text look like another: they are told.
void note_overrides(Input& input) {
  std::size_t found = 0;
  for (const std::string_view mark : {"\u202D", "\u202E"}) {
    for (std::size_t at = input.report.text.find(mark); at != std::string::npos;
         at = input.report.text.find(mark, at + mark.size())) {
      ++found;
    }
  }
  if (found == 0) return;
  input.diagnostics.push_back({"direction_overrides",
                               std::to_string(found) + (found == 1 ? " mark" : " marks") +
                                   " in the text override its direction: it may not be shown in "
                                   "the order in which it is stored",
                               {}});
}

// Parsers make no valid UTF-8 of some references to characters ("&#xFFFFFFFF;").
void make_valid(Input& input) {
  Report& report = input.report;
  bool is_changed = false;
  for (std::string* words : {&report.text, &report.title, &report.source, &report.author,
                             &report.url, &report.id, &report.language}) {
    if (first_invalid_utf8(*words) == words->size()) continue;
    *words = replace_invalid_utf8(*words);
    is_changed = true;
  }
  if (!is_changed) return;
  input.diagnostics.push_back(
      {"bytes_replaced", "a reference to no character: replaced by U+FFFD", {}});
}

std::string fix_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadRecord:
      return "Mend the record, or leave it out; the others are read.";
    case ErrorCode::kNotText:
      return "Name the file by its true format, or convert it to one that is read.";
    default:
      return std::string(help(code));
  }
}

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> kFormats{
      {"text", {".txt", ".text", ".md"}, read_plain_text},
      {"html", {".html", ".htm", ".xhtml"}, read_html},
      {"jsonl", {".jsonl", ".ndjson"}, read_jsonl},
      {"json", {".json"}, read_json},
      {"csv", {".csv", ".tsv"}, read_csv},
      {"pdf", {".pdf"}, read_pdf},
      {"docx", {".docx"}, read_docx},
      {"feed", {".rss", ".atom", ".xml", ".rdf"}, read_feed},
      {"message", {".eml"}, read_message},
      {"mbox", {".mbox"}, read_mbox},
      {"telegram", {}, read_telegram},
      {"whatsapp", {}, read_whatsapp},
      {"archive", {".zip", ".tar", ".tgz", ".gz"}, read_archive},
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
  if (const auto binary = kind_of_binary(beginning); !binary.empty()) return *find_format(binary);
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  const std::size_t first = beginning.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return *find_format("text");
  beginning.remove_prefix(first);
  if (const auto markup = kind_of_markup(to_lower(beginning)); !markup.empty()) {
    return *find_format(markup);
  }
  return *find_format(kind_of_text(beginning));
}

const Format& format_of(std::string_view name, std::string_view beginning) {
  const std::filesystem::path path{std::string(name)};
  const Format* format = format_of_extension(path.extension().string());
  if (format == nullptr) return format_of_content(beginning);
  if (format->name == "text" && looks_like_whatsapp(beginning)) return *find_format("whatsapp");
  if (format->name == "json" && looks_like_telegram(beginning)) return *find_format("telegram");
  return *format;
}

void apply(const Options& options, Report& report) {
  if (options.published) {
    report.published = options.published;
    report.published_basis = PublishedBasis::kGiven;
  }
  if (!options.language.empty()) report.language = options.language;
  if (!options.source.empty()) report.source = options.source;
}

void hand_over(Input input, const Origin& origin, const Where& where, const Options& options,
               const Sink& sink) {
  Report& report = input.report;
  const std::string row = where.row > 0 ? std::to_string(where.row) : "";
  if (report.id.empty()) report.id = joined(origin.id, row, "#");
  report.origin = joined(origin.name, row, ":");
  report.provenance.file = origin.file.empty() ? origin.name : origin.file;
  report.provenance.entry = joined(origin.entry, where.entry, ", ");
  report.provenance.format = origin.format;
  apply(options, report);
  make_valid(input);
  note_overrides(input);
  sink.on_input(std::move(input));
}

Fault make_fault(ErrorCode code, const Origin& origin, const Where& where, const std::string& what,
                 const std::string& fix) {
  Fault fault;
  fault.code = code;
  fault.origin = joined(origin.name, where.row > 0 ? std::to_string(where.row) : "", ":");
  fault.message = replace_invalid_utf8(fault.origin + ": " + what);
  fault.file = origin.file.empty() ? origin.name : origin.file;
  fault.entry = joined(origin.entry, where.entry, ", ");
  fault.row = where.row;
  fault.column = where.column;
  fault.value = cut(where.value);
  fault.fix = fix.empty() ? fix_of(code) : fix;
  return fault;
}

void read_inner(std::string_view bytes, const std::string& name, const Origin& outer,
                const Options& options, const Sink& sink) {
  const std::filesystem::path path(name);
  Origin origin = outer;
  origin.name = outer.name + "/" + name;
  origin.entry = joined(outer.entry, name, "/");
  std::filesystem::path stem = path;
  origin.id = outer.id + "/" + stem.replace_extension().generic_string();
  if (format_of_extension(path.extension().string()) == nullptr) {
    Fault skipped =
        make_fault(ErrorCode::kNotText, origin, {},
                   "skipped, \"" + path.extension().string() + "\" is not an extension of reports");
    skipped.severity = Severity::kSkipped;
    sink.on_fault(skipped);
    return;
  }
  const Format& format = format_of(name, bytes.substr(0, kLookAhead));
  origin.format = format.name;
  Options inner = options;
  inner.format.clear();
  ViewStream stream(bytes);
  Bytes inner_bytes(stream);
  format.read(inner_bytes, origin, inner, sink);
}

}  // namespace tocsin::ingest
