#include <utility>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/whole.h"

namespace tocsin::ingest {
namespace {

constexpr std::uint32_t kMaxTitleCharacters = 200;

std::string_view trim(std::string_view words) {
  constexpr std::string_view kSpace = " \t";
  const std::size_t begin = words.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return words.substr(begin, words.find_last_not_of(kSpace) + 1 - begin);
}

// The first line, when it is short, does not end as a sentence does and more text follows; without
// the signs that Markdown puts before a heading.
std::string title_of(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && is_blank(text.substr(begin, text.find('\n', begin) - begin))) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return "";
    begin = end + 1;
  }
  const std::size_t end = text.find('\n', begin);
  if (end == std::string_view::npos || is_blank(text.substr(end))) return "";
  std::string_view line = text.substr(begin, end - begin);
  if (line.starts_with('#')) line.remove_prefix(line.find_first_not_of('#') % line.size());
  line = trim(line);
  if (line.ends_with('.')) return "";
  return CodePointOffsets(line)(line.size()) <= kMaxTitleCharacters ? std::string(line) : "";
}

}  // namespace

void read_plain_text(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  read_whole(bytes, origin, options, sink, [&](std::string_view whole) {
    Decoded decoded = decode(whole, "");
    Input input;
    input.report.text = normalise_lines(decoded.text);
    input.report.title = title_of(input.report.text);
    input.diagnostics = std::move(decoded.diagnostics);
    return input;
  });
}

}  // namespace tocsin::ingest
