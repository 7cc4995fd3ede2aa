#include "tocsin/resolve/separated_values.h"

#include <algorithm>
#include <array>

namespace tocsin::resolve {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

SeparatedValues::SeparatedValues(const std::filesystem::path& file, char separator, Quoting quoting)
    : path_(file), file_(file, std::ios::binary), separator_(separator), quoting_(quoting) {
  if (!file_ || std::filesystem::is_directory(file)) {
    throw Error(ErrorCode::kFileMissing, file.string() + ": cannot be opened, expected a table");
  }
}

bool SeparatedValues::read_line(std::string& line) {
  if (!std::getline(file_, line)) return false;
  if (lines_read_++ == 0 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
  if (line.ends_with('\r')) line.pop_back();
  return true;
}

bool SeparatedValues::next(std::vector<std::string>& cells) {
  std::string line;
  do {
    if (!read_line(line)) return false;
  } while (line.empty());
  line_ = lines_read_;
  cells.clear();
  if (quoting_ == Quoting::kQuoted) {
    split_quoted(std::move(line), cells);
    return true;
  }
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(separator_, at), line.size());
    cells.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return true;
}

void SeparatedValues::split_quoted(std::string line, std::vector<std::string>& cells) {
  std::string value;
  bool quoted = false;
  for (std::size_t at = 0;; ++at) {
    while (at >= line.size() && quoted) {  // the cell goes on on the next line
      value += '\n';
      at = 0;
      if (!read_line(line)) throw fault("found a quote that is not closed, expected another");
    }
    if (at >= line.size()) break;
    const char letter = line[at];
    if (quoted && letter == '"' && at + 1 < line.size() && line[at + 1] == '"') {
      value += line[++at];
    } else if (letter == '"' && (quoted || value.empty())) {
      quoted = !quoted;
    } else if (letter == separator_ && !quoted) {
      cells.push_back(std::move(value));
      value.clear();
    } else {
      value += letter;
    }
  }
  cells.push_back(std::move(value));
}

Error SeparatedValues::fault(const std::string& message) const {
  return {ErrorCode::kDataInvalid, path_.string() + ":" + std::to_string(line_) + ": " + message};
}

NamedColumns::NamedColumns(SeparatedValues& rows) {
  if (!rows.next(names_)) throw rows.fault("found no row, expected one that names the columns");
}

int NamedColumns::find(const std::vector<std::string>& names) const {
  for (const std::string& wanted : names) {
    const auto found = std::find_if(names_.begin(), names_.end(), [&](const std::string& name) {
      return lower_ascii(name) == lower_ascii(wanted);
    });
    if (found != names_.end()) return static_cast<int>(found - names_.begin());
  }
  return -1;
}

std::string cell(const std::vector<std::string>& cells, int column) {
  if (column < 0 || static_cast<std::size_t>(column) >= cells.size()) return {};
  const std::string& value = cells[static_cast<std::size_t>(column)];
  const std::size_t begin = value.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  return value.substr(begin, value.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string> bar_separated(std::string_view words) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find('|', at), words.size());
    if (end > at) parts.emplace_back(words.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::string lower_ascii(std::string_view words) {
  std::string result(words);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

std::string csv_cell(const std::string& value) {
  if (value.find_first_of(",\"\n\r") == std::string::npos) return value;
  std::string result = "\"";
  for (const char letter : value) {
    if (letter == '"') result += '"';
    result += letter;
  }
  return result + "\"";
}

char separator_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(ErrorCode::kFileMissing, file.string() + ": cannot be opened");
  std::string line;
  std::getline(stream, line);
  constexpr std::array kSeparators{',', ';', '\t'};
  return *std::max_element(kSeparators.begin(), kSeparators.end(), [&](char a, char b) {
    return std::count(line.begin(), line.end(), a) < std::count(line.begin(), line.end(), b);
  });
}

}  // namespace tocsin::resolve
