#include "tocsin/analyse/decode.h"

#include <algorithm>
#include <cmath>

namespace tocsin::analyse {
namespace {

std::vector<double> softmax(const float* row, std::uint32_t columns) {
  const float top = *std::max_element(row, row + columns);
  std::vector<double> values(columns);
  double sum = 0;
  for (std::uint32_t i = 0; i < columns; ++i)
    sum += values[i] = std::exp(static_cast<double>(row[i] - top));
  for (double& value : values) value /= sum;
  return values;
}

std::uint32_t best_column(const float* row, std::uint32_t columns) {
  return static_cast<std::uint32_t>(std::max_element(row, row + columns) - row);
}

constexpr std::uint32_t kOutside = 0, kInside = 1,
                        kFirstLabel = 2;  // columns of the trigger scores

}  // namespace

std::vector<DecodedTrigger> decode_triggers(const Matrix& logits, double threshold) {
  std::vector<DecodedTrigger> triggers;
  bool open = false;  // whether the last trigger may still grow
  for (std::uint32_t word = 0; word < logits.rows; ++word) {
    const std::vector<double> row = softmax(logits.row(word), logits.columns);
    const double event = 1 - row[kOutside] - row[kInside];
    if (event >= threshold) {
      const auto best = std::max_element(row.begin() + kFirstLabel, row.end());
      const auto label = static_cast<std::uint32_t>(best - row.begin()) - kFirstLabel;
      if (open && triggers.back().label == label) {
        // "air" + "strike": two events of one kind do not stand side by side.
        triggers.back().words.end = word + 1;
      } else {
        triggers.push_back({{word, word + 1}, label, event, *best});
      }
      open = true;
    } else if (open && row[kInside] > 0.5) {
      triggers.back().words.end = word + 1;
    } else {
      open = false;
    }
  }
  return triggers;
}

std::optional<DecodedTrigger> decode_shared_trigger(const Matrix& logits, WordRange sentence,
                                                    const std::vector<std::uint32_t>& types,
                                                    double threshold) {
  const std::size_t count = 1 + *std::max_element(types.begin(), types.end());
  std::vector<double> sums(count);
  std::vector<DecodedTrigger> best(count);
  for (std::uint32_t word = sentence.begin; word < sentence.end; ++word) {
    const std::vector<double> row = softmax(logits.row(word), logits.columns);
    for (std::uint32_t label = 0; label < types.size(); ++label) {
      const double share = row[kFirstLabel + label];
      sums[types[label]] += share;
      DecodedTrigger& trigger = best[types[label]];
      if (share > trigger.label_probability) trigger = {{word, word + 1}, label, 0, share};
    }
  }
  const auto most = std::max_element(sums.begin(), sums.end());
  if (*most < threshold) return std::nullopt;
  DecodedTrigger trigger = best[static_cast<std::size_t>(most - sums.begin())];
  trigger.event_probability = trigger.label_probability = std::min(1.0, *most);
  return trigger;
}

std::vector<DecodedSpan> decode_spans(const Matrix& logits, double handicap,
                                      const std::set<std::uint32_t>& breaks) {
  std::vector<DecodedSpan> spans;
  std::vector<float> row(logits.columns);
  std::optional<DecodedSpan> current;
  const auto close = [&] {
    if (!current) return;
    current->probability /= current->words.end - current->words.begin;
    spans.push_back(*current);
    current.reset();
  };
  for (std::uint32_t word = 0; word < logits.rows; ++word) {
    row.assign(logits.row(word), logits.row(word) + logits.columns);
    row[kOutside] -= static_cast<float>(handicap);
    const std::uint32_t column = best_column(row.data(), logits.columns);
    const std::uint32_t tag = (column - 1) / 2;
    // A second begin right behind a span of the same tag is the same span: "men of the" + "ELN".
    const bool is_apart = column % 2 == 1 && breaks.contains(word);
    if (current && (column == 0 || tag != current->tag || is_apart)) close();
    if (column == 0) continue;
    const double probability = softmax(row.data(), logits.columns)[column];
    if (current) {
      current->words.end = word + 1;
      current->probability += probability;
    } else {
      current = DecodedSpan{{word, word + 1}, tag, probability};
    }
  }
  close();
  return spans;
}

DecodedState decode_best(const Matrix& logits, std::uint32_t row) {
  const std::uint32_t best = best_column(logits.row(row), logits.columns);
  return {best, softmax(logits.row(row), logits.columns)[best]};
}

}  // namespace tocsin::analyse
