#pragma once
/// An assessment as JSON: the contract of docs/assessment.md.

#include <string>

#include "tocsin/core/assessment.h"
#include "tocsin/export/text_of.h"

namespace tocsin::exports {

/// One JSON object on one line, without the line's end. The same assessment gives the same bytes.
///
/// Units: `start` and `end` count Unicode code points of the report's text, end exclusive; they are
///        null where the text is not at hand.
std::string to_json(const Assessment& assessment, const TextOf& text_of);

}  // namespace tocsin::exports
