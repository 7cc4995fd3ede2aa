#pragma once
/// Who? The persons, groups and states that a report's mentions stand for.

#include <map>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/actor_table.h"

namespace tocsin::resolve {

struct ActorInput {
  const Report& report;
  const Text& text;
  const Analysis& analysis;
  const DocumentDate& document_date;
  const std::map<Span, PlaceValue>& places;  ///< may be empty
};

/// A value for each mention of kind p.* or g.* in the analysis, by its span.
///
/// In this order: the mention's own words; a nickname or acronym that the text introduces; the
/// antecedent that the reader gave; a full name elsewhere in the report; the one actor that a
/// pronoun or description can stand for in the same sentence or shortly before; for bodies of a
/// state, the country of which the report speaks; for all others of sectors that belong to a
/// country
/// ("residents"), whose the words before them say they are, or where the report is. Offices and
/// sectors are those of the document's date.
///
/// Returns: empty fields where the report does not say; `name` is then the words of the mention.
/// Threads: a pure function.
/// Cost:    quadratic in the mentions of a report at worst.
std::map<Span, ActorValue> resolve_actors(const ActorInput& input, const ActorTable& table);

}  // namespace tocsin::resolve
