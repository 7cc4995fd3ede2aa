#include "apps/messages.h"

#include <algorithm>
#include <numeric>

#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

// Levenshtein's distance, one row at a time.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

std::string ended(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (!text.empty() && text.back() != '.' && text.back() != '!' && text.back() != '?') text += '.';
  return text;
}

}  // namespace

std::string fault_line(ErrorCode code, std::string_view origin, std::string_view message,
                       std::string_view fix) {
  const std::string found = shown(message);
  const std::string place = shown(origin);
  std::string line = "tocsin: ";
  if (!place.empty() && !found.starts_with(place)) line += place + ": ";
  return line + ended(found) + " " + (fix.empty() ? std::string(help(code)) : ended(shown(fix)));
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& each : known) {
    const std::size_t d = distance(word, each);
    if (d >= least) continue;
    least = d;
    best = each;
  }
  return best;
}

std::string closing_count(std::size_t coded, std::size_t failed) {
  const std::size_t all = coded + failed;
  return std::to_string(coded) + " of " + std::to_string(all) + (all == 1 ? " input" : " inputs") +
         " coded, " + std::to_string(failed) + " failed.";
}

}  // namespace tocsin::apps
