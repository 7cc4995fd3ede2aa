#include "tocsin/serve/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "tocsin/core/frame.h"
#include "tocsin/engine/outlook.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kMostValues = 100;

template <typename Number>
std::optional<Number> number(std::string_view words) {
  Number value{};
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), value);
  if (fault != std::errc() || end != words.data() + words.size()) return std::nullopt;
  return value;
}

std::vector<double> numbers(const std::string& field, const std::string& words, std::size_t count,
                            const std::string& shape) {
  std::vector<double> values;
  std::string_view rest = words;
  while (values.size() <= count) {
    const std::size_t comma = rest.find(',');
    const std::optional<double> value = number<double>(rest.substr(0, comma));
    if (!value || !std::isfinite(*value)) break;
    values.push_back(*value);
    if (comma == std::string_view::npos) {
      if (values.size() == count) return values;
      break;
    }
    rest.remove_prefix(comma + 1);
  }
  throw bad_value(field, "\"" + words + "\" is not " + shape);
}

void expect_degrees(const std::string& field, double lat, double lon) {
  if (std::abs(lat) > 90 || std::abs(lon) > 180) {
    throw bad_value(field, "a latitude is from -90 to 90, a longitude from -180 to 180");
  }
}

Box box_of(const std::string& words) {
  const std::vector<double> values = numbers("bbox", words, 4, "west,south,east,north");
  const Box box{values[1], values[0], values[3], values[2]};
  expect_degrees("bbox", box.south, box.west);
  expect_degrees("bbox", box.north, box.east);
  if (box.south > box.north) throw bad_value("bbox", "south lies north of north");
  return box;
}

template <typename Value>
struct Word {
  std::string_view word;
  Value value;
};

constexpr std::array kDateKinds{Word<DateKind>{"event", DateKind::kEvent},
                                Word<DateKind>{"published", DateKind::kPublished},
                                Word<DateKind>{"captured", DateKind::kCaptured}};
constexpr std::array kOrders{
    Word<Order>{"arrival", Order::kArrival}, Word<Order>{"newest", Order::kNewest},
    Word<Order>{"least_sure", Order::kLeastSure}, Word<Order>{"relevance", Order::kRelevance}};
constexpr std::array kReviews{Word<Review>{"open", Review::kOpen},
                              Word<Review>{"accepted", Review::kAccepted},
                              Word<Review>{"rejected", Review::kRejected}};

template <typename Table>
auto word_of(const std::string& field, const std::string& word, const Table& table) {
  std::string known;
  for (const auto& row : table) {
    if (row.word == word) return row.value;
    known += (known.empty() ? "" : ", ") + std::string(row.word);
  }
  throw bad_value(field, "\"" + word + "\" is unknown, expected one of " + known);
}

double confidence_of(const std::string& words) {
  const std::optional<double> value = number<double>(words);
  if (!value || !(*value >= 0 && *value <= 1)) {
    throw bad_value("min_confidence", "\"" + words + "\" is not a number from 0 to 1");
  }
  return *value;
}

std::vector<Reality> realities_of(const Parameters& query) {
  std::vector<Reality> result;
  for (const std::string& word : each_of(query, "reality", 40)) {
    const std::optional<Reality> reality = parse_reality(word);
    if (!reality)
      throw bad_value("reality", "\"" + word + "\" is unknown, expected a reality of the codebook");
    result.push_back(*reality);
  }
  return result;
}

void read_place(Filter& filter, const Parameters& query) {
  filter.area = engine::area_name(once(query, "area", 300).value_or(""));
  if (const auto box = once(query, "bbox", 100)) filter.box = box_of(*box);
  if (const auto near = once(query, "near", 60)) filter.near = circle_of("near", *near);
}

void read_days(Filter& filter, const Parameters& query) {
  filter.from = day_once(query, "from");
  filter.to = day_once(query, "to");
  if (filter.from && filter.to && *filter.from > *filter.to) {
    throw bad_value("from", "the first day comes after the last");
  }
  if (const auto kind = once(query, "date_kind", 40)) {
    filter.date_kind = word_of("date_kind", *kind, kDateKinds);
  }
}

}  // namespace

void expect_only(const Parameters& query, const std::vector<std::string_view>& known) {
  for (const auto& [name, value] : query) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw bad_value(name, "not a parameter of this address");
  }
}

std::optional<std::string> once(const Parameters& query, const std::string& name,
                                std::size_t longest) {
  std::optional<std::string> found;
  for (const auto& [each, value] : query) {
    if (each != name) continue;
    if (found) throw bad_value(name, "given more than once");
    if (value.size() > 4 * longest) {
      throw bad_value(name, "longer than " + std::to_string(longest) + " characters");
    }
    found = value;
  }
  if (found && found->empty()) return std::nullopt;
  return found;
}

std::optional<Date> day_once(const Parameters& query, const std::string& name) {
  const std::optional<std::string> words = once(query, name, 40);
  if (!words) return std::nullopt;
  return day(name, *words);
}

std::optional<std::int64_t> integer_once(const Parameters& query, const std::string& name,
                                         std::int64_t least, std::int64_t most) {
  const std::optional<std::string> words = once(query, name, 40);
  if (!words) return std::nullopt;
  const std::optional<std::int64_t> value = number<std::int64_t>(*words);
  if (!value || *value < least || *value > most) {
    throw bad_value(name, "\"" + *words + "\" is not a whole number from " + std::to_string(least) +
                              " to " + std::to_string(most));
  }
  return value;
}

std::vector<std::string> each_of(const Parameters& query, const std::string& name,
                                 std::size_t longest) {
  std::vector<std::string> values;
  for (const auto& [each, value] : query) {
    if (each != name || value.empty()) continue;
    if (value.size() > 4 * longest) {
      throw bad_value(name, "longer than " + std::to_string(longest) + " characters");
    }
    values.push_back(value);
    if (values.size() > kMostValues) throw bad_value(name, "given more than 100 times");
  }
  return values;
}

std::size_t limit_of(const Parameters& query) {
  return static_cast<std::size_t>(integer_once(query, "limit", 1, 1000).value_or(50));
}

Circle circle_of(const std::string& field, const std::string& words) {
  const std::vector<double> values = numbers(field, words, 3, "lat,lon,km");
  expect_degrees(field, values[0], values[1]);
  if (values[2] <= 0 || values[2] > 20040) {
    throw bad_value(field, "the radius is from 0 to 20040 km");
  }
  return {values[0], values[1], values[2]};
}

const std::vector<std::string_view>& filter_parameters() {
  static const std::vector<std::string_view> kNames{
      "words",  "from",   "to",     "date_kind", "area",           "bbox",
      "near",   "type",   "actor",  "reality",   "min_confidence", "lang",
      "report", "source", "review", "order",     "limit",          "cursor"};
  return kNames;
}

Filter filter_of(const Parameters& query, Order usual, const std::vector<std::string_view>& extra) {
  std::vector<std::string_view> known = filter_parameters();
  known.insert(known.end(), extra.begin(), extra.end());
  expect_only(query, known);
  Filter filter;
  filter.words = once(query, "words", 500).value_or("");
  read_days(filter, query);
  read_place(filter, query);
  filter.types = each_of(query, "type", 60);
  filter.actors = each_of(query, "actor", 300);
  filter.realities = realities_of(query);
  if (const auto least = once(query, "min_confidence", 40)) {
    filter.min_confidence = confidence_of(*least);
  }
  filter.language = once(query, "lang", 35).value_or("");
  filter.reports = each_of(query, "report", 300);
  filter.sources = each_of(query, "source", 300);
  for (const std::string& word : each_of(query, "review", 40)) {
    filter.reviews.push_back(word_of("review", word, kReviews));
  }
  const auto order = once(query, "order", 40);
  filter.order = order ? word_of("order", *order, kOrders) : usual;
  filter.limit = limit_of(query);
  filter.cursor = once(query, "cursor", 500).value_or("");
  return filter;
}

}  // namespace tocsin::serve
