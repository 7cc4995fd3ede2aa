#include "tocsin/serve/target.h"

#include "tocsin/core/utf8.h"
#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class Plus { kItself, kSpace };

char decoded_byte(std::string_view text, std::size_t at) {
  const int high = at + 2 < text.size() ? digit(text[at + 1]) : -1;
  const int low = high >= 0 ? digit(text[at + 2]) : -1;
  if (low < 0) {
    throw Problem("bad_value", "the address has a % without two hexadecimal digits behind it");
  }
  return static_cast<char>(high * 16 + low);
}

std::string decode(std::string_view text, Plus plus) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      result += decoded_byte(text, at);
      at += 2;
    } else {
      result += text[at] == '+' && plus == Plus::kSpace ? ' ' : text[at];
    }
  }
  if (first_invalid_utf8(result) != result.size() || result.find('\0') != std::string::npos) {
    throw Problem("bad_value", "the address has bytes that are no text in UTF-8");
  }
  return result;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

Target parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/') {
    throw Problem("bad_value", "the address does not begin with /");
  }
  Target parsed;
  const std::size_t mark = target.find('?');
  for (const std::string_view part :
       split(target.substr(1, mark == std::string_view::npos ? mark : mark - 1), '/')) {
    parsed.path.push_back(decode(part, Plus::kItself));
  }
  if (mark == std::string_view::npos) return parsed;
  for (const std::string_view part : split(target.substr(mark + 1), '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    parsed.query.emplace_back(
        decode(part.substr(0, equals), Plus::kSpace),
        equals == std::string_view::npos ? "" : decode(part.substr(equals + 1), Plus::kSpace));
  }
  return parsed;
}

std::string encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain) {
      result += c;
    } else {
      result += '%';
      result += kDigits[byte >> 4];
      result += kDigits[byte & 15];
    }
  }
  return result;
}

}  // namespace tocsin::serve
