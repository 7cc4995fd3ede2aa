// How it works: a DOCX is a ZIP of XML parts. Headings and lists are paragraphs with styles of
// styles.xml; pictures are metafiles; each source is a bookmark that its numbers point to. No part
// holds an author or a time.
#include <cmath>
#include <sstream>

#include "tocsin/core/utf8.h"
#include "tocsin/export/text.h"
#include "tocsin/export/zip.h"
#include "tocsin/report/sitrep.h"

namespace tocsin::report {
namespace {

using exports::xml_text;

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kDocumentTypes =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.";
constexpr std::string_view kRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

// The first letter decides, as for dir="auto".
bool is_rtl_text(std::string_view text) {
  const std::string plain = flat(text);
  for (std::size_t at = 0; at < plain.size();) {
    const CodePoint point = decode_utf8(plain, at);
    const char32_t c = point.value;
    const bool is_rtl = (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
                        (c >= 0xFE70 && c <= 0xFEFC);
    if (is_rtl) return true;
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC0;
    if (is_letter) return false;
    at += point.bytes;
  }
  return false;
}

std::string text_element(std::string_view text) {
  return "<w:t xml:space=\"preserve\">" + xml_text(flat(text)) + "</w:t>";
}

std::string run(std::string_view text, bool is_rtl, std::string_view more = {}) {
  if (text.empty()) return {};
  const std::string properties = std::string(more) + (is_rtl ? "<w:rtl/>" : "");
  return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") +
         text_element(text) + "</w:r>";
}

class Docx {
 public:
  explicit Docx(const Document& document)
      : document_(document), is_rtl_(document.direction == "rtl") {}

  std::string bytes() {
    const std::string body = this->body();
    std::ostringstream out;
    exports::ZipWriter zip(out);
    zip.add("[Content_Types].xml", content_types());
    zip.add("_rels/.rels", package_relations());
    zip.add("word/document.xml", body);
    zip.add("word/styles.xml", styles());
    zip.add("word/_rels/document.xml.rels", document_relations());
    zip.add("docProps/core.xml", properties());
    for (std::size_t i = 0; i < pictures_.size(); ++i) {
      zip.add("word/media/picture" + std::to_string(i + 1) + ".emf", to_emf(*pictures_[i]));
    }
    zip.end();
    return std::move(out).str();
  }

  std::string operator()(const Paragraph& paragraph) const {
    std::string runs;
    for (const Sentence& each : paragraph.sentences) {
      runs += (runs.empty() ? "" : run(" ", is_rtl_)) + words(each);
    }
    return paragraph_of("Normal", runs);
  }

  std::string operator()(const List& list) const {
    std::string text;
    for (const Sentence& each : list.items) {
      text += paragraph_of("ListItem", run("•\u00A0", is_rtl_) + words(each));
    }
    return text;
  }

  std::string operator()(const Note& note) const {
    return paragraph_of("Note", run(note.text, is_rtl_));
  }

  std::string operator()(const Subheading& heading) const {
    return paragraph_of("Heading3", words(heading.words));
  }

  std::string operator()(const Table& table) const {
    std::string text = "<w:tbl><w:tblPr>" + std::string(is_rtl_ ? "<w:bidiVisual/>" : "") +
                       "<w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>";
    for (const char* each : {"top", "bottom", "insideH"}) {
      text += "<w:" + std::string(each) + " w:val=\"single\" w:sz=\"4\" w:color=\"BBBBBB\"/>";
    }
    text += "</w:tblBorders></w:tblPr><w:tblGrid>";
    // The first column holds words, the others numbers: it gets three shares of the line.
    constexpr std::size_t kLine = 10092;  // twentieths of a point
    const std::size_t share = kLine / (table.head.size() + 2);
    for (std::size_t i = 0; i < table.head.size(); ++i) {
      text += "<w:gridCol w:w=\"" + std::to_string(i == 0 ? 3 * share : share) + "\"/>";
    }
    text += "</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>";
    for (const std::string& each : table.head) {
      text += cell(paragraph_of("Cell", run(each, is_rtl_, "<w:b/>")));
    }
    text += "</w:tr>";
    for (const auto& row : table.rows) {
      text += "<w:tr>";
      for (const Sentence& each : row) text += cell(paragraph_of("Cell", words(each)));
      text += "</w:tr>";
    }
    return text + "</w:tbl>" + paragraph_of("Cell", "");
  }

  std::string operator()(const Drawing& drawing) {
    pictures_.push_back(&drawing.picture);
    return paragraph_of("Normal", "<w:r>" + picture(drawing.picture, pictures_.size()) + "</w:r>") +
           paragraph_of("Note", run(drawing.caption, is_rtl_));
  }

 private:
  static std::string cell(const std::string& content) { return "<w:tc>" + content + "</w:tc>"; }

  std::string paragraph_of(std::string_view style, const std::string& runs,
                           std::string_view more = {}) const {
    return "<w:p><w:pPr><w:pStyle w:val=\"" + std::string(style) + "\"/>" + std::string(more) +
           (is_rtl_ ? "<w:bidi/>" : "") + "</w:pPr>" + runs + "</w:p>\n";
  }

  std::string words(const Sentence& sentence) const {
    std::string runs;
    for (const Run& each : sentence) {
      runs += run(each.text, each.is_quoted ? is_rtl_text(each.text) : is_rtl_);
      if (each.citations.empty()) continue;
      runs += run(" ", is_rtl_) + run("[", false);
      for (std::size_t i = 0; i < each.citations.size(); ++i) {
        const std::string number = std::to_string(each.citations[i]);
        if (i > 0) runs += run(is_rtl_ ? "," : ", ", false);  // "1, 4" would turn round
        runs +=
            "<w:hyperlink w:anchor=\"s" + number + "\">" + run(number, false) + "</w:hyperlink>";
      }
      runs += run("]", false);
    }
    return runs;
  }

  std::string body() {
    std::string text(kXml);
    text +=
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        "xmlns:r=\"" +
        std::string(kRelations) +
        "\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
        "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
        "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>\n";
    text += paragraph_of("Title", run(document_.title, is_rtl_));
    for (const std::string& each : document_.under_title) {
      text += paragraph_of("Note", run(each, is_rtl_));
    }
    for (const Section& section : document_.sections) {
      text += paragraph_of("Heading2", run(section.heading, is_rtl_));
      for (const Block& block : section.blocks) text += std::visit(*this, block);
    }
    text += paragraph_of("Heading2", run(document_.sources_heading, is_rtl_));
    for (const Source& each : document_.sources) text += source(each);
    return text +
           "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1021\" w:right=\"907\" "
           "w:bottom=\"1021\" w:left=\"907\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/>" +
           (is_rtl_ ? "<w:bidi/>" : "") + "</w:sectPr></w:body></w:document>";
  }

  std::string source(const Source& source) const {
    const Citation& citation = source.citation;
    const std::string number = std::to_string(source.number);
    const std::string& outlet = citation.outlet.empty() ? citation.report : citation.outlet;
    std::string runs = "<w:bookmarkStart w:id=\"" + number + "\" w:name=\"s" + number + "\"/>" +
                       run("[" + number + "] ", is_rtl_) + "<w:bookmarkEnd w:id=\"" + number +
                       "\"/>" + run(outlet, is_rtl_text(outlet));
    if (!citation.title.empty()) {
      runs += run(", ", is_rtl_) + run(citation.title, is_rtl_text(citation.title), "<w:i/>");
    }
    if (!source.published.empty()) runs += run(", " + source.published, is_rtl_);
    if (!citation.url.empty()) runs += run(", ", is_rtl_) + run(citation.url, false);
    runs += run(" (", is_rtl_) + run(citation.report, is_rtl_text(citation.report)) +
            run(", " + std::to_string(citation.sentence_at.begin) + "–" +
                    std::to_string(citation.sentence_at.end) + ")",
                is_rtl_);
    const bool quote_is_rtl = is_rtl_text(citation.sentence);
    return paragraph_of("Source", runs) + "<w:p><w:pPr><w:pStyle w:val=\"Quotation\"/>" +
           (quote_is_rtl ? "<w:bidi/>" : "") + "</w:pPr>" + run(citation.sentence, quote_is_rtl) +
           "</w:p>\n";
  }

  // Units: English metric units, 9525 in a pixel.
  static std::string picture(const Picture& picture, std::size_t number) {
    constexpr double kUnits = 9525;
    const std::string id = std::to_string(number);
    const std::string cx = std::to_string(std::lround(picture.width * kUnits));
    const std::string cy = std::to_string(std::lround(picture.height * kUnits));
    const std::string title = xml_text(picture.title);
    return "<w:drawing><wp:inline><wp:extent cx=\"" + cx + "\" cy=\"" + cy + "\"/><wp:docPr id=\"" +
           id + "\" name=\"picture" + id + "\" descr=\"" + title +
           "\"/><a:graphic><a:graphicData "
           "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>"
           "<pic:nvPicPr><pic:cNvPr id=\"" +
           id + "\" name=\"picture" + id +
           ".emf\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
           "<a:blip r:embed=\"rId" +
           std::to_string(number + 1) +
           "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
           "<a:off x=\"0\" y=\"0\"/><a:ext cx=\"" +
           cx + "\" cy=\"" + cy +
           "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
           "</a:graphicData></a:graphic></wp:inline></w:drawing>";
  }

  static std::string content_types() {
    return std::string(kXml) +
           "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
           "<Default Extension=\"rels\" "
           "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
           "<Default Extension=\"emf\" ContentType=\"image/x-emf\"/>"
           "<Override PartName=\"/word/document.xml\" ContentType=\"" +
           std::string(kDocumentTypes) +
           "document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" +
           std::string(kDocumentTypes) +
           "styles+xml\"/><Override PartName=\"/docProps/core.xml\" "
           "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
  }

  static std::string relations(const std::string& list) {
    return std::string(kXml) +
           "<Relationships "
           "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
           list + "</Relationships>";
  }

  static std::string relation(std::size_t id, const std::string& type, const std::string& target) {
    return "<Relationship Id=\"rId" + std::to_string(id) + "\" Type=\"" + type + "\" Target=\"" +
           target + "\"/>";
  }

  static std::string package_relations() {
    return relations(
        relation(1, std::string(kRelations) + "/officeDocument", "word/document.xml") +
        relation(2,
                 "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                 "core-properties",
                 "docProps/core.xml"));
  }

  std::string document_relations() const {
    std::string list = relation(1, std::string(kRelations) + "/styles", "styles.xml");
    for (std::size_t i = 1; i <= pictures_.size(); ++i) {
      list += relation(i + 1, std::string(kRelations) + "/image",
                       "media/picture" + std::to_string(i) + ".emf");
    }
    return relations(list);
  }

  std::string properties() const {
    return std::string(kXml) +
           "<cp:coreProperties "
           "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
           "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>" +
           xml_text(document_.title) + "</dc:title><dc:language>" + xml_text(document_.language) +
           "</dc:language></cp:coreProperties>";
  }

  // A paragraph style; sizes in half points, space in twentieths of a point.
  static std::string style(std::string_view id, std::string_view name, int size,
                           std::string_view paragraph, std::string_view characters) {
    const std::string half_points = std::to_string(size);
    return "<w:style w:type=\"paragraph\"" + std::string(id == "Normal" ? " w:default=\"1\"" : "") +
           " w:styleId=\"" + std::string(id) + "\"><w:name w:val=\"" + std::string(name) + "\"/>" +
           (id == "Normal" ? "" : "<w:basedOn w:val=\"Normal\"/>") + "<w:pPr>" +
           std::string(paragraph) + "</w:pPr><w:rPr>" + std::string(characters) + "<w:sz w:val=\"" +
           half_points + "\"/><w:szCs w:val=\"" + half_points + "\"/></w:rPr></w:style>";
  }

  static std::string styles() {
    constexpr std::string_view kGrey = "<w:color w:val=\"555555\"/>";
    constexpr std::string_view kBold = "<w:b/><w:bCs/>";
    return std::string(kXml) +
           "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
           "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" "
           "w:cs=\"Arial\"/></w:rPr></w:rPrDefault></w:docDefaults>" +
           style("Normal", "Normal", 21, "<w:spacing w:after=\"100\"/>", "") +
           style("Title", "Title", 34, "<w:spacing w:after=\"80\"/>", kBold) +
           style("Heading2", "heading 2", 26,
                 "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl "
                 "w:val=\"1\"/>",
                 kBold) +
           style("Heading3", "heading 3", 22,
                 "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/><w:outlineLvl "
                 "w:val=\"2\"/>",
                 kBold) +
           style("ListItem", "List Item", 21,
                 "<w:spacing w:after=\"60\"/><w:ind w:left=\"284\" w:hanging=\"284\"/>", "") +
           style("Cell", "Cell", 19, "<w:spacing w:after=\"20\"/>", "") +
           style("Note", "Note", 19, "<w:spacing w:after=\"60\"/>", kGrey) +
           style("Source", "Source", 19, "<w:keepNext/><w:spacing w:after=\"0\"/>", "") +
           style("Quotation", "Quotation", 19,
                 "<w:spacing w:after=\"100\"/><w:ind w:left=\"284\"/>", kGrey) +
           "</w:styles>";
  }

  const Document& document_;
  bool is_rtl_;
  std::vector<const Picture*> pictures_;
};

}  // namespace

std::string to_docx(const Document& document) { return Docx(document).bytes(); }

}  // namespace tocsin::report
