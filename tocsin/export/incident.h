#pragma once
/// An incident as JSON: one line of `tocsin export jsonl --incidents`.

#include <functional>
#include <string>
#include <string_view>

#include "tocsin/core/incident.h"

namespace tocsin::exports {

/// The text of a report, valid until the next call; empty when it is not to be had.
using TextOf = std::function<std::string_view(std::string_view report)>;

/// One JSON object on one line, without the line's end. The same incident gives the same bytes.
///
/// Units: `start` and `end` of triggers count Unicode code points of the report's text, end
///        exclusive; a trigger whose text is not to be had is null.
std::string to_json(const Incident& incident, const TextOf& text_of);

}  // namespace tocsin::exports
