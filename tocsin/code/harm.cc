#include "tocsin/code/harm.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace tocsin::code {
namespace {

using CountOf = std::optional<EventCount> Event::*;

constexpr std::array<std::pair<Role, CountOf>, 4> kHarms{{{Role::kKilled, &Event::killed},
                                                          {Role::kInjured, &Event::injured},
                                                          {Role::kDetained, &Event::detained},
                                                          {Role::kDisplaced, &Event::displaced}}};

CountOf count_of(Role role) {
  for (const auto& [each, field] : kHarms) {
    if (each == role) return field;
  }
  return nullptr;
}

bool counts(const Event& event, Span words) {
  for (const auto& [role, field] : kHarms) {
    if (event.*field && overlaps((event.*field)->span, words)) return true;
  }
  return event.count && overlaps(event.count->span, words);
}

class HarmGiver {
 public:
  HarmGiver(std::vector<Event>& events, const Text& text, const Codebook& codebook)
      : events_(events), text_(text), codebook_(codebook) {}

  void give(const HarmCount& harm) {
    const CountOf field = count_of(harm.role);
    // "A [seventeenth victim], a grandmother": the reader marked a toll without its number.
    for (Event& event : events_) {
      const bool is_open = event.*field && !(event.*field)->max && harm.max;
      if (is_open && overlaps((event.*field)->span, harm.span)) return set(event, harm);
    }
    const bool is_counted = std::any_of(events_.begin(), events_.end(), [&](const Event& event) {
      return counts(event, harm.span);
    });
    if (is_counted) return;
    Event* best = nullptr;
    std::pair<int, std::uint32_t> nearest;
    for (Event& event : events_) {
      const int rank = rank_of(event, harm);
      if (rank < 0 || event.*field || !may_have(event, harm.role)) continue;
      const std::pair<int, std::uint32_t> distance{rank, gap(event.trigger, harm.span)};
      if (best != nullptr && distance >= nearest) continue;
      best = &event;
      nearest = distance;
    }
    if (best == nullptr && harm.is_more) best = last_harmful(harm);
    if (best != nullptr) set(*best, harm);
  }

 private:
  static void set(Event& event, const HarmCount& harm) {
    event.*count_of(harm.role) =
        EventCount{harm.span, harm.min, harm.max,
                   harm.reason + "; the words beside it say what was done to them"};
  }

  bool may_have(const Event& event, Role role) const {
    const Mode* mode = codebook_.find(event.type, event.mode);
    const bool is_told = event.reality == Reality::kActual || event.reality == Reality::kPossible;
    return is_told && mode != nullptr &&
           std::find(mode->roles.begin(), mode->roles.end(), role) != mode->roles.end();
  }

  /// Where the paragraph tells of no event: the last before it that harmed people.
  Event* last_harmful(const HarmCount& harm) const {
    const Sentence& here = text_.sentences[harm.sentence];
    Event* last = nullptr;
    for (Event& event : events_) {
      if (rank_of(event, harm) >= 0 && may_have(event, harm.role)) return nullptr;
      const bool is_before = event.trigger.end <= here.span.begin;
      const bool has_harmed = event.killed || event.injured;
      if (is_before && has_harmed && may_have(event, harm.role)) last = &event;
    }
    return last == nullptr || last->*count_of(harm.role) ? nullptr : last;
  }

  /// 0 in its sentence, 1 before and 2 behind it in its paragraph; -1 elsewhere.
  int rank_of(const Event& event, const HarmCount& harm) const {
    const Sentence& here = text_.sentences[harm.sentence];
    if (contains(here.span, event.trigger)) return 0;
    for (const Sentence& other : text_.sentences) {
      if (!contains(other.span, event.trigger)) continue;
      if (other.paragraph != here.paragraph) return -1;
      return other.span < here.span ? 1 : 2;
    }
    return -1;
  }

  static std::uint32_t gap(Span a, Span b) {
    return a.end <= b.begin ? b.begin - a.end : b.end <= a.begin ? a.begin - b.end : 0;
  }

  std::vector<Event>& events_;
  const Text& text_;
  const Codebook& codebook_;
};

}  // namespace

void add_harms(std::vector<Event>& events, const Values& values, const Text& text,
               const Codebook& codebook) {
  HarmGiver giver(events, text, codebook);
  for (const HarmCount& harm : values.harms) giver.give(harm);
}

}  // namespace tocsin::code
