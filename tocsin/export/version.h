#pragma once
/// The version of Tocsin; a test of the program checks it against the project's version in
/// CMakeLists.txt.

#include <string_view>

namespace tocsin {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace tocsin
