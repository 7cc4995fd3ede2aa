#include "tests/cases/case.h"

#include <charconv>
#include <fstream>
#include <stdexcept>

#include "tocsin/core/utf8.h"

namespace tocsin::cases {
namespace {

std::string at(const std::filesystem::path& file, std::size_t line) {
  return file.string() + ":" + std::to_string(line) + ": ";
}

std::vector<std::string> read_lines(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error(file.string() + ": cannot be read");
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool is_setting_comment_or_blank(const std::string& line) {
  return line.empty() || line.front() == '#';
}

bool opens_text(const std::string& line) { return line == "text" || line.starts_with("text "); }

// "\u{200C}" at `position` (on the 'u'); leaves `position` on the closing brace.
char32_t read_code_point(std::string_view text, std::size_t& position) {
  const std::size_t close = text.find('}', position);
  if (close == std::string_view::npos || text.substr(position, 2) != "u{") {
    throw std::runtime_error("expected \\u{HEX}");
  }
  std::uint32_t value = 0;
  const char* last = text.data() + close;
  const auto [end, error] = std::from_chars(text.data() + position + 2, last, value, 16);
  if (error != std::errc() || end != last) throw std::runtime_error("expected \\u{HEX}");
  position = close;
  return value;
}

char read_byte(std::string_view text, std::size_t& position) {
  unsigned value = 0;
  const std::string_view digits = text.substr(position + 1, 2);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() != 2 || error != std::errc() || end != digits.data() + 2) {
    throw std::runtime_error("expected \\xHH");
  }
  position += 2;
  return static_cast<char>(value);
}

std::string undo_escapes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'n':
        plain += '\n';
        break;
      case 't':
        plain += '\t';
        break;
      case 'r':
        plain += '\r';
        break;
      case '\\':
        plain += '\\';
        break;
      case 'u':
        append_utf8(plain, read_code_point(text, i));
        break;
      case 'x':
        plain += read_byte(text, i);
        break;
      default:
        throw std::runtime_error(std::string("unknown escape \\") + text[i]);
    }
  }
  return plain;
}

// Works through the lines of one file; `next_` is the line to be read next.
class Parser {
 public:
  explicit Parser(const std::filesystem::path& file) : file_(file), lines_(read_lines(file)) {}

  std::vector<Case> parse() {
    while (next_ < lines_.size()) {
      const std::string& line = lines_[next_];
      if (is_setting_comment_or_blank(line)) {
        ++next_;
      } else if (opens_text(line)) {
        read_text();
      } else if (next_ + 1 < lines_.size() && lines_[next_ + 1] == "----") {
        read_verb();
      } else {
        read_setting();
      }
    }
    return std::move(cases_);
  }

 private:
  // From the "text" line up to, not including, the verb line.
  void read_text() {
    const std::size_t first = next_;
    std::size_t rule = first;
    while (rule < lines_.size() && lines_[rule] != "----") ++rule;
    if (rule == lines_.size() || rule < first + 2) {
      throw std::runtime_error(at(file_, first + 1) +
                               "expected a verb line and \"----\" after the text");
    }
    std::string raw = lines_[first].size() > 5 ? lines_[first].substr(5) : "";
    for (std::size_t i = first + 1; i + 1 < rule; ++i) raw += "\n" + lines_[i];
    try {
      text_ = undo_escapes(raw);
    } catch (const std::runtime_error& error) {
      throw std::runtime_error(at(file_, first + 1) + error.what());
    }
    has_text_ = true;
    next_ = rule - 1;
  }

  void read_verb() {
    if (!has_text_) throw std::runtime_error(at(file_, next_ + 1) + "a verb before any text");
    Case found;
    found.file = file_;
    found.line = next_ + 1;
    found.text = text_;
    found.settings = settings_;
    const std::string& line = lines_[next_];
    const std::size_t space = line.find(' ');
    found.verb = line.substr(0, space);
    if (space != std::string::npos) found.arguments = line.substr(space + 1);
    next_ += 2;
    found.expected_line = next_ + 1;
    while (next_ < lines_.size() && !lines_[next_].empty()) {
      found.expected += lines_[next_++] + "\n";
    }
    found.after_line = next_ + 1;
    cases_.push_back(std::move(found));
  }

  void read_setting() {
    const std::string& line = lines_[next_];
    const std::size_t space = line.find(' ');
    const std::string value = space == std::string::npos ? "" : line.substr(space + 1);
    settings_[line.substr(0, space)] = value;
    ++next_;
  }

  std::filesystem::path file_;
  std::vector<std::string> lines_;
  std::size_t next_ = 0;
  std::map<std::string, std::string> settings_;
  std::string text_;
  bool has_text_ = false;
  std::vector<Case> cases_;
};

// Characters that an editor would not show, or show as a plain space.
bool is_invisible(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value <= 0xA0) || value == 0xAD ||
         (value >= 0x2000 && value <= 0x200F) || (value >= 0x2028 && value <= 0x202F) ||
         (value >= 0x2060 && value <= 0x206F) || value == 0x61C || value == 0xFEFF ||
         value == 0x3000;
}

std::string hexadecimal(std::uint32_t value) {
  char digits[8];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value, 16);
  return std::string(digits, error == std::errc() ? end : digits);
}

}  // namespace

std::vector<Case> read_cases(const std::filesystem::path& file) { return Parser(file).parse(); }

std::string setting(const Case& input, const std::string& name, std::string_view fallback) {
  const auto found = input.settings.find(name);
  return found == input.settings.end() ? std::string(fallback) : found->second;
}

Report report_of(const Case& input) {
  Report report;
  report.id = "case";
  report.text = input.text;
  report.title = setting(input, "title");
  report.source = setting(input, "source");
  report.url = setting(input, "url");
  report.language = setting(input, "lang");
  report.origin = input.file.string() + ":" + std::to_string(input.line);
  if (const std::string date = setting(input, "date"); !date.empty()) {
    report.published = parse_date(date);
    report.published_basis = PublishedBasis::kGiven;
    if (!report.published) {
      throw std::runtime_error(at(input.file, input.line) + "date \"" + date +
                               "\": expected YYYY-MM-DD");
    }
  }
  return report;
}

std::string in_quotes(std::string_view text) {
  std::string line = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const auto [value, bytes] = decode_utf8(text, i);
    if (value == '\n') {
      line += "\\n";
    } else if (value == '\t') {
      line += "\\t";
    } else if (value == '\\' || value == '"') {
      line += '\\';
      line += static_cast<char>(value);
    } else if (is_invisible(value)) {
      line += "\\u{" + hexadecimal(value) + "}";
    } else {
      append_utf8(line, value);
    }
    i += bytes;
  }
  return line + "\"";
}

std::filesystem::path data_dir() { return std::filesystem::path(TOCSIN_SOURCE_DIR) / "data"; }

}  // namespace tocsin::cases
