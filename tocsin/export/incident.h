#pragma once
/// An incident as JSON: one line of `tocsin export jsonl --incidents`.

#include <string>

#include "tocsin/core/incident.h"
#include "tocsin/export/text_of.h"

namespace tocsin::exports {

/// One JSON object on one line, without the line's end. The same incident gives the same bytes.
///
/// Units: `start` and `end` of triggers count Unicode code points of the report's text, end
///        exclusive; a trigger whose text is not to be had is null.
std::string to_json(const Incident& incident, const TextOf& text_of);

}  // namespace tocsin::exports
