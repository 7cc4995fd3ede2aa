#include "tocsin/report/sitrep.h"

#include <cmath>
#include <set>

#include "tocsin/report/draft.h"

namespace tocsin::report {
namespace {

std::string percent(double p) { return std::to_string(std::lround(p * 100)) + " %"; }

// The estimate of a model is no statement that a sentence could carry: it is a note.
Note forecast_note(const Draft& draft, const std::optional<Forecast>& forecast) {
  if (!forecast) return {draft.phrases().at("note.no_forecast")};
  const Probability& week = forecast->within_7_days;
  const Probability& month = forecast->within_30_days;
  return {draft.phrases().words("note.forecast", {{"week", plain(percent(week.p))},
                                                  {"week_low", plain(percent(week.low))},
                                                  {"week_high", plain(percent(week.high))},
                                                  {"month", plain(percent(month.p))},
                                                  {"month_low", plain(percent(month.low))},
                                                  {"month_high", plain(percent(month.high))}})};
}

std::vector<std::string> events_of(const IndicatorState& indicator) {
  std::vector<std::string> events;
  for (const Evidence& each : indicator.evidence) events.push_back(each.event);
  return events;
}

// Everything that the report is made from can be cited: also evidence whose event the caller did
// not look up, by what the evidence itself holds.
Citations with_evidence(const SitrepInput& input) {
  Citations citations = input.citations;
  if (!input.assessment) return citations;
  for (const IndicatorState& indicator : input.assessment->indicators) {
    for (const Evidence& each : indicator.evidence) {
      Citation citation;
      citation.event = each.event;
      citation.report = each.report;
      citation.sentence = each.sentence_text;
      citations.try_emplace(each.event, std::move(citation));
    }
  }
  return citations;
}

std::size_t reports_in(const Draft& draft) {
  std::set<std::string_view> reports;
  for (const Incident* each : draft.now().all) {
    for (const IncidentEvent& event : each->events) reports.insert(event.report);
  }
  return reports.size();
}

std::vector<std::string> under_title(const Draft& draft) {
  const Phrases& phrases = draft.phrases();
  const SitrepInput& input = draft.input();
  const auto period = [&](const char* key, Period days) {
    return phrases.words(
        key, {{"from", plain(phrases.day(days.from))}, {"to", plain(phrases.day(days.to))}});
  };
  return {period("title.period", input.period), period("title.compared", input.before),
          phrases.words("title.made",
                        {{"version", plain(input.version)},
                         {"incidents", number(static_cast<std::int64_t>(draft.now().all.size()))},
                         {"reports", number(static_cast<std::int64_t>(reports_in(draft)))}})};
}

Document document_of(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  Document document;
  document.language = phrases.language();
  document.direction = phrases.direction();
  document.title = phrases.words("title.report", {{"area", plain(draft.input().area)}});
  document.under_title = under_title(draft);
  for (auto* make : {situation, assessment, pictures, changes, by_place, by_type, figures,
                     disagreements, stories, single_source, open_acts, denied}) {
    Section section = make(draft);
    if (!section.blocks.empty()) document.sections.push_back(std::move(section));
  }
  if (draft.now().uncited > 0) {
    document.sections.front().blocks.push_back(Note{phrases.words(
        "note.uncited", {{"count", number(static_cast<std::int64_t>(draft.now().uncited))}})});
  }
  document.sources_heading = phrases.at("heading.sources");
  document.sources = draft.references().sources(phrases);
  return document;
}

}  // namespace

Section assessment(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  Section section{phrases.at("heading.assessment"), {}};
  const std::optional<Assessment>& found = draft.input().assessment;
  if (!found) return section;
  List indicators;
  std::vector<std::string> all_events;
  for (const IndicatorState& each : found->indicators) {
    const std::vector<std::string> events = events_of(each);
    const std::vector<int> numbers = draft.references().numbers(events);
    if (numbers.empty()) continue;
    all_events.insert(all_events.end(), events.begin(), events.end());
    indicators.items.push_back(
        cited(phrases.fill(each.raises ? "sentence.indicator.raises" : "sentence.indicator.lowers",
                           {{"name", quoted(each.name)}}),
              numbers));
  }
  const Slots level{{"level", plain(phrases.name("level", found->level))},
                    {"trend", plain(phrases.name("trend", to_string(found->trend)))}};
  const std::vector<int> numbers = draft.references().numbers(all_events);
  if (numbers.empty()) {
    section.blocks.push_back(Note{phrases.words("note.level", level)});
  } else {
    section.blocks.push_back(Paragraph{{cited(phrases.fill("sentence.level", level), numbers)}});
    section.blocks.push_back(std::move(indicators));
  }
  // Without a forecast a caveat says why.
  if (found->forecast || found->caveats.empty()) {
    section.blocks.push_back(forecast_note(draft, found->forecast));
  }
  for (const std::string& each : found->caveats) {
    section.blocks.push_back(Note{phrases.words("note.caveat", {{"text", plain(each)}})});
  }
  return section;
}

Period period_before(Period period) {
  const auto length = period.to - period.from + std::chrono::days{1};
  return {period.from - length, period.from - std::chrono::days{1}};
}

Document sitrep(const SitrepInput& input, const Phrases& phrases) {
  SitrepInput whole = input;
  whole.citations = with_evidence(input);
  if (whole.area.empty()) whole.area = phrases.at("part.everywhere");
  Draft draft(whole, phrases);
  return document_of(draft);
}

}  // namespace tocsin::report
