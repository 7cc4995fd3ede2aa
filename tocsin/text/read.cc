#include "tocsin/text/read.h"

#include "tocsin/core/utf8.h"
#include "tocsin/text/characters.h"
#include "tocsin/text/recognise.h"
#include "tocsin/text/sentences.h"
#include "tocsin/text/tokens.h"

namespace tocsin::text {
namespace {

// A sentence longer than the reader can see at once is cut; most are ten times shorter.
constexpr std::uint32_t kMaxTokens = 200;

// The lines of the text, blank ones too.
std::vector<Span> lines(std::string_view text) {
  std::vector<Span> found;
  std::uint32_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (is_line_end(point.value)) {
      found.push_back({begin, static_cast<std::uint32_t>(at)});
      begin = static_cast<std::uint32_t>(at + point.bytes);
    }
    at += point.bytes;
  }
  found.push_back({begin, static_cast<std::uint32_t>(text.size())});
  return found;
}

// Fills in sentences and paragraphs, walking along the tokens.
class Layout {
 public:
  Layout(std::string_view report_text, const Language& language, Text& text)
      : report_text_(report_text), language_(language), text_(text) {}

  void add_line(Span line) {
    const std::uint32_t first = next_;
    if (first == text_.tokens.size() || text_.tokens[first].begin >= line.end) return;
    for (Span sentence : split_sentences(report_text_, line, language_)) add(sentence);
    text_.paragraphs.push_back({text_.tokens[first].begin, text_.tokens[next_ - 1].end});
  }

 private:
  void add(Span stretch) {
    const std::uint32_t first = next_;
    while (next_ < text_.tokens.size() && text_.tokens[next_].begin < stretch.end) ++next_;
    std::uint32_t begin = first;
    while (next_ - begin > kMaxTokens) {
      const std::uint32_t end = cut(begin);
      add_tokens(begin, end);
      begin = end;
    }
    if (next_ > begin) add_tokens(begin, next_);
  }

  // After the last best cut in the second half of what a sentence may hold.
  std::uint32_t cut(std::uint32_t begin) const {
    for (const char32_t sign : language_.cuts) {
      for (std::uint32_t i = begin + kMaxTokens; i > begin + kMaxTokens / 2; --i) {
        if (decode_utf8(report_text_, text_.tokens[i - 1].begin).value == sign) return i;
      }
    }
    return begin + kMaxTokens;
  }

  void add_tokens(std::uint32_t begin, std::uint32_t end) {
    text_.sentences.push_back({.span = {text_.tokens[begin].begin, text_.tokens[end - 1].end},
                               .first_token = begin,
                               .end_token = end,
                               .paragraph = static_cast<std::uint32_t>(text_.paragraphs.size())});
  }

  std::string_view report_text_;
  const Language& language_;
  Text& text_;
  std::uint32_t next_ = 0;  // the first token that is in no sentence yet
};

// What the input says, unless the script tells otherwise: pages are often marked with the language
// of the system that made them.
std::string language_of(const Report& report, const Languages& languages) {
  if (!report.language.empty()) {
    const std::string given = language_code(report.language, languages);
    const Language* known = languages.find(given);
    if (known == nullptr ? !given.empty() : is_in_script_of(report.text, *known)) return given;
  }
  return recognise(report.text, languages);
}

}  // namespace

Text read(const Report& report, const Languages& languages) {
  Text text;
  text.language = language_of(report, languages);
  text.tokens = tokens(report.text);
  const Language* known = languages.find(text.language);
  const Language unknown;
  Layout layout(report.text, known == nullptr ? unknown : *known, text);
  for (Span line : lines(report.text)) layout.add_line(line);
  return text;
}

}  // namespace tocsin::text
