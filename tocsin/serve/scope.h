#pragma once
/// What a token may do.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "tocsin/core/date.h"

namespace tocsin::serve {

using tocsin::to_string;  // of days: a name of this namespace would hide it

/// Each scope holds those before it.
enum class Scope : std::uint8_t { kNone, kRead, kReview, kWrite, kAdmin };

inline constexpr std::array kScopes{Scope::kRead, Scope::kReview, Scope::kWrite, Scope::kAdmin};

/// "read"; that of kNone is "none".
std::string_view to_string(Scope scope);
/// Nothing for a word that is none of read, review, write, admin.
std::optional<Scope> parse_scope(std::string_view name);

}  // namespace tocsin::serve
