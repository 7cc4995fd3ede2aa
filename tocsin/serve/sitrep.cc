#include "tocsin/serve/sitrep.h"

#include <algorithm>
#include <set>

#include "tocsin/engine/outlook.h"
#include "tocsin/engine/sitrep.h"
#include "tocsin/export/version.h"
#include "tocsin/report/phrases.h"
#include "tocsin/report/sitrep.h"

namespace tocsin::serve {
namespace {

Json numbers_json(const report::Sentence& sentence) { return report::citations_of(sentence); }

Json paragraph(const std::string& text, Json citations) {
  return {{"text", text}, {"citations", std::move(citations)}};
}

// A block as paragraphs of the contract, which knows no lists and tables.
class Paragraphs {
 public:
  void operator()(const report::Paragraph& block) {
    std::string text;
    std::set<int> numbers;
    for (const report::Sentence& sentence : block.sentences) {
      text += (text.empty() ? "" : " ") + report::words_of(sentence);
      const auto cited = report::citations_of(sentence);
      numbers.insert(cited.begin(), cited.end());
    }
    list.push_back(paragraph(text, numbers));
  }
  void operator()(const report::List& block) {
    for (const report::Sentence& item : block.items) {
      list.push_back(paragraph(report::words_of(item), numbers_json(item)));
    }
  }
  void operator()(const report::Note& block) {
    list.push_back(paragraph(block.text, Json::array()));
  }
  void operator()(const report::Subheading& block) {
    list.push_back(paragraph(report::words_of(block.words), numbers_json(block.words)));
  }
  void operator()(const report::Table& block) {
    for (const std::vector<report::Sentence>& row : block.rows) {
      std::string text;
      std::set<int> numbers;
      for (const report::Sentence& cell : row) {
        text += (text.empty() ? "" : " · ") + report::words_of(cell);
        const auto cited = report::citations_of(cell);
        numbers.insert(cited.begin(), cited.end());
      }
      list.push_back(paragraph(text, numbers));
    }
  }
  void operator()(const report::Drawing& block) {
    list.push_back(paragraph(block.caption, Json::array()));
  }

  Json list = Json::array();
};

Json sections_json(const report::Document& document) {
  Json sections = Json::array();
  for (const report::Section& section : document.sections) {
    Paragraphs paragraphs;
    for (const report::Block& block : section.blocks) std::visit(paragraphs, block);
    sections.push_back({{"heading", section.heading}, {"paragraphs", paragraphs.list}});
  }
  return sections;
}

Json citations_json(engine::Desk& desk, const report::Document& document) {
  Json list = Json::array();
  for (const report::Source& source : document.sources) {
    const Citation& citation = source.citation;
    list.push_back({{"n", source.number},
                    {"report_id", citation.report},
                    {"event", citation.event},
                    {"incident", text_or_null(desk.store().incident_of(citation.event))},
                    {"source", text_or_null(citation.outlet)},
                    {"published", day_or_null(citation.published)},
                    {"sentence", citation.sentence},
                    {"start", citation.sentence_at.begin},
                    {"end", citation.sentence_at.end}});
  }
  return list;
}

}  // namespace

std::vector<std::string> sitrep_formats() { return {"md", "html", "docx"}; }

std::string sitrep_media_type(const std::string& format) {
  if (format == "md") return "text/markdown; charset=utf-8";
  if (format == "docx") {
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  }
  return "application/octet-stream";  // a page is saved, never shown within the desk
}

BuiltSitrep build(const SitrepOrder& order, engine::Desk& desk,
                  const std::filesystem::path& data_dir) {
  const report::Phrases phrases = report::Phrases::load(data_dir, order.language);
  engine::SitrepRequest request;
  request.filter.area = engine::area_name(order.area);
  request.period = {order.from, order.to};
  request.data_dir = data_dir;
  request.version = kVersion;
  const report::SitrepInput input = engine::sitrep_input(desk, request);
  report::Document document = report::sitrep(input, phrases);
  if (!order.title.empty()) document.title = order.title;
  BuiltSitrep built;
  built.json["title"] = document.title;
  built.json["area"] = text_or_null(order.area);
  built.json["from"] = to_string(order.from);
  built.json["to"] = to_string(order.to);
  built.json["language"] = document.language;
  built.json["sections"] = sections_json(document);
  built.json["citations"] = citations_json(desk, document);
  built.files["md"] = report::to_markdown(document);
  built.files["html"] = report::to_html(document);
  built.files["docx"] = report::to_docx(document);
  return built;
}

}  // namespace tocsin::serve
