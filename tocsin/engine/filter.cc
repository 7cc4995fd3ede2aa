#include "tocsin/engine/filter.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>

namespace tocsin::engine {
namespace {

std::string message(std::size_t removed, double least) {
  char text[128];
  std::snprintf(text, sizeof text, "%zu event%s with a confidence below %.2f %s left out.", removed,
                removed == 1 ? "" : "s", least, removed == 1 ? "was" : "were");
  return text;
}

}  // namespace

std::size_t remove_events_below(CodedReport& coded, double least) {
  std::set<std::string, std::less<>> removed;
  for (const Event& event : coded.events) {
    if (event.confidence < least) removed.insert(event.id);
  }
  if (removed.empty()) return 0;
  std::erase_if(coded.events, [&](const Event& event) { return removed.contains(event.id); });
  for (Event& event : coded.events) {
    std::erase_if(event.links, [&](const EventLink& link) { return removed.contains(link.event); });
  }
  coded.diagnostics.push_back({"below_min_confidence", message(removed.size(), least), {}});
  return removed.size();
}

}  // namespace tocsin::engine
