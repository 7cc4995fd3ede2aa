#pragma once
/// The numbers of a report's citations, in the order in which they are first used.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/incident.h"
#include "tocsin/report/document.h"
#include "tocsin/report/phrases.h"

namespace tocsin::report {

/// By id of the event.
using Citations = std::map<std::string, Citation, std::less<>>;

/// One sentence of one report has one number, however many events it tells of.
class References {
 public:
  /// `citations` must outlive the references.
  explicit References(const Citations& citations) : citations_(citations) {}

  /// The events that can be cited; the one that speaks for the incident first.
  std::vector<const Citation*> citations(const Incident& incident) const;
  const Citation* find(std::string_view event) const;

  std::vector<int> numbers(const Incident& incident);
  std::vector<int> numbers(const std::vector<std::string>& events);
  std::vector<int> numbers(const std::vector<const Incident*>& incidents);
  /// Of the one sentence that speaks for each incident.
  std::vector<int> leads(const std::vector<const Incident*>& incidents);

  std::vector<Source> sources(const Phrases& phrases) const;

 private:
  int number(const Citation& citation);

  const Citations& citations_;
  std::map<std::pair<std::string, std::string>, int, std::less<>> numbers_;  // report, sentence
  std::vector<const Citation*> used_;
};

/// The sentence with its citations at its end.
///
/// Throws: Error(kInternal) where there is none: what nothing carries is not said.
Sentence cited(Sentence words, std::vector<int> numbers);

}  // namespace tocsin::report
