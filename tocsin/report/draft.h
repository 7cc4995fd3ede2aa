#pragma once
/// What all sections of a report are written with: its incidents sorted by how they stand, its
/// words and its citations.

#include <string>
#include <vector>

#include "tocsin/report/sitrep.h"

namespace tocsin::report {

using Incidents = std::vector<const Incident*>;

/// Incidents that can be cited, by day and then by id.
struct Sorted {
  Incidents all;
  Incidents deeds;  ///< reported to have happened
  Incidents open;   ///< planned, demanded, threatened, on a condition
  Incidents denied;
  std::size_t uncited = 0;
};

class Draft {
 public:
  Draft(const SitrepInput& input, const Phrases& phrases);

  const SitrepInput& input() const { return input_; }
  const Phrases& phrases() const { return phrases_; }
  References& references() { return references_; }
  const Sorted& now() const { return now_; }
  const Sorted& before() const { return before_; }

  // Pieces of sentences.

  std::string kind(const Incident& incident) const;  ///< with its reality where it is no deed
  std::string place(const Incident& incident) const;
  std::string date(const Incident& incident) const;
  Sentence parties(const Incident& incident) const;
  Sentence harm(const Incident& incident) const;
  Sentence figure(const IncidentFigure& figure) const;
  Sentence short_item(const Incident& incident) const;
  /// The same without how it stands: for what tells that itself.
  Sentence bare_item(const Incident& incident) const;
  /// "air strike (3), clash (2) and others (4)".
  Sentence kinds(const Incidents& incidents) const;

 private:
  Sentence item(const Incident& incident, const std::string& kind) const;
  Sorted sorted(const std::vector<Incident>& incidents) const;

  const SitrepInput& input_;
  const Phrases& phrases_;
  References references_;
  Sorted now_;
  Sorted before_;
};

/// The day an incident began, or else ended.
std::optional<Date> day_of(const Incident& incident);

/// The last day that one of its reports was published.
std::optional<Date> last_published(const Draft& draft, const Incident& incident);

// The sections, in the order of the report; a section without blocks is left out.
Section situation(Draft& draft);
Section assessment(Draft& draft);
Section pictures(Draft& draft);
Section changes(Draft& draft);
Section by_place(Draft& draft);
Section by_type(Draft& draft);
Section figures(Draft& draft);
Section disagreements(Draft& draft);
Section stories(Draft& draft);
Section single_source(Draft& draft);
Section open_acts(Draft& draft);
Section denied(Draft& draft);

/// Where the incidents lie; nothing where no place is known well enough.
std::optional<Picture> draw_map(const Draft& draft);

/// Incidents by day, or by week in long periods; nothing where none has a day in the period.
std::optional<Picture> draw_timeline(const Draft& draft);

/// Whether the timeline counts by weeks.
bool is_by_week(Period period);

}  // namespace tocsin::report
