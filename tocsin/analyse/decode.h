#pragma once
/// From the network's scores to frames and mentions, in words of one window (train/decode.py is its
/// twin).

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "tocsin/analyse/encoder.h"
#include "tocsin/analyse/manifest.h"

namespace tocsin::analyse {

/// Words `[begin, end)` of the window.
struct WordRange {
  std::uint32_t begin, end;
  bool operator==(const WordRange&) const = default;
};

struct DecodedTrigger {
  WordRange words;
  std::uint32_t label;
  double event_probability;  ///< that an event of any label begins here
  double label_probability;  ///< that one of this label does
};

struct DecodedSpan {
  WordRange words;
  std::uint32_t tag;   ///< number of the role, or of the coarse mention kind
  double probability;  ///< mean over its words
};

struct DecodedState {
  std::uint32_t value;
  double probability;
};

/// The triggers whose event probability reaches `threshold`, from left to right, without overlap.
std::vector<DecodedTrigger> decode_triggers(const Matrix& logits, double threshold);

/// The trigger of a sentence of which annotators may take one word or another ("A [bomb] [killed]
/// three"), so that none reaches the threshold: the best word of the type whose probabilities,
/// summed over the sentence, are the highest and reach `threshold`. Nothing where they do not.
/// `types` holds the number of each label's type.
std::optional<DecodedTrigger> decode_shared_trigger(const Matrix& logits, WordRange sentence,
                                                    const std::vector<std::uint32_t>& types,
                                                    double threshold);

/// The spans of a table of tags: 0 outside, 1 + 2t begin and 2 + 2t inside of tag t; words of one
/// tag with nothing between them are one span, since annotators hardly ever part those and the
/// reader does so in error. `handicap` is taken off the score of "outside": above 0 it finds more
/// spans, of which fewer are right. A begin at one of `breaks`, words that stand apart from the one
/// before (a new line), is always a new span.
std::vector<DecodedSpan> decode_spans(const Matrix& logits, double handicap = 0,
                                      const std::set<std::uint32_t>& breaks = {});

/// The best column of one row and its probability.
DecodedState decode_best(const Matrix& logits, std::uint32_t row);

}  // namespace tocsin::analyse
