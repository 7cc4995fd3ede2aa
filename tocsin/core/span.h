#pragma once
/// A range of bytes in the text of a report: the evidence that every derived value carries.

#include <compare>
#include <cstdint>
#include <string_view>

namespace tocsin {

/// Bytes `[begin, end)` of the UTF-8 text of one report. An empty span means "nowhere".
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const Span&) const = default;
};

inline bool is_empty(Span span) { return span.begin >= span.end; }
inline std::uint32_t length(Span span) { return is_empty(span) ? 0 : span.end - span.begin; }
inline bool overlaps(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }
inline bool contains(Span outer, Span inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

/// The bytes that `span` covers; empty where it lies outside `text`.
inline std::string_view slice(std::string_view text, Span span) {
  if (is_empty(span) || span.end > text.size()) return {};
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace tocsin
