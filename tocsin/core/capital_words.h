#pragma once
/// The words of a name: those with a capital letter.

#include <set>
#include <string_view>

#include "tocsin/core/frame.h"

namespace tocsin {

/// The words of `text` that begin with a capital Latin letter, without the signs around them;
/// empty in scripts that have no capitals.
std::set<std::string_view> capital_words(std::string_view text);

/// Those of the frame's places.
std::set<std::string_view> place_names(const Frame& frame, std::string_view text);

}  // namespace tocsin
