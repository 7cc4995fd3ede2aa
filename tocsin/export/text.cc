#include "tocsin/export/text.h"

#include <array>
#include <charconv>

#include "tocsin/core/utf8.h"

namespace tocsin::exports {

std::string one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string result;
  for (const std::string& each : parts) {
    if (each.empty()) continue;
    if (!result.empty()) result += "; ";
    result += each;
  }
  return result;
}

std::string fixed(double value, int decimals) {
  constexpr int kLongest = 350;  // the digits of the largest double
  std::array<char, kLongest> buffer{};
  const auto [end, failure] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::fixed, decimals);
  if (failure != std::errc{}) return {};
  std::string text(buffer.data(), end);
  const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
  if (is_zero && text.front() == '-') text.erase(0, 1);
  return text;
}

std::string xml_text(std::string_view text) {
  constexpr char32_t kFirstPrintable = 0x20;
  constexpr char32_t kNotACharacter = 0xFFFE;
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  const std::string valid = replace_invalid_utf8(text);
  std::string result;
  for (std::size_t at = 0; at < valid.size();) {
    const CodePoint point = decode_utf8(valid, at);
    const char32_t c = point.value;
    const bool is_control = c < kFirstPrintable && c != '\t' && c != '\n' && c != '\r';
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '"') {
      result += "&quot;";
    } else if (is_control || c == kNotACharacter || c == kNotACharacter + 1) {
      result += kReplacement;
    } else {
      result.append(valid, at, point.bytes);
    }
    at += point.bytes;
  }
  return result;
}

}  // namespace tocsin::exports
