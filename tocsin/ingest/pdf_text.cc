// How it works: a PDF knows where letters stand and not what a paragraph is. A line that is much
// shorter than the longest of its page ends a paragraph, and so does one after which a blank line
// stands; else the next line goes on with the same sentence.

#include "tocsin/ingest/pdf_text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <vector>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/title.h"

namespace tocsin::ingest {
namespace {

constexpr double kShortLine = 0.7;  // of the usual length of long lines: it ends a paragraph
constexpr std::size_t kPageNumberBytes = 12;

bool is_shape(char32_t c) { return (c >= 0xFB00 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC); }

bool is_direction_mark(char32_t c) {
  return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string plain_letters(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* compose = icu::Normalizer2::getNFKCInstance(status);
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, point.bytes);
    at += point.bytes;
    if (is_direction_mark(point.value)) continue;
    if (!is_shape(point.value) || U_FAILURE(status)) {
      plain += bytes;
      continue;
    }
    const icu::UnicodeString shape(static_cast<UChar32>(point.value));
    compose->normalize(shape, status).toUTF8String(plain);
  }
  return plain;
}

struct Line {
  std::string_view words;
  std::size_t characters = 0;
  bool ends_paragraph = false;  // a blank line or the end of the page follows
};

std::vector<Line> lines_of(std::string_view page) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < page.size();) {
    const std::size_t end = std::min(page.find('\n', begin), page.size());
    const std::string_view words = trim(page.substr(begin, end - begin));
    begin = end + 1;
    if (words.empty()) {
      if (!lines.empty()) lines.back().ends_paragraph = true;
    } else {
      lines.push_back({words, CodePointOffsets(words)(words.size()), false});
    }
  }
  return lines;
}

// "12", "- 12 -", "12 / 40": digits and signs alone.
bool is_page_number(std::string_view words) {
  if (words.size() > kPageNumberBytes) return false;
  bool has_digit = false;
  for (std::size_t at = 0; at < words.size();) {
    const CodePoint point = decode_utf8(words, at);
    at += point.bytes;
    const auto value = static_cast<UChar32>(point.value);
    if (u_isalpha(value)) return false;
    has_digit = has_digit || u_isdigit(value);
  }
  return has_digit;
}

void remove_page_numbers(std::vector<Line>& lines) {
  if (lines.size() > 1 && is_page_number(lines.back().words)) {
    lines.pop_back();
    lines.back().ends_paragraph = false;
  }
  if (lines.size() > 1 && is_page_number(lines.front().words)) lines.erase(lines.begin());
}

// What nine of ten lines do not pass.
std::size_t long_line(const std::vector<Line>& lines) {
  std::vector<std::size_t> sizes;
  for (const Line& line : lines) sizes.push_back(line.characters);
  if (sizes.empty()) return 0;
  std::sort(sizes.begin(), sizes.end());
  return sizes[(sizes.size() - 1) * 9 / 10];
}

bool ends_with_hyphen(const std::string& text) {
  return text.size() > 1 && text.ends_with('-') &&
         static_cast<unsigned char>(text[text.size() - 2]) >= 'a';
}

bool begins_small(std::string_view words) {
  return u_islower(static_cast<UChar32>(decode_utf8(words, 0).value)) != 0;
}

// Whether a sentence ends here, in any script.
bool ends_sentence(std::string_view words) {
  std::size_t last = words.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(words[last]) & 0xC0) == 0x80) --last;
  return u_hasBinaryProperty(static_cast<UChar32>(decode_utf8(words, last).value), UCHAR_S_TERM) !=
         0;
}

class Joiner {
 public:
  void add_page(std::string_view page) {
    std::vector<Line> lines = lines_of(page);
    remove_page_numbers(lines);
    const auto most = static_cast<double>(long_line(lines));
    for (const Line& line : lines) {
      add(line.words);
      const bool is_short = static_cast<double>(line.characters) < kShortLine * most;
      is_open_ = !line.ends_paragraph && !is_short;
    }
    // A sentence goes on over the page's end.
    if (!lines.empty() && !ends_sentence(lines.back().words) &&
        static_cast<double>(lines.back().characters) >= kShortLine * most) {
      is_open_ = true;
    }
  }

  std::string text;

 private:
  void add(std::string_view words) {
    if (text.empty()) {
    } else if (!is_open_) {
      text += "\n\n";
    } else if (ends_with_hyphen(text) && begins_small(words)) {
      text.pop_back();
    } else {
      text += ' ';
    }
    text += words;
  }

  bool is_open_ = false;
};

}  // namespace

std::string paragraphs_of_pages(std::string_view pages) {
  const std::string plain = plain_letters(pages);
  Joiner joiner;
  for (std::size_t begin = 0; begin < plain.size();) {
    const std::size_t end = std::min(plain.find('\f', begin), plain.size());
    joiner.add_page(std::string_view(plain).substr(begin, end - begin));
    begin = end + 1;
  }
  return std::move(joiner.text);
}

}  // namespace tocsin::ingest
