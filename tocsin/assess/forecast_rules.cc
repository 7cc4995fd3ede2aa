#include "tocsin/assess/forecast_rules.h"

#include "tocsin/assess/data_file.h"

namespace tocsin::assess {
namespace {

Prior read_prior(const DataFile& file, const toml::table& table) {
  const Prior prior{file.number(table, "prior"), file.number(table, "sd")};
  if (prior.sd <= 0) file.fail(*table.get("sd"), "a deviation of 0 or less", "more than 0");
  return prior;
}

ForecastInput read_input(const DataFile& file, const toml::table& table) {
  file.check_keys(table, {"series", "half_life_days", "prior", "sd"});
  ForecastInput input;
  const std::string series = file.text(table, "series");
  if (series == "events") {
    input.series = Series::kEvents;
  } else if (series == "tension") {
    input.series = Series::kTension;
  } else if (series != "deaths") {
    file.fail(*table.get("series"), "\"" + series + "\"", "deaths, events or tension");
  }
  input.half_life_days = file.number(table, "half_life_days");
  if (input.half_life_days <= 0) {
    file.fail(*table.get("half_life_days"), "0 or less", "more than 0");
  }
  input.prior = read_prior(file, table);
  return input;
}

EscalationRules read_escalation(const DataFile& file, const toml::table& table) {
  file.check_keys(table, {"ratio", "reference_days", "reference_months", "least_deaths"});
  return {file.number(table, "ratio"), static_cast<int>(file.number(table, "reference_days")),
          static_cast<int>(file.number(table, "reference_months")),
          file.number(table, "least_deaths")};
}

void read_history(const DataFile& file, const toml::table& table, ForecastRules& rules) {
  file.check_keys(table, {"step_days", "warm_up_days", "most_days", "least_days", "least_events"});
  const auto whole = [&](std::string_view key) {
    const int value = static_cast<int>(file.number(table, key));
    if (value < 1) file.fail(*table.get(key), "less than 1", "a number of 1 or more");
    return value;
  };
  rules.step_days = whole("step_days");
  rules.warm_up_days = whole("warm_up_days");
  rules.most_days = whole("most_days");
  rules.least_days = whole("least_days");
  rules.least_events = whole("least_events");
}

}  // namespace

ForecastRules load_forecast_rules(const std::filesystem::path& path) {
  const DataFile file(path);
  const toml::table& root = file.root();
  file.check_keys(root, {"input", "intercept", "dispersion", "dispersion_slope", "widening",
                         "alert_probability", "history", "escalation"});
  ForecastRules rules;
  for (const toml::table* table : file.tables(root, "input")) {
    rules.inputs.push_back(read_input(file, *table));
  }
  if (rules.inputs.empty()) file.fail(root, "no input", "at least one [[input]]");
  rules.intercept = read_prior(file, file.table(root, "intercept"));
  rules.dispersion = read_prior(file, file.table(root, "dispersion"));
  rules.dispersion_slope = read_prior(file, file.table(root, "dispersion_slope"));
  rules.widening = file.number(root, "widening");
  rules.alert_probability = file.number(root, "alert_probability");
  read_history(file, file.table(root, "history"), rules);
  rules.escalation = read_escalation(file, file.table(root, "escalation"));
  return rules;
}

}  // namespace tocsin::assess
