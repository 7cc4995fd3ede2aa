#pragma once
/// The entry of a log: a paragraph that begins with a date or a place.

#include "tocsin/core/text.h"

namespace tocsin::resolve {

/// The first sentence of the paragraph that sentence `index` stands in.
inline std::uint32_t first_of_paragraph(const Text& text, std::uint32_t index) {
  const std::uint32_t paragraph = text.sentences[index].paragraph;
  while (index > 0 && text.sentences[index - 1].paragraph == paragraph) --index;
  return index;
}

}  // namespace tocsin::resolve
