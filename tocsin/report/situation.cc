// The situation in three sentences, and what changed against the period before.
#include <algorithm>
#include <map>
#include <set>

#include "tocsin/report/draft.h"

namespace tocsin::report {
namespace {

struct Toll {
  std::int64_t low = 0;
  std::int64_t best = 0;
  std::int64_t high = 0;
  Incidents incidents;  // in which people were killed
  const Incident* worst = nullptr;
};

Toll toll_of(const Incidents& deeds) {
  Toll toll;
  for (const Incident* each : deeds) {
    if (!each->killed || each->killed->high <= 0) continue;
    toll.low += each->killed->low;
    toll.best += each->killed->best;
    toll.high += each->killed->high;
    toll.incidents.push_back(each);
    if (!toll.worst || each->killed->best > toll.worst->killed->best) toll.worst = each;
  }
  return toll;
}

Incidents with_one_voice(const Incidents& deeds) {
  Incidents single;
  for (const Incident* each : deeds) {
    if (each->voice_groups.size() <= 1) single.push_back(each);
  }
  return single;
}

// The incident that was reported last.
const Incident* latest(const Draft& draft, const Incidents& incidents) {
  return *std::max_element(incidents.begin(), incidents.end(), [&](auto* a, auto* b) {
    return last_published(draft, *a) < last_published(draft, *b);
  });
}

Sentence what_happened(Draft& draft) {
  const Phrases& phrases = draft.phrases();
  const Incidents& deeds = draft.now().deeds;
  const Incidents& told = deeds.empty() ? draft.now().all : deeds;
  const Slots slots{{"area", quoted(draft.input().area)},
                    {"from", plain(phrases.day(draft.input().period.from))},
                    {"to", plain(phrases.day(draft.input().period.to))},
                    {"kinds", draft.kinds(told)}};
  Sentence words = deeds.empty() ? phrases.fill("sentence.no_deeds", slots)
                                 : phrases.counted("sentence.deeds", deeds.size(), slots);
  return cited(std::move(words), draft.references().leads(told));
}

std::optional<Sentence> who_died(Draft& draft) {
  const Toll toll = toll_of(draft.now().deeds);
  if (toll.incidents.empty()) return std::nullopt;
  const Incident& worst = *toll.worst;
  const Slots slots{{"low", number(toll.low)},
                    {"high", number(toll.high)},
                    {"best", number(worst.killed->best)},
                    {"figure", draft.figure(*worst.killed)},
                    {"count", number(static_cast<std::int64_t>(toll.incidents.size()))},
                    {"kind", plain(draft.kind(worst))},
                    {"place", quoted(draft.place(worst))},
                    {"date", plain(draft.date(worst))}};
  const bool is_one = toll.incidents.size() == 1;
  return cited(draft.phrases().fill(is_one ? "sentence.toll_one" : "sentence.toll", slots),
               draft.references().numbers(toll.incidents));
}

std::optional<Sentence> counted_with_latest(Draft& draft, const std::string& key,
                                            const Incidents& incidents) {
  if (incidents.empty()) return std::nullopt;
  const Slots slots{{"last", draft.short_item(*latest(draft, incidents))}};
  return cited(draft.phrases().counted(key, incidents.size(), slots),
               draft.references().leads(incidents));
}

Incidents both(const Incidents& now, const Incidents& before) {
  Incidents all = now;
  all.insert(all.end(), before.begin(), before.end());
  return all;
}

Sentence change_in_count(Draft& draft) {
  const Incidents& now = draft.now().deeds;
  const Incidents& before = draft.before().deeds;
  const Slots slots{{"count", number(static_cast<std::int64_t>(now.size()))},
                    {"before", number(static_cast<std::int64_t>(before.size()))}};
  return cited(draft.phrases().fill("sentence.change.count", slots),
               draft.references().leads(both(now, before)));
}

std::optional<Sentence> change_in_toll(Draft& draft) {
  const Toll now = toll_of(draft.now().deeds);
  const Toll before = toll_of(draft.before().deeds);
  if (now.incidents.empty() && before.incidents.empty()) return std::nullopt;
  const Slots slots{{"count", number(now.best)}, {"before", number(before.best)}};
  return cited(draft.phrases().fill("sentence.change.killed", slots),
               draft.references().numbers(both(now.incidents, before.incidents)));
}

List changes_in_kinds(Draft& draft) {
  constexpr std::size_t kMostKinds = 10;
  struct Pair {
    Incidents now;
    Incidents before;
  };
  const Phrases& phrases = draft.phrases();
  std::map<std::string, Pair> kinds;
  for (const Incident* each : draft.now().deeds) {
    kinds[phrases.kind(each->type, each->mode)].now.push_back(each);
  }
  for (const Incident* each : draft.before().deeds) {
    kinds[phrases.kind(each->type, each->mode)].before.push_back(each);
  }
  const auto size = [](const Pair& pair) {
    const auto now = static_cast<std::int64_t>(pair.now.size());
    return std::abs(now - static_cast<std::int64_t>(pair.before.size()));
  };
  std::vector<std::pair<std::string, Pair>> order(kinds.begin(), kinds.end());
  std::stable_sort(order.begin(), order.end(),
                   [&](const auto& a, const auto& b) { return size(a.second) > size(b.second); });
  List list;
  for (const auto& [kind, pair] : order) {
    if (size(pair) == 0 || list.items.size() == kMostKinds) break;
    const Slots slots{{"kind", plain(kind)},
                      {"count", number(static_cast<std::int64_t>(pair.now.size()))},
                      {"before", number(static_cast<std::int64_t>(pair.before.size()))}};
    const bool is_gone = pair.now.empty();
    list.items.push_back(
        cited(phrases.fill(is_gone ? "sentence.change.kind_gone" : "sentence.change.kind", slots),
              draft.references().leads(both(pair.now, pair.before))));
  }
  return list;
}

std::optional<Sentence> new_places(Draft& draft) {
  std::set<std::string> before;
  for (const Incident* each : draft.before().all) {
    if (each->place) before.insert(each->place->name);
  }
  std::map<std::string, Incidents> fresh;
  for (const Incident* each : draft.now().all) {
    if (each->place && !before.contains(each->place->name)) {
      fresh[each->place->name].push_back(each);
    }
  }
  if (fresh.empty()) return std::nullopt;
  std::vector<Sentence> names;
  Incidents incidents;
  for (const auto& [name, there] : fresh) {
    names.push_back(quoted(name));
    incidents.insert(incidents.end(), there.begin(), there.end());
  }
  return cited(
      draft.phrases().fill("sentence.change.places", {{"places", draft.phrases().list(names)}}),
      draft.references().leads(incidents));
}

}  // namespace

Section situation(Draft& draft) {
  constexpr std::size_t kSentences = 3;
  Section section{draft.phrases().at("heading.situation"), {}};
  if (draft.now().all.empty()) {
    section.blocks.push_back(
        Note{draft.phrases().words("note.nothing", {{"area", plain(draft.input().area)}})});
    return section;
  }
  Paragraph paragraph{{what_happened(draft)}};
  const auto add = [&](std::optional<Sentence> sentence) {
    if (sentence) paragraph.sentences.push_back(*std::move(sentence));
  };
  add(who_died(draft));
  add(counted_with_latest(draft, "sentence.open", draft.now().open));
  if (paragraph.sentences.size() < kSentences) {
    add(counted_with_latest(draft, "sentence.single", with_one_voice(draft.now().deeds)));
  }
  if (paragraph.sentences.size() < kSentences && !draft.before().all.empty()) {
    add(change_in_count(draft));
  }
  section.blocks.push_back(std::move(paragraph));
  return section;
}

Section changes(Draft& draft) {
  Section section{draft.phrases().at("heading.changes"), {}};
  if (draft.now().all.empty()) return section;
  if (draft.before().all.empty()) {
    section.blocks.push_back(Note{draft.phrases().at("note.nothing_before")});
    return section;
  }
  Paragraph paragraph;
  if (!draft.now().deeds.empty() || !draft.before().deeds.empty()) {
    paragraph.sentences.push_back(change_in_count(draft));
  }
  if (auto sentence = change_in_toll(draft)) paragraph.sentences.push_back(*std::move(sentence));
  if (auto sentence = new_places(draft)) paragraph.sentences.push_back(*std::move(sentence));
  section.blocks.push_back(std::move(paragraph));
  List kinds = changes_in_kinds(draft);
  if (kinds.items.empty()) {
    section.blocks.push_back(Note{draft.phrases().at("note.no_change")});
  } else {
    section.blocks.push_back(std::move(kinds));
  }
  return section;
}

}  // namespace tocsin::report
