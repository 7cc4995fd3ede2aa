// How it works: the first row names the columns. Separators, quotes and line ends are the same
// bytes in every encoding but UTF-16, so that rows are cut from the bytes as they stream by and
// each is decoded by itself, in the encoding that the beginning of the file shows.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "tocsin/core/formula.h"
#include "tocsin/core/utf8.h"
#include "tocsin/ingest/csv_rows.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/fields.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/html_tree.h"
#include "tocsin/ingest/title.h"
#include "tocsin/ingest/view_stream.h"

namespace tocsin::ingest {
namespace {

constexpr std::size_t kSample = std::size_t{256} << 10;
constexpr std::size_t kFields = static_cast<std::size_t>(Field::kCount);
constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);
constexpr std::size_t kMaxRowBytes = std::size_t{8} << 20;
constexpr std::size_t kMaxRefused = 10'000;  // rows; a table with more of them is no table
constexpr const char* kRowFix =
    "Put cells that hold separators, line ends or quotation marks between \"…\", and write \"\" "
    "for a "
    "mark inside.";

using Columns = std::array<std::size_t, kFields>;

// "Event Date" and "event-date" are "event_date".
std::string plain(std::string_view name) {
  std::string lower = lower_ascii(trim(name));
  for (char& c : lower) {
    if (c == ' ' || c == '-' || c == '.') c = '_';
  }
  return lower;
}

class Table {
 public:
  Table(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink,
        std::string encoding)
      : bytes_(bytes),
        origin_(origin),
        options_(options),
        sink_(sink),
        encoding_(std::move(encoding)) {}

  void read() {
    Row row;
    Rows rows(bytes_, find_separator(), std::min(options_.max_line_bytes, kMaxRowBytes));
    if (!rows.next(row)) {
      fault(ErrorCode::kFileEmpty, {}, "no rows; expected a row that names the columns", "");
      return;
    }
    if (!row.problem.empty()) {
      fault(ErrorCode::kBadRecord, where(row), row.problem + " in the row of the columns' names",
            kRowFix);
      return;
    }
    if (!read_header(row)) return;
    std::size_t count = 0;
    while (rows.next(row)) {
      ++count;
      read_row(row);
      if (refused_ > kMaxRefused) {
        fault(ErrorCode::kBadRecord, where(row),
              "more than " + std::to_string(kMaxRefused) +
                  " rows are refused; the rows after this one are not read",
              "Mend the first rows that are told; the others may have the same fault.");
        return;
      }
    }
    if (bytes_.is_broken()) fault(ErrorCode::kFileUnreadable, {}, "reading broke off", "");
    if (count == 0) {
      fault(ErrorCode::kFileEmpty, {}, "no rows below the names of the columns", "");
    }
  }

 private:
  // Spreadsheets name the separator in a line of its own: "sep=;".
  char find_separator() {
    std::string_view beginning = bytes_.peek(kSample);
    if (lower_ascii(beginning.substr(0, 4)) == "sep=" && beginning.size() > 4) {
      const char separator = beginning[4];
      std::string line;
      bytes_.read_line(line, kSample);
      return separator;
    }
    return separator_of(beginning.substr(0, beginning.find('\n')));
  }

  bool read_header(Row& row) {
    header_.clear();
    for (const std::string& cell : row.cells) header_.push_back(utf8(cell, nullptr));
    columns_.fill(kNoColumn);
    for (std::size_t i = 0; i < kFields; ++i) {
      const auto field = static_cast<Field>(i);
      const auto given = options_.columns.find(std::string(names_of(field).front()));
      if (given == options_.columns.end()) {
        columns_[i] = by_name(field);
        continue;
      }
      columns_[i] = column_called(given->second);
      if (columns_[i] == kNoColumn) {
        fault(ErrorCode::kBadRecord, {"row 1", row.number, given->second},
              "no column \"" + given->second + "\" among " + all_columns(),
              "Give a name from the first row, or the number of the column.");
        return false;
      }
    }
    if (column(Field::kText) != kNoColumn) return true;
    fault(ErrorCode::kBadRecord, {"row 1", row.number},
          "no column for the text among " + all_columns(),
          "Say which column holds the text: text=NAME.");
    return false;
  }

  // A field's column by the names that are known for it; each column serves one field.
  std::size_t by_name(Field field) const {
    for (const std::string_view name : names_of(field)) {
      for (std::size_t i = 0; i < header_.size(); ++i) {
        if (plain(header_[i]) == name && !is_given(i)) return i;
      }
    }
    return kNoColumn;
  }

  bool is_given(std::size_t index) const {
    return std::any_of(options_.columns.begin(), options_.columns.end(),
                       [&](const auto& each) { return column_called(each.second) == index; });
  }

  std::size_t column_called(const std::string& name) const {
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (trim(header_[i]) == name || plain(header_[i]) == plain(name)) return i;
    }
    const bool is_number =
        !name.empty() && name.size() < 5 &&
        std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    const std::size_t number = is_number ? std::stoul(name) : 0;
    return number > 0 && number <= header_.size() ? number - 1 : kNoColumn;
  }

  void read_row(const Row& row) {
    if (!row.problem.empty()) {
      fault(ErrorCode::kBadRecord, where(row), row.problem, kRowFix);
      return;
    }
    if (row.cells.size() > header_.size()) {
      fault(ErrorCode::kBadRecord, where(row),
            std::to_string(row.cells.size()) + " cells; expected " +
                std::to_string(header_.size()) + " as in the first row",
            kRowFix);
      return;
    }
    if (is_tag_row(row)) {
      Fault skipped =
          make_fault(ErrorCode::kBadRecord, origin_, where(row), "skipped, a row of HXL tags");
      skipped.severity = Severity::kSkipped;
      sink_.on_fault(skipped);
      return;
    }
    Input input;
    const auto text = text_of(row, input);
    if (!text) return;
    input.report.text = *text;
    fill(row, input);
    hand_over(std::move(input), origin_, where(row), options_, sink_);
  }

  std::optional<std::string> text_of(const Row& row, Input& input) {
    std::string text = stored_text(cell(row, Field::kText, &input), input.diagnostics);
    Where place = where(row);
    place.column = name_of(Field::kText);
    if (is_blank(text)) {
      place.value = text;
      fault(ErrorCode::kBadRecord, place,
            column(Field::kText) < row.cells.size()
                ? "the text is empty; expected words"
                : "only " + std::to_string(row.cells.size()) + " cells, and none for the text",
            "Fill the cell, or leave the row out.");
      return std::nullopt;
    }
    if (text.size() <= options_.max_report_bytes) return text;
    fault(ErrorCode::kTooLarge, place,
          "the text has " + std::to_string(text.size()) + " bytes; at most " +
              std::to_string(options_.max_report_bytes) + " are read",
          "");
    return std::nullopt;
  }

  void fill(const Row& row, Input& input) {
    Report& report = input.report;
    report.id = cell(row, Field::kId, &input);
    report.title = cell(row, Field::kTitle, &input);
    report.source = cell(row, Field::kSource, &input);
    report.url = cell(row, Field::kUrl, &input);
    report.author = cell(row, Field::kAuthor, &input);
    report.provenance.encoding = encoding_;
    if (encoding_ != "UTF-8" && options_.encoding.empty()) {
      input.diagnostics.push_back(
          {"encoding_guessed", "the table is not UTF-8: read as " + encoding_, {}});
    }
    set_language(cell(row, Field::kLanguage, &input), input);
    set_published(cell(row, Field::kDate, &input), options_.date_order, PublishedBasis::kGiven,
                  input);
  }

  bool is_tag_row(const Row& row) const {
    bool any = false;
    for (const std::string& each : row.cells) {
      if (trim(each).empty()) continue;
      if (each[0] != '#' || each.find(' ') != std::string::npos) return false;
      any = true;
    }
    return any && row.number <= 3;
  }

  // The cell as it was before a table's writer put "'" before what a spreadsheet takes for a
  // formula.
  std::string cell(const Row& row, Field field, Input* input) {
    const std::size_t index = column(field);
    if (index >= row.cells.size()) return "";
    const std::string words = unguard_formula(utf8(row.cells[index], input));
    return field == Field::kText ? words : std::string(trim(words));
  }

  std::string utf8(const std::string& bytes, Input* input) {
    const bool is_ascii = std::all_of(bytes.begin(), bytes.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (is_ascii) return bytes;
    if (encoding_ == "UTF-8" && first_invalid_utf8(bytes) == bytes.size()) return bytes;
    try {
      Decoded decoded = decode(bytes, "", encoding_ == "UTF-8" ? options_.encoding : encoding_);
      if (input != nullptr) {
        for (Diagnostic& each : decoded.diagnostics) input->diagnostics.push_back(std::move(each));
      }
      return std::move(decoded.text);
    } catch (const Error&) {  // no text in any encoding: what can be read is kept, and told
      if (input != nullptr) {
        input->diagnostics.push_back(
            {"bytes_replaced", "a cell is not valid UTF-8: replaced by U+FFFD", {}});
      }
      return replace_invalid_utf8(bytes);
    }
  }

  std::size_t column(Field field) const { return columns_[static_cast<std::size_t>(field)]; }
  std::string name_of(Field field) const {
    return column(field) == kNoColumn ? "" : header_[column(field)];
  }

  std::string all_columns() const {
    std::string all;
    for (const std::string& name : header_) all += (all.empty() ? "\"" : ", \"") + name + "\"";
    return all.substr(0, 300);
  }

  static Where where(const Row& row) {
    return {"row " + std::to_string(row.number), row.number, "", row.value};
  }

  void fault(ErrorCode code, const Where& place, const std::string& what, const std::string& fix) {
    ++refused_;
    sink_.on_fault(make_fault(code, origin_, place, what, fix));
  }

  Bytes& bytes_;
  const Origin& origin_;
  const Options& options_;
  const Sink& sink_;
  std::string encoding_;
  std::vector<std::string> header_;
  Columns columns_{};
  std::size_t refused_ = 0;
};

// A table that cannot be cut into rows as bytes: in UTF-16, or with the line ends of old Macs.
void read_whole_table(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink,
                      const std::string& encoding) {
  const std::string whole = bytes.read_all(options.max_report_bytes);
  if (whole.size() > options.max_report_bytes) {
    sink.on_fault(make_fault(ErrorCode::kTooLarge, origin, {},
                             "more than " + std::to_string(options.max_report_bytes) +
                                 " bytes of a table in " + encoding,
                             "Save the table as UTF-8."));
    return;
  }
  const std::string text = normalise_lines(convert(whole, encoding));
  ViewStream stream(text);
  Bytes lines(stream);
  Table(lines, origin, options, sink, "UTF-8").read();
}

}  // namespace

void read_csv(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  const std::string_view beginning = bytes.peek(kSample);
  if (const auto binary = recognise_binary(beginning)) {
    sink.on_fault(make_fault(ErrorCode::kNotText, origin, {},
                             "looks like " + *binary + "; expected a table"));
    return;
  }
  const std::string encoding = options.encoding.empty() ? encoding_of(beginning) : options.encoding;
  const bool is_wide = encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32");
  const bool is_old_mac = beginning.find('\r') != std::string_view::npos &&
                          beginning.find('\n') == std::string_view::npos;
  if (is_wide || is_old_mac) {
    read_whole_table(bytes, origin, options, sink, encoding);
    return;
  }
  const bool has_mark = beginning.starts_with("\xEF\xBB\xBF");
  for (int i = 0; has_mark && i < 3; ++i) bytes.next();
  Table(bytes, origin, options, sink, encoding).read();
}

}  // namespace tocsin::ingest
