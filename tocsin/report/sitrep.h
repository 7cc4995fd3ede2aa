#pragma once
/// The situation report: what reports of a period tell about an area, every sentence with the
/// numbers of the sentences that carry it.

#include <optional>
#include <string>
#include <vector>

#include "tocsin/core/assessment.h"
#include "tocsin/core/incident.h"
#include "tocsin/report/document.h"
#include "tocsin/report/phrases.h"
#include "tocsin/report/references.h"

namespace tocsin::report {

/// Both days included.
struct Period {
  Date from;
  Date to;
};

struct SitrepInput {
  std::string area;  ///< as the user named it; empty: everywhere
  Period period;
  Period before;  ///< what the period is compared with
  std::vector<Incident> incidents;
  std::vector<Incident> earlier;  ///< of the period before
  Citations citations;            ///< of the events of both, and of the assessment's evidence
  std::optional<Assessment> assessment;
  std::string version;  ///< of the program
};

/// The period of the same length that ends the day before.
Period period_before(Period period);

/// Incidents none of whose events is cited are left out, and the report says how many.
///
/// Throws: Error(kDataInvalid) where a phrase is missing.
Document sitrep(const SitrepInput& input, const Phrases& phrases);

std::string to_markdown(const Document& document);

/// A page that stands alone, to be read or printed.
std::string to_html(const Document& document);

/// An Office Open XML document. Source: ECMA-376.
std::string to_docx(const Document& document);

}  // namespace tocsin::report
