#include "apps/terminal.h"

#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "tocsin/core/utf8.h"

namespace tocsin::apps {
namespace {

template <typename Use>
void for_each_code_point(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    use(point.value);
    at += point.bytes;
  }
}

int code_point_width(char32_t c) {
  if (c >= 0x20 && c < 0x7F) return 1;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  const int east_asian = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_right_to_left(char32_t c) {
  const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

int positive_number(const char* text) {
  const long number = text ? std::strtol(text, nullptr, 10) : 0;
  return number > 0 && number < 10000 ? static_cast<int>(number) : 0;
}

}  // namespace

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) == 1; }

int terminal_columns(int otherwise) {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const int columns = positive_number(std::getenv("COLUMNS"));
  return columns > 0 ? columns : otherwise;
}

int display_width(std::string_view text) {
  int width = 0;
  for_each_code_point(text, [&](char32_t c) { width += code_point_width(c); });
  return width;
}

bool is_blank(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }

bool is_unsafe(char32_t c) {
  const bool turns_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return turns_direction || u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR;
}

std::string shown(std::string_view text) {
  std::string result;
  bool blank = false;
  for_each_code_point(text, [&](char32_t c) {
    if (is_blank(c)) {
      blank = true;
      return;
    }
    if (is_unsafe(c)) return;
    if (blank && !result.empty()) result += ' ';
    blank = false;
    append_utf8(result, c);
  });
  return result;
}

bool has_right_to_left(std::string_view text) {
  bool found = false;
  for_each_code_point(text, [&](char32_t c) { found = found || is_right_to_left(c); });
  return found;
}

bool starts_right_to_left(std::string_view text) {
  int direction = 0;  // of the first letter that has one
  for_each_code_point(text, [&](char32_t c) {
    if (direction != 0) return;
    if (is_right_to_left(c)) direction = -1;
    if (u_charDirection(static_cast<UChar32>(c)) == U_LEFT_TO_RIGHT) direction = 1;
  });
  return direction < 0;
}

std::string isolated(std::string_view text) {
  if (!has_right_to_left(text)) return std::string(text);
  return std::string(kFirstStrongIsolate) + std::string(text) + std::string(kPopIsolate);
}

std::string with_isolated_quotes(std::string_view sentence) {
  constexpr std::pair<std::string_view, std::string_view> kQuotes[] = {{"\"", "\""}, {"“", "”"}};
  std::string result;
  while (!sentence.empty()) {
    std::size_t begin = sentence.size();
    std::size_t end = sentence.size();
    for (const auto& [open, close] : kQuotes) {
      const std::size_t at = sentence.find(open);
      if (at == std::string_view::npos || at >= begin) continue;
      const std::size_t closed = sentence.find(close, at + open.size());
      if (closed == std::string_view::npos) continue;
      begin = at + open.size();
      end = closed;
    }
    result += sentence.substr(0, begin);
    result += isolated(sentence.substr(begin, end - begin));
    sentence.remove_prefix(end);
    if (sentence.empty()) break;
    const std::size_t mark = sentence.front() == '"' ? 1 : std::string_view("”").size();
    result += sentence.substr(0, mark);
    sentence.remove_prefix(mark);
  }
  return result;
}

}  // namespace tocsin::apps
