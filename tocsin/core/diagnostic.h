#pragma once
/// Something odd but usable that a stage met: returned with the result, shown to the user, stored.

#include <string>

#include "tocsin/core/span.h"

namespace tocsin {

struct Diagnostic {
  std::string code;     ///< stable, lower-snake: "no_event_words", "encoding_guessed"
  std::string message;  ///< one sentence for the user
  Span span;            ///< where in the text; empty when it concerns the whole report
  bool operator==(const Diagnostic&) const = default;
};

}  // namespace tocsin
