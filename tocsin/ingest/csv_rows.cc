#include "tocsin/ingest/csv_rows.h"

#include <algorithm>
#include <array>

namespace tocsin::ingest {

bool Rows::next_line(std::string& line) {
  too_long_ = false;
  if (!pending_.empty()) {
    line = std::move(pending_.front());
    pending_.pop_front();
    return true;
  }
  const auto size = bytes_.read_line(line, limit_);
  if (!size) return false;
  too_long_ = *size > limit_;
  return true;
}

bool Rows::next(Row& row) {
  row = {};
  do {
    if (!next_line(line_)) return false;
    ++number_;
  } while (!too_long_ && line_.find_first_not_of(" \t\r") == std::string::npos);
  row.number = number_;
  taken_.clear();
  at_ = 0;
  size_ = line_.size();
  if (too_long_) return fail(row, "a line of more than " + std::to_string(limit_) + " bytes");
  read_cells(row);
  return true;
}

// Always true: there was a row. The lines after its first are given back.
bool Rows::fail(Row& row, const std::string& problem) {
  row.problem = problem;
  row.value = line_.substr(std::min(at_ > 20 ? at_ - 20 : 0, line_.size()), 60);
  pending_.insert(pending_.begin(), std::make_move_iterator(taken_.begin()),
                  std::make_move_iterator(taken_.end()));
  taken_.clear();
  return true;
}

void Rows::read_cells(Row& row) {
  while (true) {
    std::string cell;
    if (at_ < line_.size() && line_[at_] == '"') {
      ++at_;
      if (!read_quoted(row, cell)) return;
    } else {
      const std::size_t end = std::min(line_.find(separator_, at_), line_.size());
      cell = line_.substr(at_, end - at_);
      at_ = end;
    }
    row.cells.push_back(std::move(cell));
    if (at_ >= line_.size()) return;
    if (line_[at_] != separator_) {
      fail(row, "text after a closing quotation mark");
      return;
    }
    ++at_;
  }
}

// Reads to the closing mark; false when the row has failed.
bool Rows::read_quoted(Row& row, std::string& cell) {
  while (true) {
    const std::size_t mark = line_.find('"', at_);
    if (mark != std::string::npos) {
      cell.append(line_, at_, mark - at_);
      at_ = mark + 1;
      if (at_ >= line_.size() || line_[at_] != '"') return true;
      cell += '"';
      ++at_;
      continue;
    }
    cell.append(line_, at_, std::string::npos);
    cell += '\n';
    at_ = line_.size();
    std::string following;
    if (size_ > limit_)
      return !fail(row, "a cell of more than " + std::to_string(limit_) + " bytes");
    if (!next_line(following)) {
      return !fail(row, "a quotation mark that is never closed");
    }
    taken_.push_back(following);
    if (too_long_) return !fail(row, "a line of more than " + std::to_string(limit_) + " bytes");
    size_ += following.size() + 1;
    line_ = std::move(following);
    at_ = 0;
  }
}

char separator_of(std::string_view header) {
  constexpr std::array kSeparators{',', ';', '\t', '|'};
  std::array<std::size_t, kSeparators.size()> counts{};
  bool in_quotes = false;
  for (const char c : header) {
    if (c == '"') in_quotes = !in_quotes;
    for (std::size_t i = 0; !in_quotes && i < kSeparators.size(); ++i) {
      counts[i] += c == kSeparators[i] ? 1 : 0;
    }
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

}  // namespace tocsin::ingest
