#pragma once
/// The cheap gate: whether a window holds any word that could tell of an event.

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tocsin/core/span.h"

namespace tocsin::analyse {

/// Words that began a trigger in the corpus, folded. Threads: const after construction.
class Gate {
 public:
  /// One folded word a line. An empty list opens the gate for every window.
  explicit Gate(std::string_view words);

  /// Whether any of the tokens is an event word.
  bool opens(std::string_view text, const std::vector<Span>& tokens, std::uint32_t first,
             std::uint32_t end) const;

 private:
  std::unordered_set<std::string> words_;
};

/// Lower case, NFKC, without Arabic vowel signs: as train/gate.py folds words.
std::string fold_word(std::string_view word);

}  // namespace tocsin::analyse
