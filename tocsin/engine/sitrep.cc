#include "tocsin/engine/sitrep.h"

#include <algorithm>
#include <map>

#include "tocsin/assess/assess.h"
#include "tocsin/engine/country.h"
#include "tocsin/engine/desk.h"
#include "tocsin/engine/situation.h"

namespace tocsin::engine {
namespace {

bool is_coarse(DatePrecision precision) {
  return precision == DatePrecision::kSeason || precision == DatePrecision::kYear ||
         precision == DatePrecision::kDecade || precision == DatePrecision::kCentury;
}

bool begins_known(const Incident& incident) {
  return incident.date && incident.date->start && !is_coarse(incident.date->precision);
}

bool touches(const Incident& incident, report::Period period) {
  if (!begins_known(incident) || *incident.date->start > period.to) return false;
  return !incident.date->end || *incident.date->end >= period.from;
}

// To be looked for by the day on which it was reported.
bool is_told_in(const Incident& incident, report::Period period) {
  if (!incident.date || !incident.date->start) return true;
  const bool is_done = incident.reality == Reality::kActual || incident.reality == Reality::kDenied;
  return !is_done && begins_known(incident) && *incident.date->start > period.to;
}

std::vector<Incident> incidents_of(Desk& desk, Filter filter, report::Period period) {
  filter.from = period.from;
  filter.to = period.to;
  filter.limit = 0;
  filter.cursor.clear();
  filter.order = Order::kArrival;
  std::map<std::string, Incident> found;
  filter.date_kind = DateKind::kEvent;
  desk.incidents(filter, [&](const Incident& each) {
    if (touches(each, period)) found.emplace(each.id, each);
    return true;
  });
  filter.date_kind = DateKind::kPublished;
  desk.incidents(filter, [&](const Incident& each) {
    if (is_told_in(each, period)) found.emplace(each.id, each);
    return true;
  });
  std::vector<Incident> incidents;
  for (auto& [id, incident] : found) incidents.push_back(std::move(incident));
  return incidents;
}

// The events of each report that are to be cited.
using Wanted = std::map<std::string, std::vector<std::string>>;

void add_citations(Desk& desk, const Wanted& wanted, report::Citations& citations) {
  for (const auto& [id, events] : wanted) {
    const std::optional<DeskReport> report = desk.report(id);
    if (!report) continue;
    for (const Event& each : report->coded.events) {
      if (std::find(events.begin(), events.end(), each.id) == events.end()) continue;
      citations.emplace(each.id, cite(report->coded, each));
    }
  }
}

void want(Wanted& wanted, const std::vector<Incident>& incidents) {
  for (const Incident& incident : incidents) {
    for (const IncidentEvent& each : incident.events) wanted[each.report].push_back(each.event);
  }
}

std::optional<Assessment> assessment_of(Desk& desk, const SitrepRequest& request) {
  const assess::Situation situation = situation_of(desk);
  if (situation.claims.empty()) return std::nullopt;
  assess::Area area;
  area.name = request.filter.area;
  area.circle = request.filter.near;
  area.countries = countries_named(request.data_dir, area.name);
  return assess::assess({area, request.period.to}, situation,
                        assess::load_rules(request.data_dir / "assess"));
}

}  // namespace

report::SitrepInput sitrep_input(Desk& desk, const SitrepRequest& request) {
  report::SitrepInput input;
  input.area = request.filter.area;
  input.period = request.period;
  input.before = report::period_before(request.period);
  input.version = request.version;
  input.incidents = incidents_of(desk, request.filter, input.period);
  input.earlier = incidents_of(desk, request.filter, input.before);
  Wanted wanted;
  want(wanted, input.incidents);
  want(wanted, input.earlier);
  if (request.assessment == WithAssessment::kYes) input.assessment = assessment_of(desk, request);
  if (input.assessment) {
    for (const IndicatorState& indicator : input.assessment->indicators) {
      for (const Evidence& each : indicator.evidence) wanted[each.report].push_back(each.event);
    }
  }
  add_citations(desk, wanted, input.citations);
  return input;
}

}  // namespace tocsin::engine
