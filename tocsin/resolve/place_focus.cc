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

/// The sentences beside `here`, those that tell of it first: the ones before it in its paragraph.
std::vector<std::size_t> beside(const Text& text, std::size_t here) {
  constexpr std::size_t kReach = 3;
  std::vector<std::size_t> found;
  for (std::size_t back = 1; back <= std::min(kReach, here); ++back) {
    if (text.sentences[here - back].paragraph != text.sentences[here].paragraph) break;
    found.push_back(here - back);
  }
  if (here > 0 && found.empty()) found.push_back(here - 1);
  if (here + 1 < text.sentences.size()) found.push_back(here + 1);
  return found;
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

/// Whether every word may be a name, a date or an agency: none begins with a small letter, save the
/// little ones in names ("Democratic Republic of the Congo").
bool is_of_names(std::string_view words) {
  constexpr std::size_t kLittle = 3;  // letters
  if (words.find('\n') != std::string_view::npos) return false;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find_first_of(" (,", at), words.size());
    const bool is_small = end > at && words[at] >= 'a' && words[at] <= 'z';
    if (is_small && end - at > kLittle) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

std::optional<Focus> find_focus(const Text& text, const std::vector<FocusPlace>& places,
                                std::uint32_t at) {
  if (!text.sentences.empty()) {
    const std::size_t here = sentence_at(text, at);
    if (const auto found = nearest(places, text.sentences[here].span, at)) {
      return Focus{*found, FocusBasis::kSentence};
    }
    for (const std::size_t other : beside(text, here)) {
      if (const auto found = nearest(places, text.sentences[other].span, at)) {
        return Focus{*found, FocusBasis::kNeighbour};
      }
    }
  }
  if (const auto found = dominant(places)) return Focus{*found, FocusBasis::kDocument};
  return std::nullopt;
}

bool is_in_dateline(std::string_view text, std::uint32_t at) {
  constexpr std::size_t kLongest = 70;  // bytes of a dateline
  const std::size_t line = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  const std::string_view opening = text.substr(begin, kLongest);
  std::size_t end = std::string_view::npos;
  for (const std::string_view dash : {" - ", " – ", " — ", "— ", "– ", " -- "}) {
    end = std::min(end, opening.find(dash));
  }
  if (end == std::string_view::npos || at - begin >= end) return false;
  return is_of_names(opening.substr(0, end));
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
