#pragma once
/// What the reader's file says of itself: its labels by codebook id, sizes and thresholds.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/frame.h"

namespace tocsin::analyse {

/// The order of each list is the order of the reader's outputs.
struct Manifest {
  std::string name;                  ///< "tocsin-reader-1"
  std::vector<std::string> labels;   ///< "COERCE:siege", or "SUPPORT" where a type is used alone
  std::vector<std::uint32_t> types;  ///< of each label, the number of its type
  std::vector<Role> roles;
  std::vector<Reality> realities;
  std::vector<Aspect> aspects;
  std::vector<LinkKind> links;         ///< of the outputs after the first, which is "none"
  std::vector<std::string> mentions;   ///< coarse kinds of the mention tags: "p", "g", "loc", …
  std::vector<std::string> kinds;      ///< "p.MIL", "loc", …
  std::vector<std::string> languages;  ///< languages it was trained on
  std::uint32_t window_pieces = 160;   ///< pieces in a window, at most
  double threshold = 0.5;              ///< an event begins where its probability reaches this
  double shared_threshold = 0.3;       ///< or those of a sentence's words together reach this
  double role_handicap = 0;            ///< taken off the score of "no role here" (see decode_spans)
  double link_threshold = 0.5;
};

/// Throws: Error(kModelInvalid) naming the key, what was found and what was expected.
Manifest parse_manifest(std::string_view json);

}  // namespace tocsin::analyse
