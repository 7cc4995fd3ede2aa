// One-permutation MinHash. Every run of words gets a 64-bit hash; the low bits choose a bin, and
// each bin keeps its least hash. Texts that share most runs of words share most bins. A bin that
// nothing fell into is kEmpty and says nothing.
#include "tocsin/fuse/copies.h"

#include <algorithm>

#include "tocsin/fuse/fold.h"

namespace tocsin::fuse {
namespace {

constexpr std::uint32_t kEmpty = 0xFFFFFFFFU;

std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 33U;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33U;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33U);
}

}  // namespace

std::vector<std::uint32_t> copy_signature(std::string_view text, const CopyRules& rules) {
  const std::vector<FoldedWord> words = folded_words(text);
  if (words.size() < rules.shingle) return {};
  std::vector<std::uint32_t> signature(rules.hashes, kEmpty);
  for (std::size_t first = 0; first + rules.shingle <= words.size(); ++first) {
    std::uint64_t shingle = 0;
    for (std::size_t at = first; at < first + rules.shingle; ++at) {
      shingle = mix(shingle * 31 + words[at].hash);
    }
    std::uint32_t& bin = signature[shingle % rules.hashes];
    bin = std::min(bin, static_cast<std::uint32_t>(shingle >> 32U));
  }
  return signature;
}

double resemblance(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  if (a.size() != b.size()) return 0;
  std::size_t filled = 0;
  std::size_t equal = 0;
  for (std::size_t bin = 0; bin < a.size(); ++bin) {
    if (a[bin] == kEmpty && b[bin] == kEmpty) continue;
    ++filled;
    if (a[bin] == b[bin]) ++equal;
  }
  return filled == 0 ? 0 : static_cast<double>(equal) / static_cast<double>(filled);
}

bool are_copies(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                const CopyRules& rules) {
  return resemblance(a, b) >= rules.least;
}

}  // namespace tocsin::fuse
