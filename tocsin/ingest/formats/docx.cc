#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/fields.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/packed.h"
#include "tocsin/ingest/title.h"
#include "tocsin/ingest/xml.h"

namespace tocsin::ingest {
namespace {

constexpr std::size_t kMaxEntries = 10'000;
constexpr std::string_view kBody = "word/document.xml";
constexpr std::string_view kNotes = "word/footnotes.xml";
constexpr std::string_view kProperties = "docProps/core.xml";

using Parts = std::map<std::string, std::string>;

Parts unpack(Bytes& bytes, Input& input) {
  Packed packed(bytes);
  if (packed.is_cut_short()) {
    input.diagnostics.push_back(
        {"text_cut_short", "the document is cut short: its directory is missing", {}});
  }
  Parts parts;
  for (std::size_t i = 0; i < kMaxEntries; ++i) {
    const auto entry = packed.next();
    if (!entry) break;
    if (entry->name != kBody && entry->name != kNotes && entry->name != kProperties) continue;
    std::string data = packed.data(kMaxXmlBytes);
    if (data.size() > kMaxXmlBytes) {
      throw Error(ErrorCode::kTooLarge, "\"" + entry->name + "\" has more than " +
                                            std::to_string(kMaxXmlBytes) +
                                            " bytes unpacked, the most that are read");
    }
    parts[entry->name] = std::move(data);
  }
  if (!parts.contains(std::string(kBody))) {
    throw Error(ErrorCode::kNotText,
                "no \"word/document.xml\" in it; expected a document of Word (DOCX)");
  }
  return parts;
}

// Walks the elements of a document; WordprocessingML: ISO/IEC 29500-1, chapter 17.
class Paragraphs {
 public:
  std::string text;
  std::string heading;  // the first paragraph whose style is a title or a heading

  void walk(const pugi::xml_node& node) {
    for (const pugi::xml_node& child : node.children()) element(child);
  }

 private:
  void element(const pugi::xml_node& node) {
    const std::string_view name = local_name(node.name());
    if (name == "p") {
      paragraph(node);
    } else if (name == "t") {
      line_ += words_in(node);
    } else if (name == "tab") {
      line_ += '\t';
    } else if (name == "br" || name == "cr") {
      line_ += '\n';
    } else if (name == "noBreakHyphen") {
      line_ += '-';
    } else if (name == "pStyle") {
      style_ = node.first_attribute().value();
    } else if (name == "tr") {
      row(node);
    } else if (name != "del" && name != "moveFrom" && name != "Fallback") {
      walk(node);  // what was deleted, moved away or stands there for old readers is no text
    }
  }

  void paragraph(const pugi::xml_node& node) {
    std::string outer = std::exchange(line_, "");
    style_.clear();
    walk(node);
    const std::string words(trim(line_));
    line_ = std::move(outer);
    if (words.empty()) return;
    const bool is_heading = style_ == "Title" || style_ == "Heading1";
    if (heading.empty() && is_heading) heading = words;
    if (in_row_) {
      row_ += (row_.empty() ? "" : "\t") + words;
    } else {
      text += (text.empty() ? "" : "\n\n") + words;
    }
  }

  // The cells of a row of a table stand on one line.
  void row(const pugi::xml_node& node) {
    const bool is_outer = !std::exchange(in_row_, true);
    walk(node);
    if (!is_outer) return;
    in_row_ = false;
    const std::string words = std::exchange(row_, "");
    if (!words.empty()) text += (text.empty() ? "" : "\n\n") + words;
  }

  std::string line_;
  std::string style_;
  std::string row_;
  bool in_row_ = false;
};

void read_part(const Parts& parts, std::string_view name, Paragraphs& paragraphs, Input& input) {
  const auto found = parts.find(std::string(name));
  if (found == parts.end()) return;
  Xml xml;
  parse_xml(decode(found->second, "").text, xml);
  if (!xml.problem.empty()) {
    if (name == kBody) throw Error(ErrorCode::kBadRecord, std::string(name) + ": " + xml.problem);
    input.diagnostics.push_back(
        {"part_unreadable", std::string(name) + " is left out: " + xml.problem, {}});
    return;
  }
  paragraphs.walk(xml.document);
}

void read_properties(const Parts& parts, const Options& options, Input& input) {
  const auto found = parts.find(std::string(kProperties));
  if (found == parts.end()) return;
  Xml xml;
  parse_xml(decode(found->second, "").text, xml);
  const pugi::xml_node root = xml.document.document_element();
  const auto words = [&](std::string_view name) {
    return std::string(trim(words_in(child_named(root, name))));
  };
  input.report.title = words("title");
  input.report.author = words("creator");
  set_language(words("language"), input);
  set_published(words("created"), options.date_order, PublishedBasis::kFile, input);
}

Input read_document(Bytes& bytes, const Options& options) {
  Input input;
  const Parts parts = unpack(bytes, input);
  Paragraphs paragraphs;
  read_part(parts, kBody, paragraphs, input);
  read_part(parts, kNotes, paragraphs, input);
  read_properties(parts, options, input);
  Report& report = input.report;
  report.text = stored_text(paragraphs.text, input.diagnostics);
  if (is_blank(report.text)) throw Error(ErrorCode::kFileEmpty, "no text in the document");
  if (report.title.empty()) report.title = paragraphs.heading;
  if (report.title.empty()) report.title = title_of(report.text);
  return input;
}

}  // namespace

void read_docx(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  Input input;
  try {
    input = read_document(bytes, options);
  } catch (const Error& error) {
    sink.on_fault(make_fault(error.code(), origin, {}, error.what()));
    return;
  }
  hand_over(std::move(input), origin, {}, options, sink);
}

}  // namespace tocsin::ingest
