// One page without scripts and without anything from elsewhere. Quotes and names find their own
// direction (dir="auto", <bdi>).
#include "tocsin/export/text.h"
#include "tocsin/report/sitrep.h"

namespace tocsin::report {
namespace {

using exports::xml_text;

constexpr std::string_view kStyle = R"css(
@page { size: A4; margin: 18mm 16mm; }
body { font-family: "Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", sans-serif;
  font-size: 10.5pt; line-height: 1.45; color: #1a1a1a; max-width: 46em; margin: 2em auto;
  padding: 0 1em; }
h1 { font-size: 1.6em; margin: 0 0 .3em; }
h2 { font-size: 1.2em; margin: 1.6em 0 .4em; border-bottom: 1px solid #bbb; break-after: avoid; }
h3 { font-size: 1em; margin: 1.1em 0 .2em; break-after: avoid; }
header p, .note, figcaption { color: #555; margin: .1em 0; }
ul { padding: 0 1.2em; margin: .3em 0; }
li { margin: .25em 0; }
table { border-collapse: collapse; width: 100%; margin: .5em 0; font-size: .95em; }
th, td { text-align: start; vertical-align: top; border-bottom: 1px solid #ccc; padding: .25em .5em; }
tr, figure { break-inside: avoid; }
figure { margin: .8em 0; }
svg { max-width: 100%; height: auto; direction: ltr; }
.c { font-size: .85em; color: #555; white-space: nowrap; }
.c a, .url { color: inherit; text-decoration: none; }
.sources { padding: 0; list-style: none; font-size: .92em; }
.sources blockquote { margin: .1em 0 .5em; padding: 0 1em; color: #444; }
.url { overflow-wrap: anywhere; }
@media print { body { max-width: none; margin: 0; padding: 0; } }
)css";

std::string citations(const std::vector<int>& numbers) {
  if (numbers.empty()) return {};
  std::string text = " <span class=\"c\" dir=\"ltr\">[";
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    const auto link = [](int number) {
      return "<a href=\"#s" + std::to_string(number) + "\">" + std::to_string(number) + "</a>";
    };
    if (i > 0) text += ", ";
    text += link(numbers[i]);
    if (end - i > 2) {
      text += "–" + link(numbers[end - 1]);
      i = end;
    } else {
      ++i;
    }
  }
  return text + "]</span>";
}

std::string words(const Sentence& sentence) {
  std::string text;
  for (const Run& run : sentence) {
    const std::string part = xml_text(flat(run.text));
    text += run.is_quoted ? "<bdi>" + part + "</bdi>" : part;
    text += citations(run.citations);
  }
  return text;
}

struct Html {
  std::string operator()(const Paragraph& paragraph) const {
    std::string text;
    for (const Sentence& each : paragraph.sentences)
      text += (text.empty() ? "" : " ") + words(each);
    return "<p>" + text + "</p>\n";
  }

  std::string operator()(const List& list) const {
    std::string text = "<ul>\n";
    for (const Sentence& each : list.items) text += "<li>" + words(each) + "</li>\n";
    return text + "</ul>\n";
  }

  std::string operator()(const Note& note) const {
    return "<p class=\"note\">" + xml_text(note.text) + "</p>\n";
  }

  std::string operator()(const Subheading& heading) const {
    return "<h3>" + words(heading.words) + "</h3>\n";
  }

  std::string operator()(const Table& table) const {
    std::string text = "<table><thead><tr>";
    for (const std::string& each : table.head)
      text += "<th scope=\"col\">" + xml_text(each) + "</th>";
    text += "</tr></thead><tbody>\n";
    for (const auto& row : table.rows) {
      text += "<tr>";
      for (const Sentence& cell : row) text += "<td>" + words(cell) + "</td>";
      text += "</tr>\n";
    }
    return text + "</tbody></table>\n";
  }

  std::string operator()(const Drawing& drawing) const {
    return "<figure>" + to_svg(drawing.picture) + "<figcaption>" + xml_text(drawing.caption) +
           "</figcaption></figure>\n";
  }
};

std::string address(const std::string& url) {
  const bool is_web = url.starts_with("https://") || url.starts_with("http://");
  const std::string shown = xml_text(flat(url));
  if (!is_web) return "<span class=\"url\" dir=\"ltr\">" + shown + "</span>";
  return "<a class=\"url\" dir=\"ltr\" rel=\"noreferrer\" href=\"" + shown + "\">" + shown + "</a>";
}

std::string source_item(const Source& source) {
  const Citation& citation = source.citation;
  std::string text =
      "<li id=\"s" + std::to_string(source.number) + "\">[" + std::to_string(source.number) +
      "] <bdi>" + xml_text(citation.outlet.empty() ? citation.report : citation.outlet) + "</bdi>";
  if (!citation.title.empty()) text += ", <cite><bdi>" + xml_text(citation.title) + "</bdi></cite>";
  if (!source.published.empty()) text += ", " + xml_text(source.published);
  if (!citation.url.empty()) text += ", " + address(citation.url);
  text += " (<bdi>" + xml_text(citation.report) + "</bdi>, " +
          std::to_string(citation.sentence_at.begin) + "–" +
          std::to_string(citation.sentence_at.end) + ")";
  const std::string language =
      citation.language.empty() ? "" : " lang=\"" + xml_text(citation.language) + "\"";
  return text + "<blockquote dir=\"auto\"" + language + ">" + xml_text(citation.sentence) +
         "</blockquote></li>\n";
}

}  // namespace

std::string to_html(const Document& document) {
  std::string text = "<!DOCTYPE html>\n<html lang=\"" + xml_text(document.language) + "\" dir=\"" +
                     xml_text(document.direction) + "\">\n<head><meta charset=\"utf-8\">\n" +
                     "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                     xml_text(document.title) + "</title>\n<style>" + std::string(kStyle) +
                     "</style></head>\n<body>\n<header><h1>" + xml_text(document.title) + "</h1>\n";
  for (const std::string& each : document.under_title) text += "<p>" + xml_text(each) + "</p>\n";
  text += "</header>\n";
  for (const Section& section : document.sections) {
    text += "<section><h2>" + xml_text(section.heading) + "</h2>\n";
    for (const Block& block : section.blocks) text += std::visit(Html{}, block);
    text += "</section>\n";
  }
  text += "<section><h2>" + xml_text(document.sources_heading) + "</h2>\n<ol class=\"sources\">\n";
  for (const Source& each : document.sources) text += source_item(each);
  return text + "</ol></section>\n</body></html>\n";
}

}  // namespace tocsin::report
