#pragma once
/// A network whose scores the test writes down: everything after the encoder is tested without a
/// model.

#include <functional>

#include "tocsin/analyse/encoder.h"

namespace tocsin::analyse {

/// Scores are looked up by place in the window; what a test leaves unset is "outside", "none", the
/// first label.
class FakeEncoder : public Encoder {
 public:
  struct Sizes {
    std::uint32_t labels, roles, mentions, realities, aspects, links, kinds;
  };
  struct Tag {
    std::int32_t word, column;
  };
  struct RoleTag {
    std::int32_t trigger_word, word, column;
  };
  struct Pair {
    std::int32_t from_word, to_word, column;
  };
  struct State {
    std::int32_t trigger_word, column;
  };
  struct SpanState {
    std::int32_t begin_word, column;
  };

  explicit FakeEncoder(Sizes sizes) : sizes_(sizes) {}

  std::vector<Tag> triggers, mentions;
  std::vector<RoleTag> roles;
  std::vector<State> realities, aspects;
  std::vector<Pair> links;
  std::vector<SpanState> kinds, antecedents;

  WordScores words(const WindowInput& window) const override {
    const auto count = static_cast<std::uint32_t>(window.first.size());
    WordScores scores{table(count, 4), table(count, 2 + sizes_.labels),
                      table(count, 1 + 2 * sizes_.mentions)};
    for (const Tag& tag : triggers) set(scores.triggers, tag.word, tag.column);
    for (const Tag& tag : mentions) set(scores.mentions, tag.word, tag.column);
    return scores;
  }

  FrameScores frames(const Matrix& words, std::span<const TriggerInput> inputs) const override {
    const auto count = static_cast<std::uint32_t>(inputs.size());
    FrameScores scores;
    scores.realities = table(count, sizes_.realities);
    scores.aspects = table(count, sizes_.aspects);
    for (std::uint32_t k = 0; k < count; ++k) {
      const std::int32_t word = inputs[k].begin;
      for (const State& state : realities)
        if (state.trigger_word == word)
          set(scores.realities, static_cast<std::int32_t>(k), state.column);
      for (const State& state : aspects)
        if (state.trigger_word == word)
          set(scores.aspects, static_cast<std::int32_t>(k), state.column);
      Matrix tags = table(words.rows, 1 + 2 * sizes_.roles);
      for (const RoleTag& tag : roles)
        if (tag.trigger_word == word) set(tags, tag.word, tag.column);
      scores.roles.push_back(std::move(tags));
      Matrix row = table(count, 1 + sizes_.links);
      for (const Pair& pair : links) {
        for (std::uint32_t j = 0; j < count; ++j)
          if (pair.from_word == word && pair.to_word == inputs[j].begin)
            set(row, static_cast<std::int32_t>(j), pair.column);
      }
      scores.links.push_back(std::move(row));
    }
    return scores;
  }

  SpanScores spans(const Matrix& words, std::span<const SpanInput> inputs) const override {
    const auto count = static_cast<std::uint32_t>(inputs.size());
    SpanScores scores{table(count, sizes_.kinds), table(count, 1 + words.rows)};
    for (std::uint32_t s = 0; s < count; ++s) {
      for (const SpanState& state : kinds)
        if (state.begin_word == inputs[s].begin)
          set(scores.kinds, static_cast<std::int32_t>(s), state.column);
      for (const SpanState& state : antecedents)
        if (state.begin_word == inputs[s].begin)
          set(scores.antecedents, static_cast<std::int32_t>(s), state.column);
    }
    return scores;
  }

 private:
  // Column 0 is the default of every row.
  static Matrix table(std::uint32_t rows, std::uint32_t columns) {
    Matrix matrix{rows, columns,
                  std::vector<float>(static_cast<std::size_t>(rows) * columns, 0.0F)};
    for (std::uint32_t r = 0; r < rows; ++r)
      matrix.values[static_cast<std::size_t>(r) * columns] = 4.0F;
    return matrix;
  }
  static void set(Matrix& matrix, std::int32_t row, std::int32_t column) {
    matrix
        .values[static_cast<std::size_t>(row) * matrix.columns + static_cast<std::size_t>(column)] =
        12.0F;
  }

  Sizes sizes_;
};

}  // namespace tocsin::analyse
