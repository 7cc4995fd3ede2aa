#include "apps/filter_options.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "tocsin/core/error.h"

namespace tocsin::apps {
namespace {

std::optional<Date> day(const std::string& option, const std::string& words) {
  if (words.empty()) return std::nullopt;
  const std::optional<Date> date = words.size() == 10 ? parse_date(words) : std::nullopt;
  if (!date) {
    throw Error(ErrorCode::kBadDate,
                option + ": found \"" + words + "\", expected a day such as 2021-06-28");
  }
  return date;
}

// The numbers of "1.5,2,3"; nothing where there are not `N` of them.
template <std::size_t N>
std::optional<std::array<double, N>> numbers(std::string_view words) {
  std::array<double, N> values{};
  for (std::size_t i = 0; i < N; ++i) {
    const std::size_t end = std::min(words.find(','), words.size());
    const std::string_view word = words.substr(0, end);
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), values[i]);
    const bool is_last = end == words.size();
    if (error != std::errc() || stop != word.data() + word.size() || !std::isfinite(values[i]) ||
        is_last != (i + 1 == N)) {
      return std::nullopt;
    }
    words.remove_prefix(is_last ? end : end + 1);
  }
  return values;
}

bool is_latitude(double degrees) { return std::abs(degrees) <= 90; }
bool is_longitude(double degrees) { return std::abs(degrees) <= 180; }

std::optional<Box> box_of(const std::string& words) {
  if (words.empty()) return std::nullopt;
  const auto values = numbers<4>(words);
  if (!values || !is_longitude((*values)[0]) || !is_latitude((*values)[1]) ||
      !is_longitude((*values)[2]) || !is_latitude((*values)[3]) || (*values)[1] > (*values)[3]) {
    throw Error(ErrorCode::kBadValue,
                "--bbox: found \"" + words + "\", expected WEST,SOUTH,EAST,NORTH in degrees");
  }
  return Box{(*values)[1], (*values)[0], (*values)[3], (*values)[2]};
}

std::optional<Circle> circle_of(const std::string& words) {
  if (words.empty()) return std::nullopt;
  const auto values = numbers<3>(words);
  if (!values || !is_latitude((*values)[0]) || !is_longitude((*values)[1]) || (*values)[2] <= 0) {
    throw Error(ErrorCode::kBadValue,
                "--near: found \"" + words + "\", expected LAT,LON,KM such as 32.6,36.1,20");
  }
  return Circle{(*values)[0], (*values)[1], (*values)[2]};
}

DateKind date_kind_of(const std::string& words) {
  if (words == "published") return DateKind::kPublished;
  return words == "captured" ? DateKind::kCaptured : DateKind::kEvent;
}

}  // namespace

void add_filter_options(CLI::App& command, FilterOptions& options) {
  command.add_option("--from", options.from, "From this day on")->type_name("YYYY-MM-DD");
  command.add_option("--to", options.to, "Up to this day")->type_name("YYYY-MM-DD");
  command.add_option("--date-kind", options.date_kind, "Which date --from and --to mean")
      ->check(CLI::IsMember({"event", "published", "captured"}))
      ->capture_default_str();
  command.add_option("--area", options.area, "In this country, area or place")->type_name("NAME");
  command.add_option("--bbox", options.box, "Within a box")->type_name("WEST,SOUTH,EAST,NORTH");
  command.add_option("--near", options.near, "Within so many km of a point")
      ->type_name("LAT,LON,KM");
  command.add_option("--type", options.types, "Of this type, such as COERCE or COERCE:siege")
      ->type_name("TYPE[:mode]");
  command.add_option("--actor", options.actors, "Part of a name, or an id, country or sector")
      ->type_name("NAME");
  command.add_option("--reality", options.realities, "How real the report says it is")
      ->check(CLI::IsMember(
          {"actual", "possible", "planned", "demanded", "threatened", "conditional", "denied"}));
  command.add_option("--min-confidence", options.min_confidence, "Of at least this confidence")
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--lang", options.language, "From reports in this language")
      ->type_name("CODE");
  command.add_option("--report", options.reports, "From this report")->type_name("ID");
  command.add_option("--limit", options.limit, "At most so many; 0: all")->capture_default_str();
}

Filter filter_of(const FilterOptions& options) {
  Filter filter;
  filter.from = day("--from", options.from);
  filter.to = day("--to", options.to);
  filter.date_kind = date_kind_of(options.date_kind);
  filter.area = options.area;
  filter.box = box_of(options.box);
  filter.near = circle_of(options.near);
  filter.types = options.types;
  filter.actors = options.actors;
  for (const std::string& name : options.realities) {
    if (const auto reality = parse_reality(name)) filter.realities.push_back(*reality);
  }
  filter.min_confidence = options.min_confidence;
  filter.language = options.language;
  filter.reports = options.reports;
  filter.limit = options.limit;
  return filter;
}

}  // namespace tocsin::apps
