#include "tocsin/report/phrases.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "tocsin/core/error.h"

namespace tocsin::report {
namespace {

constexpr std::string_view kFolder = "report";

// "heading.sources" of [heading] sources; lists get numbers from 1: "date.months.1".
void flatten(const toml::node& node, const std::string& key, const std::string& file,
             std::map<std::string, std::string, std::less<>>& phrases) {
  const auto below = [&](const std::string& name) { return key.empty() ? name : key + "." + name; };
  if (const toml::table* table = node.as_table()) {
    for (const auto& [name, each] : *table) {
      flatten(each, below(std::string(name.str())), file, phrases);
    }
  } else if (const toml::array* array = node.as_array()) {
    int number = 0;
    for (const toml::node& each : *array)
      flatten(each, below(std::to_string(++number)), file, phrases);
  } else if (const auto text = node.value<std::string>()) {
    phrases.emplace(key, *text);
  } else {
    throw Error(ErrorCode::kDataInvalid, file + ":" + std::to_string(node.source().begin.line) +
                                             ": " + key + " is not a string");
  }
}

void append(Sentence& sentence, const Sentence& more) {
  sentence.insert(sentence.end(), more.begin(), more.end());
}

int year_of(Date day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

}  // namespace

Sentence plain(std::string text) { return {{std::move(text), false, {}}}; }
Sentence quoted(std::string text) { return {{std::move(text), true, {}}}; }
Sentence number(std::int64_t value) { return plain(std::to_string(value)); }

std::vector<std::string> languages(const std::filesystem::path& data_dir) {
  std::vector<std::string> codes;
  std::error_code failure;
  for (const auto& each : std::filesystem::directory_iterator(data_dir / kFolder, failure)) {
    if (each.path().extension() == ".toml") codes.push_back(each.path().stem().string());
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

Phrases Phrases::load(const std::filesystem::path& data_dir, std::string_view language) {
  const auto path = data_dir / kFolder / (std::string(language) + ".toml");
  if (!std::filesystem::exists(path)) {
    std::string known;
    for (const std::string& each : languages(data_dir)) known += (known.empty() ? "" : ", ") + each;
    throw Error(ErrorCode::kDataMissing, path.string() + ": not found, there are words for: " +
                                             (known.empty() ? "no language" : known));
  }
  Phrases phrases;
  phrases.file_ = path.string();
  try {
    flatten(toml::parse_file(phrases.file_), "", phrases.file_, phrases.phrases_);
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::kDataInvalid, phrases.file_ + ":" +
                                             std::to_string(error.source().begin.line) + ": " +
                                             std::string(error.description()));
  }
  return phrases;
}

const std::string& Phrases::at(std::string_view key) const {
  const auto found = phrases_.find(key);
  if (found != phrases_.end()) return found->second;
  throw Error(ErrorCode::kDataInvalid, file_ + ": no \"" + std::string(key) + "\"");
}

Sentence Phrases::fill(std::string_view key, const Slots& slots) const {
  const std::string& phrase = at(key);
  Sentence sentence;
  std::size_t at = 0;
  while (at < phrase.size()) {
    const std::size_t open = phrase.find('{', at);
    const std::size_t close = open == std::string::npos ? open : phrase.find('}', open);
    const std::size_t end = close == std::string::npos ? phrase.size() : open;
    if (end > at) append(sentence, plain(phrase.substr(at, end - at)));
    if (close == std::string::npos) break;
    const std::string slot = phrase.substr(open + 1, close - open - 1);
    const auto found = slots.find(slot);
    if (found == slots.end()) {
      throw Error(ErrorCode::kDataInvalid,
                  file_ + ": \"" + std::string(key) + "\" has no slot {" + slot + "}");
    }
    append(sentence, found->second);
    at = close + 1;
  }
  return sentence;
}

std::string Phrases::words(std::string_view key, const Slots& slots) const {
  return words_of(fill(key, slots));
}

Sentence Phrases::counted(const std::string& key, std::size_t count, const Slots& slots) const {
  Slots with_count = slots;
  with_count["count"] = number(static_cast<std::int64_t>(count));
  return fill(key + (count == 1 ? ".one" : ".other"), with_count);
}

std::string Phrases::name(std::string_view table, std::string_view name) const {
  const auto found = phrases_.find(std::string(table) + "." + std::string(name));
  return found == phrases_.end() ? std::string(name) : found->second;
}

std::string Phrases::kind(std::string_view type, std::string_view mode) const {
  const std::string whole = std::string(type) + (mode.empty() ? "" : ":") + std::string(mode);
  const auto found = phrases_.find("kind." + whole);
  return found == phrases_.end() ? name("kind", type) : found->second;
}

std::string Phrases::day(Date day) const {
  const std::chrono::year_month_day parts(day);
  const auto month = static_cast<unsigned>(parts.month());
  return words("date.day", {{"day", number(static_cast<unsigned>(parts.day()))},
                            {"month", plain(at("date.months." + std::to_string(month)))},
                            {"year", number(year_of(day))}});
}

std::string Phrases::interval(const std::optional<DateInterval>& interval) const {
  if (!interval || (!interval->start && !interval->end)) return at("date.unknown");
  if (!interval->end) return words("date.since", {{"from", plain(day(*interval->start))}});
  if (!interval->start) return words("date.until", {{"to", plain(day(*interval->end))}});
  if (*interval->start == *interval->end) return day(*interval->start);
  if (interval->precision == DatePrecision::kYear) return std::to_string(year_of(*interval->start));
  if (interval->precision == DatePrecision::kMonth) {
    const std::chrono::year_month_day parts(*interval->start);
    const auto month = static_cast<unsigned>(parts.month());
    return words("date.month", {{"month", plain(at("date.months." + std::to_string(month)))},
                                {"year", number(year_of(*interval->start))}});
  }
  return words("date.range",
               {{"from", plain(day(*interval->start))}, {"to", plain(day(*interval->end))}});
}

Sentence Phrases::joined(const std::vector<Sentence>& items, const std::string& between) const {
  Sentence sentence;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) append(sentence, plain(between));
    append(sentence, items[i]);
  }
  return sentence;
}

Sentence Phrases::list(const std::vector<Sentence>& items) const {
  if (items.size() < 2) return items.empty() ? Sentence{} : items.front();
  Sentence sentence = joined({items.begin(), items.end() - 1}, at("list.between"));
  append(sentence, plain(at("list.last")));
  append(sentence, items.back());
  return sentence;
}

}  // namespace tocsin::report
