#pragma once
/// Coded reports on lines of their own, from desk to desk: everything, nothing lost.

#include <string>
#include <string_view>

#include "tocsin/core/event.h"

namespace tocsin::store {

/// How every line begins, so that such a file is known by its first bytes.
inline constexpr std::string_view kExchangeMark = "{\"tocsin_report\":";

/// The report with its text and coding as one line of JSON, without the line's end.
std::string to_exchange(const CodedReport& coded);

/// Throws: Error(kBadRecord) where the line is none.
CodedReport from_exchange(std::string_view line);

}  // namespace tocsin::store
