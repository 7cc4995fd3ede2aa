#pragma once
/// An assessment as JSON: the contract of docs/assessment.md.

#include <functional>
#include <string>
#include <string_view>

#include "tocsin/core/assessment.h"

namespace tocsin::exports {

/// The text of the report with that id; empty where it is not at hand.
using TextOf = std::function<std::string(std::string_view report)>;

/// One JSON object on one line, without the line's end. The same assessment gives the same bytes.
///
/// Units: `start` and `end` count Unicode code points of the report's text, end exclusive; they are
///        null where the text is not at hand.
std::string to_json(const Assessment& assessment, const TextOf& text_of);

}  // namespace tocsin::exports
