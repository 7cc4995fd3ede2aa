#pragma once
/// The lines that stand under an event's sentence: what its words were resolved to.

#include <string>
#include <vector>

#include "apps/styled_text.h"
#include "tocsin/core/event.h"
#include "tocsin/export/detail.h"

namespace tocsin::apps {

struct EventLine {
  std::string label;
  std::vector<Word> words;
};

/// Number, TYPE:mode, reality and aspect where they are not the usual ones, confidence.
std::vector<Word> heading_of(const Event& event);

/// Date, places, actors, numbers, codes and links; with reasons and candidates where `detail` asks
/// for them.
std::vector<EventLine> lines_of(const CodedReport& coded, const Event& event,
                                exports::Detail detail);

}  // namespace tocsin::apps
