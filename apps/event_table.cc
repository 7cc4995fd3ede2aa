#include "apps/event_table.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>

#include "tocsin/core/error.h"
#include "tocsin/ingest/csv_rows.h"

namespace tocsin::apps {
namespace {

constexpr std::size_t kMostBytesOfRow = 1 << 20;

struct Line {
  std::string area;
  assess::Happening happening;
};

// Reads one file, and names file and row in its errors.
class Reader {
 public:
  Reader(const std::filesystem::path& path, const EventColumns& columns)
      : path_(path.string()), columns_(columns), stream_(path, std::ios::binary), bytes_(stream_) {
    if (!stream_) throw Error(ErrorCode::kFileMissing, path_ + ": cannot be opened");
  }

  void read(std::vector<Line>& lines, std::size_t& without_area) {
    ingest::Rows rows(bytes_, ',', kMostBytesOfRow);
    ingest::Row row;
    if (!rows.next(row)) throw Error(ErrorCode::kBadRecord, path_ + ": found no row");
    read_header(row.cells);
    while (rows.next(row)) {
      row_ = row.number;
      if (!row.problem.empty()) fail(ErrorCode::kBadRecord, row.problem, "separated values");
      Line line = read_line(row.cells);
      if (line.area.empty()) {
        ++without_area;
      } else {
        lines.push_back(std::move(line));
      }
    }
  }

 private:
  [[noreturn]] void fail(ErrorCode code, const std::string& found, const std::string& expected) {
    throw Error(code, path_ + ", row " + std::to_string(row_) + ": found " + found + ", expected " +
                          expected);
  }

  std::optional<std::size_t> column(const std::vector<std::string>& header,
                                    const std::string& name) {
    const auto at = std::find(header.begin(), header.end(), name);
    if (at == header.end()) return std::nullopt;
    return static_cast<std::size_t>(at - header.begin());
  }

  std::size_t needed(const std::vector<std::string>& header, const std::string& name) {
    const auto at = column(header, name);
    if (!at) {
      throw Error(ErrorCode::kBadRecord, path_ + ": found no column \"" + name + "\", expected it");
    }
    return *at;
  }

  void read_header(std::vector<std::string> header) {
    if (!header.empty() && header[0].starts_with("\xEF\xBB\xBF")) header[0].erase(0, 3);
    width_ = header.size();
    start_ = needed(header, columns_.start);
    end_ = column(header, columns_.end);
    area_ = needed(header, columns_.area);
    deaths_ = needed(header, columns_.deaths);
  }

  Date date(const std::string& words) {
    const std::optional<Date> day = parse_date(words);
    if (!day) fail(ErrorCode::kBadDate, "\"" + words + "\"", "a day as YYYY-MM-DD");
    return *day;
  }

  Line read_line(const std::vector<std::string>& cells) {
    if (cells.size() != width_) {
      fail(ErrorCode::kBadRecord, std::to_string(cells.size()) + " cells", std::to_string(width_));
    }
    Line line{cells[area_], {}};
    line.happening.start = date(cells[start_]);
    line.happening.end = line.happening.start;
    if (end_ && !cells[*end_].empty()) {
      line.happening.end = std::max(line.happening.start, date(cells[*end_]));
    }
    const std::string& deaths = cells[deaths_];
    const auto [last, problem] =
        std::from_chars(deaths.data(), deaths.data() + deaths.size(), line.happening.deaths);
    if (problem != std::errc() || last != deaths.data() + deaths.size() ||
        !(line.happening.deaths >= 0)) {
      fail(ErrorCode::kBadRecord, "\"" + deaths + "\" deaths", "a number of 0 or more");
    }
    return line;
  }

  std::string path_;
  const EventColumns& columns_;
  std::ifstream stream_;
  ingest::Bytes bytes_;
  std::size_t row_ = 0;
  std::size_t width_ = 0;
  std::size_t start_ = 0;
  std::optional<std::size_t> end_;
  std::size_t area_ = 0;
  std::size_t deaths_ = 0;
};

}  // namespace

EventTable read_event_table(const std::vector<std::filesystem::path>& files,
                            const EventColumns& columns) {
  EventTable table;
  std::vector<Line> lines;
  for (const std::filesystem::path& file : files) {
    Reader(file, columns).read(lines, table.without_area);
  }
  std::map<std::string, std::size_t> areas;
  for (const Line& line : lines) areas.emplace(line.area, 0);
  for (auto& [name, index] : areas) {
    index = table.history.areas.size();
    table.history.areas.push_back(name);
  }
  for (Line& line : lines) {
    line.happening.area = areas.at(line.area);
    table.history.happenings.push_back(line.happening);
    if (!table.history.first || line.happening.start < *table.history.first) {
      table.history.first = line.happening.start;
    }
  }
  if (table.history.first) {
    const std::chrono::year_month_day first(*table.history.first);
    table.history.first = Date(first.year() / first.month() / std::chrono::day{1});
  }
  return table;
}

}  // namespace tocsin::apps
