#pragma once
/// The entry of a log: a paragraph that begins with a date or a place.

#include <algorithm>

#include "tocsin/core/frame.h"
#include "tocsin/core/text.h"

namespace tocsin::resolve {

/// The first sentence of the paragraph that sentence `index` stands in.
inline std::uint32_t first_of_paragraph(const Text& text, std::uint32_t index) {
  const std::uint32_t paragraph = text.sentences[index].paragraph;
  while (index > 0 && text.sentences[index - 1].paragraph == paragraph) --index;
  return index;
}

/// Whether sentence `index` is the heading of an entry: short, at the head of its paragraph,
/// followed by more, and telling of no event ("17 May. Tsoro, 6 km west of Drodro.", "3. Peski.").
inline bool is_entry_heading(const Text& text, const Analysis& analysis, std::uint32_t index) {
  constexpr std::uint32_t kLongest = 100;  // bytes
  const auto& sentences = text.sentences;
  if (index + 1 >= sentences.size() || length(sentences[index].span) > kLongest) return false;
  const std::uint32_t paragraph = sentences[index].paragraph;
  if (index > 0 && sentences[index - 1].paragraph == paragraph) return false;
  if (sentences[index + 1].paragraph != paragraph) return false;
  return std::none_of(analysis.frames.begin(), analysis.frames.end(),
                      [&](const Frame& frame) { return frame.sentence == index; });
}

}  // namespace tocsin::resolve
