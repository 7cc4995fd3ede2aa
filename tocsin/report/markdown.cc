// CommonMark with tables. Pictures are SVG in data addresses, so that the file stands alone.
#include <cstdint>

#include "tocsin/export/text.h"
#include "tocsin/report/sitrep.h"

namespace tocsin::report {
namespace {

constexpr std::string_view kIsolate = "\u2068";
constexpr std::string_view kIsolateLtr = "\u2066";
constexpr std::string_view kEndIsolate = "\u2069";

// Marks of Markdown in names and quotes are shown, not obeyed.
std::string escaped(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_{}[]<>|#~!&";
  std::string result;
  for (const char c : flat(text)) {
    if (kMarks.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool is_there = i + j <= bytes.size();
      text += is_there ? kDigits[(group >> (18U - 6U * j)) & 0x3FU] : '=';
    }
  }
  return text;
}

class Markdown {
 public:
  explicit Markdown(const Document& document) : is_rtl_(document.direction == "rtl") {}

  std::string words(const Sentence& sentence) const {
    std::string text;
    for (const Run& run : sentence) {
      const std::string part = escaped(run.text);
      // Names in another direction than the report's must not turn what stands around them.
      text += run.is_quoted && !part.empty() && is_rtl_
                  ? std::string(kIsolate) + part + std::string(kEndIsolate)
                  : part;
      if (!run.citations.empty()) text += " " + numbers(run.citations);
    }
    return text;
  }

  std::string numbers(const std::vector<int>& citations) const {
    const std::string text = "[" + ranges(citations) + "]";
    return is_rtl_ ? std::string(kIsolateLtr) + text + std::string(kEndIsolate) : text;
  }

  std::string operator()(const Paragraph& paragraph) const {
    std::string text;
    for (const Sentence& each : paragraph.sentences)
      text += (text.empty() ? "" : " ") + words(each);
    return text + "\n";
  }

  std::string operator()(const List& list) const {
    std::string text;
    for (const Sentence& each : list.items) text += "- " + words(each) + "\n";
    return text;
  }

  std::string operator()(const Note& note) const { return "*" + escaped(note.text) + "*\n"; }

  std::string operator()(const Subheading& heading) const {
    return "### " + words(heading.words) + "\n";
  }

  std::string operator()(const Table& table) const {
    std::string text = "|";
    std::string rule = "|";
    for (const std::string& each : table.head) {
      text += " " + escaped(each) + " |";
      rule += "---|";
    }
    text += "\n" + rule + "\n";
    for (const auto& row : table.rows) {
      text += "|";
      for (const Sentence& cell : row) text += " " + words(cell) + " |";
      text += "\n";
    }
    return text;
  }

  std::string operator()(const Drawing& drawing) const {
    return "![" + escaped(drawing.picture.title) + "](data:image/svg+xml;base64," +
           base64(to_svg(drawing.picture)) + ")\n\n*" + escaped(drawing.caption) + "*\n";
  }

 private:
  bool is_rtl_;
};

std::string source_line(const Source& source) {
  const Citation& citation = source.citation;
  std::string text = std::to_string(source.number) + ". ";
  text += escaped(citation.outlet.empty() ? citation.report : citation.outlet);
  if (!citation.title.empty()) text += ", *" + escaped(citation.title) + "*";
  if (!source.published.empty()) text += ", " + escaped(source.published);
  if (!citation.url.empty()) text += ", `" + flat(citation.url) + "`";
  return text + ": " + std::string(kIsolate) + escaped(citation.sentence) +
         std::string(kEndIsolate) + " (" + escaped(citation.report) + ", " +
         std::to_string(citation.sentence_at.begin) + "–" +
         std::to_string(citation.sentence_at.end) + ")\n";
}

}  // namespace

std::string to_markdown(const Document& document) {
  const Markdown markdown(document);
  const bool is_rtl = document.direction == "rtl";
  std::string text = is_rtl ? "<div dir=\"rtl\">\n\n" : "";
  text += "# " + escaped(document.title) + "\n\n";
  for (const std::string& each : document.under_title) text += escaped(each) + "  \n";
  for (const Section& section : document.sections) {
    text += "\n## " + escaped(section.heading) + "\n";
    for (const Block& block : section.blocks) text += "\n" + std::visit(markdown, block);
  }
  text += "\n## " + escaped(document.sources_heading) + "\n\n";
  for (const Source& each : document.sources) text += source_line(each);
  return text + (is_rtl ? "\n</div>\n" : "");
}

}  // namespace tocsin::report
