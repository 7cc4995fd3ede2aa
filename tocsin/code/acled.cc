// How it works: those who act and those who are hit are put into a few classes (state, rebel,
// civilian, …) by their sectors, or by the words for them where no sector is known; then the first
// case of the rule whose conditions all hold gives the code.
#include "tocsin/code/acled.h"

#include <algorithm>

namespace tocsin::code {
namespace {

constexpr std::string_view kUnknown = "unknown";

bool is_person(const Mention& mention) { return mention.kind.starts_with("p."); }

std::string sector_of(const EventActor& actor) {
  if (!actor.value.sector.empty()) return actor.value.sector;
  const std::size_t dot = actor.mention.kind.find('.');
  return dot == std::string::npos ? std::string() : actor.mention.kind.substr(dot + 1);
}

bool any_common(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& one) { return b.contains(one); });
}

/// "unknown" is what is left when nothing is known, not one class beside others.
void settle_unknown(std::set<std::string>& classes) {
  if (classes.size() > 1) classes.erase(std::string(kUnknown));
  if (classes.empty()) classes.emplace(kUnknown);
}

/// The words for everybody who is hit.
std::vector<std::string_view> target_texts(const AcledFacts& facts) {
  std::vector<std::string_view> texts;
  for (const auto* actors : {&facts.event.recipient, &facts.harmed}) {
    for (const EventActor& actor : *actors) {
      texts.push_back(slice(facts.text, actor.mention.span));
    }
  }
  return texts;
}

bool any_contains(const Words& words, std::string_view list,
                  const std::vector<std::string_view>& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](std::string_view text) { return words.contains(list, text); });
}

bool has_instrument(const AcledFacts& facts, std::string_view list, const Words& words) {
  std::vector<std::string_view> texts{slice(facts.text, facts.event.trigger)};
  for (const auto* mentions : {&facts.event.weapon, &facts.event.object}) {
    for (const Mention& mention : *mentions) texts.push_back(slice(facts.text, mention.span));
  }
  return any_contains(words, list, texts);
}

/// Whether all acting countries are known to be others than that of the place.
bool is_foreign(const Event& event) {
  if (!event.location || !event.location->place || event.location->place->country.empty()) {
    return false;
  }
  const std::string& home = event.location->place->country;
  return !event.actor.empty() &&
         std::all_of(event.actor.begin(), event.actor.end(), [&](const EventActor& actor) {
           return !actor.value.country.empty() && actor.value.country != home;
         });
}

}  // namespace

std::optional<AcledCode> Acled::parse(std::string_view joined) const {
  for (const AcledCode& code : codes_) {
    if (code.event_type + "/" + code.sub_event_type == joined) return code;
  }
  return std::nullopt;
}

std::string Acled::class_of(const EventActor& actor, std::string SectorClass::*group,
                            std::string SectorClass::*person) const {
  const auto sector = sectors_.find(sector_of(actor));
  if (sector == sectors_.end()) return std::string(kUnknown);
  return sector->second.*(is_person(actor.mention) ? person : group);
}

std::set<std::string> Acled::actor_classes(const AcledFacts& facts) const {
  std::set<std::string> classes;
  for (const EventActor& actor : facts.event.actor) {
    classes.insert(class_of(actor, &SectorClass::actor_group, &SectorClass::actor_person));
  }
  settle_unknown(classes);
  return classes;
}

std::set<std::string> Acled::target_classes(const AcledFacts& facts, const Words& words) const {
  std::set<std::string> classes;
  for (const auto* actors : {&facts.event.recipient, &facts.harmed}) {
    for (const EventActor& actor : *actors) {
      std::string found = class_of(actor, &SectorClass::target_group, &SectorClass::target_person);
      for (const TargetWords& row : target_words_) {
        if (found != kUnknown) break;
        if (words.contains(row.list, slice(facts.text, actor.mention.span))) {
          found = row.target_class;
        }
      }
      classes.insert(std::move(found));
    }
  }
  settle_unknown(classes);
  return classes;
}

std::optional<AcledCode> Acled::decide(std::string_view rule, const AcledFacts& facts,
                                       const Words& words) const {
  const auto cases = rules_.find(rule);
  if (cases == rules_.end()) return std::nullopt;
  const std::set<std::string> actors = actor_classes(facts);
  const std::set<std::string> targets = target_classes(facts, words);
  for (const AcledCase& row : cases->second) {
    if (!row.actor.empty() && !any_common(row.actor, actors)) continue;
    if (!row.target.empty() && !any_common(row.target, targets)) continue;
    if (!row.target_is.empty() && !any_contains(words, row.target_is, target_texts(facts))) {
      continue;
    }
    if (!row.instrument.empty() && !has_instrument(facts, row.instrument, words)) continue;
    if (row.foreign && !is_foreign(facts.event)) continue;
    return row.code;
  }
  return std::nullopt;
}

}  // namespace tocsin::code
