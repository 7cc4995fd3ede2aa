#pragma once
/// Where sentences end.

#include <string_view>
#include <vector>

#include "tocsin/core/span.h"
#include "tocsin/text/languages.h"

namespace tocsin::text {

/// The stretches of one paragraph that are a sentence each: together they cover the paragraph, with
/// white space at the borders.
std::vector<Span> split_sentences(std::string_view text, Span paragraph, const Language& language);

}  // namespace tocsin::text
