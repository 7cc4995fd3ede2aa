#include "tocsin/resolve/place_focus.h"

#include <algorithm>

namespace tocsin::resolve {
namespace {

constexpr std::size_t kOftenNamed = 2;

/// The sentence that byte `at` lies in, or the last before it.
std::size_t sentence_at(const Text& text, std::uint32_t at) {
  const auto after = std::upper_bound(
      text.sentences.begin(), text.sentences.end(), at,
      [](std::uint32_t byte, const Sentence& sentence) { return byte < sentence.span.begin; });
  return after == text.sentences.begin()
             ? 0
             : static_cast<std::size_t>(after - text.sentences.begin()) - 1;
}

/// The place named in `where` nearest to `at`; one named before it rather than one after.
std::optional<std::size_t> nearest(const std::vector<FocusPlace>& places, Span where,
                                   std::uint32_t at) {
  std::optional<std::size_t> before;
  std::optional<std::size_t> after;
  std::uint32_t last = 0;
  std::uint32_t first = UINT32_MAX;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (const std::uint32_t position : places[i].positions) {
      if (position < where.begin || position >= where.end) continue;
      if (position <= at && (!before || position > last)) {
        before = i;
        last = position;
      } else if (position > at && position < first) {
        after = i;
        first = position;
      }
    }
  }
  return before ? before : after;
}

std::optional<std::size_t> dominant(const std::vector<FocusPlace>& places) {
  std::size_t total = 0;
  std::size_t best = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    total += places[i].positions.size();
    if (places[i].positions.size() > places[best].positions.size()) best = i;
  }
  if (places.empty() || places[best].positions.size() < kOftenNamed) return std::nullopt;
  if (2 * places[best].positions.size() <= total) return std::nullopt;
  return best;
}

}  // namespace

std::optional<Focus> find_focus(const Text& text, const std::vector<FocusPlace>& places,
                                std::uint32_t at) {
  if (!text.sentences.empty()) {
    const std::size_t here = sentence_at(text, at);
    if (const auto found = nearest(places, text.sentences[here].span, at)) {
      return Focus{*found, FocusBasis::kSentence};
    }
    for (const std::size_t other : {here - 1, here + 1}) {
      if (other >= text.sentences.size()) continue;
      if (const auto found = nearest(places, text.sentences[other].span, at)) {
        return Focus{*found, FocusBasis::kNeighbour};
      }
    }
  }
  if (const auto found = dominant(places)) return Focus{*found, FocusBasis::kDocument};
  return std::nullopt;
}

std::string_view words(FocusBasis basis) {
  switch (basis) {
    case FocusBasis::kSentence:
      return "in the same sentence";
    case FocusBasis::kNeighbour:
      return "in the next sentence to it";
    case FocusBasis::kDocument:
      return "more often than any other place of the report";
  }
  return {};
}

}  // namespace tocsin::resolve
