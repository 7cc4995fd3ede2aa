#include <doctest/doctest.h>

#include <map>

#include "sample.h"
#include "tocsin/report/sitrep.h"

namespace tocsin::report {
namespace {

const std::string kData = std::string(TOCSIN_SOURCE_DIR) + "/data";

Document made(std::string_view language) {
  return sitrep(sample::input(), Phrases::load(kData, language));
}

// Whether every element that begins also ends, in order; attributes are not looked at.
bool is_well_formed(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return false;
    const std::string tag = xml.substr(at + 1, end - at - 1);
    if (tag.empty() || tag.front() == '?' || tag.front() == '!' || tag.back() == '/') continue;
    if (tag.front() != '/') {
      open.push_back(tag.substr(0, tag.find_first_of(" \n")));
    } else if (open.empty() || open.back() != tag.substr(1)) {
      return false;
    } else {
      open.pop_back();
    }
  }
  return open.empty();
}

std::uint32_t number(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value |= std::uint32_t{static_cast<unsigned char>(bytes.at(at + i))} << (8 * i);
  }
  return value;
}

std::map<std::string, std::string> unzipped(const std::string& zip) {
  std::map<std::string, std::string> entries;
  for (std::size_t at = 0; number(zip, at) == 0x04034b50;) {
    const std::uint32_t size = number(zip, at + 18);
    const std::uint32_t name = number(zip, at + 26) & 0xFFFFU;
    entries[zip.substr(at + 30, name)] = zip.substr(at + 30 + name, size);
    at += 30 + name + size;
  }
  return entries;
}

TEST_CASE("the page stands alone, and words of reports are no marks in it") {
  const std::string html = to_html(made("en"));
  CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"));
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("civilians &lt;script&gt;") != std::string::npos);
  CHECK(html.find("src=") == std::string::npos);
  CHECK(html.find("<blockquote dir=\"auto\">قُتل") != std::string::npos);
  CHECK(html.find("<a href=\"#s1\">1</a>") != std::string::npos);
  CHECK(html.find("<li id=\"s1\">") != std::string::npos);
  CHECK(html.find("<svg ") != std::string::npos);
}

TEST_CASE("an address is a link only where it leads to the web") {
  SitrepInput input = sample::input();
  input.citations["a/strike"].url = "javascript:alert(1)";
  input.citations["b/strike"].url = "https://post.example/1?a=\"b\"";
  const std::string html = to_html(sitrep(input, Phrases::load(kData, "en")));
  CHECK(html.find("href=\"javascript") == std::string::npos);
  CHECK(html.find("href=\"https://post.example/1?a=&quot;b&quot;\"") != std::string::npos);
}

TEST_CASE("the page in Arabic runs from right to left") {
  const std::string html = to_html(made("ar"));
  CHECK(html.find("<html lang=\"ar\" dir=\"rtl\">") != std::string::npos);
  CHECK(html.find("<bdi>Tal Marwan</bdi>") != std::string::npos);
  CHECK(html.find("غارة جوية") != std::string::npos);
}

TEST_CASE("marks of Markdown in names and quotes are shown") {
  const std::string text = to_markdown(made("en"));
  CHECK(text.starts_with("# Situation report: Marwan\n"));
  CHECK(text.find("2 incidents are reported to have happened in Marwan between 4 March 2024 and") !=
        std::string::npos);
  CHECK(text.find("at Izrin \\| one died") != std::string::npos);
  CHECK(text.find("civilians \\<script\\>") != std::string::npos);
  CHECK(text.find("\n| Type | Incidents | Killed |\n|---|---|---|\n") != std::string::npos);
  CHECK(text.find("](data:image/svg+xml;base64,PHN2ZyB4bWxucz0i") != std::string::npos);
  CHECK(to_markdown(made("ar")).starts_with("<div dir=\"rtl\">"));
}

TEST_CASE("a word processor's file has the parts of its standard, each well formed") {
  for (const std::string_view language : {"en", "ar"}) {
    const auto parts = unzipped(to_docx(made(language)));
    for (const char* name :
         {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml",
          "word/_rels/document.xml.rels", "docProps/core.xml"}) {
      CAPTURE(name);
      REQUIRE(parts.contains(name));
      CHECK(is_well_formed(parts.at(name)));
    }
    CHECK(parts.contains("word/media/picture1.emf"));
    CHECK(parts.at("docProps/core.xml").find("creator") == std::string::npos);
    const bool is_rtl = parts.at("word/document.xml").find("<w:bidi/>") != std::string::npos;
    CHECK(is_rtl);  // the Arabic quote, whatever the report's language
  }
}

TEST_CASE("a metafile's header tells its bytes and records") {
  Shape circle;
  circle.kind = Shape::Kind::kCircle;
  circle.radius = 5;
  circle.fill = 0xFF0000;
  Shape words;
  words.kind = Shape::Kind::kWords;
  words.words = "درعا";
  words.size = 11;
  const std::string emf = to_emf({100, 50, "title", {circle, words}});
  CHECK(number(emf, 40) == 0x464D4520);
  CHECK(number(emf, 48) == emf.size());
  std::uint32_t records = 0;
  std::size_t at = 0;
  for (; at < emf.size(); ++records) {
    REQUIRE(number(emf, at + 4) >= 8);
    REQUIRE(number(emf, at + 4) % 4 == 0);
    at += number(emf, at + 4);
  }
  CHECK(at == emf.size());
  CHECK(records == number(emf, 52));
  CHECK(number(emf, emf.size() - 20) == 14);
}

TEST_CASE("a drawing is well formed and holds its names") {
  const Document document = made("en");
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      if (const auto* drawing = std::get_if<Drawing>(&block)) {
        const std::string svg = to_svg(drawing->picture);
        CHECK(is_well_formed(svg));
        CHECK(svg.find("<title>") != std::string::npos);
      }
    }
  }
  CHECK(to_html(document).find(">Tal Marwan</text>") != std::string::npos);
}

TEST_CASE("the same incidents give the same bytes") {
  CHECK(to_html(made("en")) == to_html(made("en")));
  CHECK(to_docx(made("ar")) == to_docx(made("ar")));
  CHECK(to_markdown(made("en")) == to_markdown(made("en")));
}

}  // namespace
}  // namespace tocsin::report
