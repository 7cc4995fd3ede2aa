#pragma once
/// Mentions that a case gives as arguments of its verb, in the notation of the annotation
/// guidelines: `p.MIL:"Russian general" ; g.GOV:"they"->"Russia" ; num:"two"#2`.

#include "tests/cases/case.h"
#include "tocsin/core/frame.h"

namespace tocsin::cases {

/// The mentions in the case's arguments, as the mentions of an analysis.
///
/// Throws: std::runtime_error where an argument is not well formed or not in the text.
Analysis mentions_of(const Case& input, const std::string& text);

}  // namespace tocsin::cases
