#pragma once
/// A text cut into the windows that the network reads: whole sentences, up to a number of pieces.

#include <cstdint>
#include <string_view>
#include <vector>

#include "tocsin/analyse/encoder.h"
#include "tocsin/analyse/tokenizer.h"
#include "tocsin/core/text.h"

namespace tocsin::analyse {

/// Tokens `[first_token, end_token)` of the text, and what the network takes for them.
struct Window {
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;
  WindowInput input;
};

/// The windows of `text`, in order; every token lies in exactly one. A sentence longer than
/// `pieces` is cut. The windows are a function of the text alone.
std::vector<Window> cut_windows(std::string_view report_text, const Text& text,
                                const Tokenizer& tokenizer, std::uint32_t pieces);

}  // namespace tocsin::analyse
