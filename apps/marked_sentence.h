#pragma once
/// A sentence with the parts that an event was read from marked in it.

#include <string>
#include <string_view>
#include <vector>

#include "apps/styled_text.h"
#include "tocsin/core/event.h"

namespace tocsin::apps {

/// A stretch to be marked: "[label: words]"; without a label it is the trigger, "«words»".
struct Mark {
  Span span;
  std::string label;
  Ink ink = Ink::kPlain;
};

/// The trigger and all role fillers of an event.
std::vector<Mark> marks_of(const Event& event);

/// The sentence as words, marks nested as they lie in one another. Marks on the very same words are
/// shown as one with both labels; a mark that reaches out of the sentence or crosses the end of
/// another is left out (the lines under the sentence still name it).
std::vector<Word> marked_sentence(std::string_view text, Span sentence, std::vector<Mark> marks);

}  // namespace tocsin::apps
