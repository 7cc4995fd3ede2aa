#pragma once
/// Words to word pieces, exactly as the reader was trained (train/tokenizer.py is its twin).

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tocsin/core/span.h"

namespace tocsin::analyse {

/// A Unigram vocabulary.
///
/// Source:  Kudo 2018, "Subword regularization"; pieces and scores of XLM-RoBERTa, cut to the
/// languages served. Threads: const after construction.
class Tokenizer {
 public:
  /// `pieces` holds a line for each piece: the piece, a tab, its score; ids are line numbers from
  /// 0. Throws: Error(kModelInvalid) naming the line.
  explicit Tokenizer(std::string_view pieces);

  /// The piece ids of one word, 1 to 16 of them.
  /// `spaced`: whether white space, or nothing, stands before the word.
  enum class Before { kSpace, kWord };
  std::vector<std::int32_t> word(std::string_view word, Before before) const;

  /// The piece ids of each token of `text`.
  std::vector<std::vector<std::int32_t>> tokens(std::string_view text,
                                                const std::vector<Span>& tokens) const;

  std::int32_t begin() const { return begin_; }
  std::int32_t end() const { return end_; }
  std::int32_t pad() const { return pad_; }

 private:
  struct Piece {
    double score;
    std::int32_t id;
  };
  std::vector<std::int32_t> cut(std::string_view text) const;
  std::int32_t special(std::string_view name,
                       const std::unordered_map<std::string, std::int32_t>& ids) const;

  std::unordered_map<std::string, Piece> pieces_;
  std::size_t longest_ = 0;  // bytes
  double unknown_score_ = 0;
  std::int32_t begin_ = 0, end_ = 0, pad_ = 0, unknown_ = 0;
};

}  // namespace tocsin::analyse
