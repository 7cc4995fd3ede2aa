#include "tocsin/export/assessment.h"

#include <map>
#include <memory>

#include "tocsin/core/utf8.h"
#include "tocsin/export/json.h"

namespace tocsin::exports {
namespace {

// Writes spans as code points; each text is fetched and measured once.
class AssessmentJson {
 public:
  explicit AssessmentJson(const TextOf& text_of) : text_of_(text_of) {}

  Json whole(const Assessment& assessment) {
    Json indicators = Json::array();
    for (const IndicatorState& each : assessment.indicators) indicators.push_back(state(each));
    Json json{{"area", assessment.area},
              {"as_of", to_string(assessment.as_of)},
              {"level", assessment.level},
              {"trend", to_string(assessment.trend)},
              {"indicators", indicators},
              {"baseline", baseline(assessment.baseline)},
              {"probability", probability(assessment.forecast)},
              {"deaths", deaths(assessment.forecast)},
              {"would_raise", assessment.would_raise},
              {"would_lower", assessment.would_lower},
              {"caveats", assessment.caveats},
              {"reasons", reason(assessment.reasons)}};
    return json;
  }

 private:
  struct Measured {
    std::string text;
    std::unique_ptr<CodePointOffsets> offsets;
  };

  const Measured& measured(const std::string& report) {
    const auto [at, is_new] = texts_.try_emplace(report);
    if (is_new) {
      if (text_of_) at->second.text = text_of_(report);
      at->second.offsets = std::make_unique<CodePointOffsets>(at->second.text);
    }
    return at->second;
  }

  void add_span(Json& json, const std::string& report, Span span) {
    const Measured& text = measured(report);
    const bool known = !is_empty(span) && span.end <= text.text.size();
    json["start"] = known ? Json((*text.offsets)(span.begin)) : Json(nullptr);
    json["end"] = known ? Json((*text.offsets)(span.end)) : Json(nullptr);
  }

  Json evidence(const std::vector<Evidence>& all) {
    Json list = Json::array();
    for (const Evidence& each : all) {
      Json json{{"report_id", each.report}};
      add_span(json, each.report, each.sentence);
      json["event"] = each.event;
      json["incident"] = text_or_null(each.incident);
      json["date"] = each.date ? Json(to_string(*each.date)) : Json(nullptr);
      json["weight"] = rounded(each.weight, 4);
      json["sentence"] = each.sentence_text;
      Json trigger = Json::object();
      add_span(trigger, each.report, each.trigger);
      json["trigger"] = trigger;
      list.push_back(json);
    }
    return list;
  }

  Json state(const IndicatorState& state) {
    return {{"id", state.id},
            {"name", state.name},
            {"direction", state.raises ? "up" : "down"},
            {"weight", rounded(state.weight < 0 ? -state.weight : state.weight, 4)},
            {"basis", state.basis},
            {"evidence", evidence(state.evidence)}};
  }

  static Json baseline(const std::optional<Baseline>& baseline) {
    if (!baseline) return nullptr;
    Json families = Json::array();
    for (const Surprise& each : baseline->families) {
      families.push_back({{"family", each.family},
                          {"observed", each.observed},
                          {"expected", rounded(each.expected, 4)},
                          {"tail_probability", rounded(each.tail_probability, 6)},
                          {"change_point", each.change_point ? Json(to_string(*each.change_point))
                                                             : Json(nullptr)}});
    }
    return {{"days_of_history", baseline->days_of_history}, {"families", families}};
  }

  static Json chance(const Probability& chance) {
    return {{"p", rounded(chance.p, 6)},
            {"low", rounded(chance.low, 6)},
            {"high", rounded(chance.high, 6)}};
  }

  static Json probability(const std::optional<Forecast>& forecast) {
    if (!forecast) return nullptr;
    return {{"7d", chance(forecast->within_7_days)}, {"30d", chance(forecast->within_30_days)}};
  }

  static Json deaths(const std::optional<Forecast>& forecast) {
    if (!forecast) return nullptr;
    Json quantiles = Json::array();
    for (const auto& [level, count] : forecast->death_quantiles) {
      quantiles.push_back({level, count});
    }
    return {{"days", 30},
            {"expected", rounded(forecast->expected_deaths_30_days, 3)},
            {"quantiles", quantiles}};
  }

  Json reason(const Reason& reason) {
    Json parts = Json::array();
    for (const Reason& part : reason.parts) parts.push_back(this->reason(part));
    return {{"text", reason.text},
            {"value", reason.value ? Json(rounded(*reason.value, 6)) : Json(nullptr)},
            {"parts", parts},
            {"evidence", evidence(reason.evidence)}};
  }

  const TextOf& text_of_;
  std::map<std::string, Measured> texts_;
};

}  // namespace

std::string to_json(const Assessment& assessment, const TextOf& text_of) {
  return dump(AssessmentJson(text_of).whole(assessment));
}

}  // namespace tocsin::exports
