#include "tocsin/assess/ladder.h"

#include <algorithm>

#include "tocsin/assess/data_file.h"
#include "tocsin/assess/svg.h"

namespace tocsin::assess {
namespace {

using Ids = std::vector<std::string>;

void check_ids(const DataFile& file, const toml::node& node, const Ids& ids,
               const std::vector<Indicator>& indicators) {
  for (const std::string& id : ids) {
    if (std::none_of(indicators.begin(), indicators.end(),
                     [&](const Indicator& indicator) { return indicator.id == id; })) {
      file.fail(node, "\"" + id + "\"", "the id of an indicator");
    }
  }
}

std::optional<double> read_number(const DataFile& file, const toml::table& table,
                                  std::string_view key) {
  if (!table.contains(key)) return std::nullopt;
  return file.number(table, key);
}

LevelRule read_rule(const DataFile& file, const toml::table& table,
                    const std::vector<Indicator>& indicators) {
  file.check_keys(table, {"points", "raising", "violent_acts", "deaths", "violent_30", "deaths_30",
                          "any_of", "any_count", "all_of"});
  LevelRule rule;
  rule.points = read_number(file, table, "points");
  rule.raising = read_number(file, table, "raising");
  rule.violent_acts = read_number(file, table, "violent_acts");
  rule.deaths = read_number(file, table, "deaths");
  rule.violent_30 = read_number(file, table, "violent_30");
  rule.deaths_30 = read_number(file, table, "deaths_30");
  rule.any_of = file.texts(table, "any_of");
  rule.any_count = static_cast<int>(file.number_or(table, "any_count", 1));
  rule.all_of = file.texts(table, "all_of");
  check_ids(file, table, rule.any_of, indicators);
  check_ids(file, table, rule.all_of, indicators);
  if (table.empty()) file.fail(table, "a rule that asks nothing", "at least one condition");
  return rule;
}

ViolenceRules read_violence(const DataFile& file, const toml::table& table,
                            const std::vector<Indicator>& indicators) {
  file.check_keys(table, {"events", "ended_by", "ended_strength", "least_confidence"});
  ViolenceRules rules;
  for (const std::string& words : file.texts(table, "events")) {
    rules.events.push_back(parse_event_pattern(words, "violence.events"));
  }
  rules.ended_by = file.texts(table, "ended_by");
  check_ids(file, table, rules.ended_by, indicators);
  rules.ended_strength = file.number(table, "ended_strength");
  rules.least_confidence = file.number(table, "least_confidence");
  return rules;
}

void read_settings(const DataFile& file, Ladder& ladder) {
  const toml::table& trend = file.table(file.root(), "trend");
  file.check_keys(trend, {"days", "least_points", "least_share"});
  ladder.trend = {static_cast<int>(file.number(trend, "days")), file.number(trend, "least_points"),
                  file.number(trend, "least_share")};
  const toml::table& evidence = file.table(file.root(), "evidence");
  file.check_keys(evidence, {"least_strength", "easing_at_most", "most"});
  ladder.least_strength = file.number(evidence, "least_strength");
  ladder.easing_at_most = file.number(evidence, "easing_at_most");
  ladder.most_evidence = static_cast<std::size_t>(std::max(1.0, file.number(evidence, "most")));
  const toml::table& caveats = file.table(file.root(), "caveats");
  file.check_keys(caveats, {"few_voices", "single_source_share", "old_days", "unplaced_share"});
  ladder.caveats = {static_cast<int>(file.number(caveats, "few_voices")),
                    file.number(caveats, "single_source_share"),
                    static_cast<int>(file.number(caveats, "old_days")),
                    file.number(caveats, "unplaced_share")};
}

bool has(const Ids& fired, const std::string& id) {
  return std::binary_search(fired.begin(), fired.end(), id);
}

int count_of(const Ids& fired, const Ids& asked) {
  return static_cast<int>(
      std::count_if(asked.begin(), asked.end(), [&](const auto& id) { return has(fired, id); }));
}

bool holds(const LevelRule& rule, const Standing& standing) {
  const auto enough = [](const std::optional<double>& asked, double found) {
    return !asked || found >= *asked;
  };
  return enough(rule.points, standing.points) && enough(rule.raising, standing.raising) &&
         enough(rule.violent_acts, standing.violent_acts) && enough(rule.deaths, standing.deaths) &&
         enough(rule.violent_30, standing.violent_30) &&
         enough(rule.deaths_30, standing.deaths_30) &&
         (rule.any_of.empty() || count_of(standing.fired, rule.any_of) >= rule.any_count) &&
         count_of(standing.fired, rule.all_of) == static_cast<int>(rule.all_of.size());
}

}  // namespace

Ladder load_ladder(const std::filesystem::path& path, const std::vector<Indicator>& indicators) {
  const DataFile file(path);
  file.check_keys(file.root(), {"violence", "trend", "evidence", "caveats", "level"});
  Ladder ladder;
  ladder.violence = read_violence(file, file.table(file.root(), "violence"), indicators);
  read_settings(file, ladder);
  for (const toml::table* table : file.tables(file.root(), "level")) {
    file.check_keys(*table, {"id", "entered_by", "when"});
    LevelRules level{file.text(*table, "id"), file.texts(*table, "entered_by"), {}};
    for (const toml::table* rule : file.tables(*table, "when")) {
      level.when.push_back(read_rule(file, *rule, indicators));
    }
    ladder.levels.push_back(std::move(level));
  }
  if (ladder.levels.empty()) file.fail(file.root(), "no level", "at least one [[level]]");
  return ladder;
}

Rung rung_of(const Ladder& ladder, const Standing& standing) {
  for (std::size_t level = ladder.levels.size(); level-- > 0;) {
    for (const LevelRule& rule : ladder.levels[level].when) {
      if (holds(rule, standing)) return {level, &rule};
    }
  }
  return {};
}

std::vector<std::string> explain(const LevelRule& rule, const Standing& standing) {
  std::vector<std::string> lines;
  const auto number = [&](const char* what, const std::optional<double>& asked, double found) {
    if (!asked) return;
    lines.push_back(std::string(what) + " " + short_number(found) + ", at least " +
                    short_number(*asked) + " asked");
  };
  number("points", rule.points, standing.points);
  number("raising indicators", rule.raising, standing.raising);
  number("acts of violence in the window", rule.violent_acts, standing.violent_acts);
  number("deaths in the window", rule.deaths, standing.deaths);
  number("acts of violence in 30 days", rule.violent_30, standing.violent_30);
  number("deaths in 30 days", rule.deaths_30, standing.deaths_30);
  const auto named = [&](const char* what, const Ids& asked) {
    std::string found;
    for (const std::string& id : asked) {
      if (has(standing.fired, id)) found += (found.empty() ? "" : ", ") + id;
    }
    if (!asked.empty()) lines.push_back(std::string(what) + found);
  };
  named("all asked for: ", rule.all_of);
  named("of those asked for: ", rule.any_of);
  return lines;
}

}  // namespace tocsin::assess
