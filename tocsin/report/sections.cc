// Lists and tables of the incidents: by place, by type, figures, disagreements, and those that only
// one source tells of, that are open, or that are denied.
#include <algorithm>
#include <map>

#include "tocsin/report/draft.h"

namespace tocsin::report {
namespace {

Sentence incident_item(Draft& draft, const Incident& incident) {
  const std::size_t voices = incident.voice_groups.size();
  const Sentence told =
      voices < 2 ? Sentence{}
                 : draft.phrases().fill("part.voices",
                                        {{"count", number(static_cast<std::int64_t>(voices))}});
  return cited(draft.phrases().fill("item.incident", {{"date", plain(draft.date(incident))},
                                                      {"place", quoted(draft.place(incident))},
                                                      {"kind", plain(draft.kind(incident))},
                                                      {"parties", draft.parties(incident)},
                                                      {"harm", draft.harm(incident)},
                                                      {"voices", told}}),
               draft.references().numbers(incident));
}

// Sentences with their citations as items; a note where there is none.
Block items_or_none(const Draft& draft, List list) {
  if (list.items.empty()) return Note{draft.phrases().at("note.none")};
  return list;
}

// "Daraa › Izra": the district, or else the province, or else the country.
std::string district(const Draft& draft, const Incident& incident) {
  if (!incident.place) return draft.phrases().at("heading.unknown_place");
  const ClaimPlace& place = *incident.place;
  if (place.admin1.empty()) return place.country.empty() ? place.name : place.country;
  return place.admin2.empty() || place.admin2 == place.admin1 ? place.admin1
                                                              : place.admin1 + " › " + place.admin2;
}

struct Tally {
  std::string kind;
  Incidents incidents;
  IncidentFigure killed;
};

std::vector<Tally> tallies(const Draft& draft) {
  std::map<std::string, Tally> by_kind;
  for (const Incident* each : draft.now().deeds) {
    const std::string kind = draft.phrases().kind(each->type, each->mode);
    Tally& tally = by_kind[kind];
    tally.kind = kind;
    tally.incidents.push_back(each);
    if (!each->killed) continue;
    tally.killed.low += each->killed->low;
    tally.killed.best += each->killed->best;
    tally.killed.high += each->killed->high;
  }
  std::vector<Tally> result;
  for (auto& [kind, tally] : by_kind) result.push_back(std::move(tally));
  std::stable_sort(result.begin(), result.end(), [](const Tally& a, const Tally& b) {
    return a.incidents.size() > b.incidents.size();
  });
  return result;
}

Sentence figure_cell(const Draft& draft, const std::optional<IncidentFigure>& figure) {
  return figure ? draft.figure(*figure) : plain("");
}

bool has_figure(const Incident& incident) {
  return incident.killed || incident.injured || incident.detained || incident.displaced;
}

std::string outlet_of(const Draft& draft, const Citation& citation) {
  if (!citation.outlet.empty()) return citation.outlet;
  return citation.report.empty() ? draft.phrases().at("part.unknown_outlet") : citation.report;
}

// "2023-09-13", "2023-09-13/2023-09-17", "2023-09-13/..": a day or an interval.
std::optional<std::string> date_words(const Draft& draft, const std::string& value) {
  const std::size_t slash = value.find('/');
  const std::string first = value.substr(0, slash);
  const std::string last = slash == std::string::npos ? first : value.substr(slash + 1);
  const auto is_end = [](const std::string& end) {
    return end == ".." || end.empty() || (end.size() == 10 && parse_date(end));
  };
  if (!is_end(first) || !is_end(last)) return std::nullopt;
  const DateInterval interval{parse_date(first), parse_date(last), DatePrecision::kRange};
  return draft.phrases().interval(interval);
}

// Dates and realities in the words of the report, everything else as it stands.
Sentence value_of(const Draft& draft, const std::string& field, const std::string& value) {
  if (field == "reality") return plain(draft.phrases().name("reality", value));
  if (field == "date") {
    if (const auto words = date_words(draft, value)) return plain(*words);
  }
  return quoted(value);
}

}  // namespace

Section by_place(Draft& draft) {
  Section section{draft.phrases().at("heading.places"), {}};
  std::map<std::string, Incidents> places;
  Incidents unknown;
  for (const Incident* each : draft.now().all) {
    (each->place ? places[district(draft, *each)] : unknown).push_back(each);
  }
  const auto add = [&](const std::string& name, const Incidents& incidents) {
    section.blocks.push_back(Subheading{quoted(name)});
    List list;
    for (const Incident* each : incidents) list.items.push_back(incident_item(draft, *each));
    section.blocks.push_back(std::move(list));
  };
  for (const auto& [name, incidents] : places) add(name, incidents);
  if (!unknown.empty()) add(district(draft, *unknown.front()), unknown);
  return section;
}

Section by_type(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  Section section{phrases.at("heading.types"), {}};
  Table table{
      {phrases.at("column.kind"), phrases.at("column.incidents"), phrases.at("column.killed")}, {}};
  for (const Tally& each : tallies(draft)) {
    const bool has_killed = each.killed.high > 0;
    Sentence killed = has_killed ? draft.figure(each.killed) : plain("");
    table.rows.push_back(
        {plain(each.kind), number(static_cast<std::int64_t>(each.incidents.size())),
         cited(std::move(killed), has_killed ? draft.references().numbers(each.incidents)
                                             : draft.references().leads(each.incidents))});
  }
  if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  return section;
}

Section figures(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  Section section{phrases.at("heading.figures"), {}};
  Table table;
  for (const char* each : {"incident", "killed", "injured", "detained", "displaced"}) {
    table.head.push_back(phrases.at("column." + std::string(each)));
  }
  for (const Incident* each : draft.now().deeds) {
    if (!has_figure(*each)) continue;
    table.rows.push_back(
        {draft.short_item(*each), figure_cell(draft, each->killed),
         figure_cell(draft, each->injured), figure_cell(draft, each->detained),
         cited(figure_cell(draft, each->displaced), draft.references().numbers(*each))});
  }
  if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  return section;
}

Section disagreements(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  Section section{phrases.at("heading.disagreements"), {}};
  List list;
  for (const Incident* each : draft.now().all) {
    for (const Disagreement& disagreement : each->disagreements) {
      std::vector<Sentence> versions;
      for (const Version& version : disagreement.versions) {
        const std::vector<int> numbers = draft.references().numbers(version.events);
        if (numbers.empty()) continue;
        versions.push_back(
            cited(phrases.fill("item.version",
                               {{"value", value_of(draft, disagreement.field, version.value)}}),
                  numbers));
      }
      if (versions.size() < 2) continue;
      list.items.push_back(
          phrases.fill("sentence.disagree",
                       {{"incident", draft.bare_item(*each)},
                        {"field", plain(phrases.name("field", disagreement.field))},
                        {"versions", phrases.joined(versions, phrases.at("list.between"))}}));
    }
  }
  if (!list.items.empty()) section.blocks.push_back(std::move(list));
  return section;
}

Section stories(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  Section section{phrases.at("heading.stories"), {}};
  List list;
  for (const Incident* each : draft.now().all) {
    std::vector<Sentence> steps;
    std::optional<Reality> last;
    for (const RealityStep& step : each->story) {
      const std::vector<int> numbers =
          draft.references().numbers(std::vector<std::string>{step.event});
      if (numbers.empty() || last == step.reality) continue;
      last = step.reality;
      const std::string day =
          step.published ? phrases.day(*step.published) : phrases.at("part.unknown_date");
      steps.push_back(
          cited(phrases.fill("item.step",
                             {{"reality", plain(phrases.name("reality", to_string(step.reality)))},
                              {"published", plain(day)}}),
                numbers));
    }
    if (steps.size() < 2) continue;
    list.items.push_back(phrases.fill(
        "sentence.story", {{"incident", draft.bare_item(*each)},
                           {"steps", phrases.joined(steps, phrases.at("list.arrow"))}}));
  }
  if (!list.items.empty()) section.blocks.push_back(std::move(list));
  return section;
}

Section single_source(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  Section section{phrases.at("heading.single"), {}};
  if (draft.now().deeds.empty()) return section;
  List list;
  for (const Incident* each : draft.now().deeds) {
    if (each->voice_groups.size() > 1) continue;
    const Citation& citation = *draft.references().citations(*each).front();
    list.items.push_back(
        cited(phrases.fill("item.single", {{"date", plain(draft.date(*each))},
                                           {"place", quoted(draft.place(*each))},
                                           {"kind", plain(draft.kind(*each))},
                                           {"parties", draft.parties(*each)},
                                           {"harm", draft.harm(*each)},
                                           {"outlet", quoted(outlet_of(draft, citation))}}),
              draft.references().numbers(*each)));
  }
  section.blocks.push_back(items_or_none(draft, std::move(list)));
  return section;
}

namespace {

List open_items(Draft& draft, const Incidents& incidents) {
  const Phrases& phrases = draft.phrases();
  List list;
  for (const Incident* each : incidents) {
    const std::optional<Date> published = last_published(draft, *each);
    list.items.push_back(
        cited(phrases.fill("item.open",
                           {{"kind", plain(draft.kind(*each))},
                            {"parties", draft.parties(*each)},
                            {"place", quoted(draft.place(*each))},
                            {"date", plain(draft.date(*each))},
                            {"published", plain(published ? phrases.day(*published)
                                                          : phrases.at("part.unknown_date"))}}),
              draft.references().numbers(*each)));
  }
  return list;
}

}  // namespace

Section open_acts(Draft& draft) {
  Section section{draft.phrases().at("heading.open"), {}};
  if (draft.now().all.empty()) return section;
  section.blocks.push_back(items_or_none(draft, open_items(draft, draft.now().open)));
  return section;
}

Section denied(Draft& draft) {
  Section section{draft.phrases().at("heading.denied"), {}};
  if (!draft.now().denied.empty()) section.blocks.push_back(open_items(draft, draft.now().denied));
  return section;
}

}  // namespace tocsin::report
