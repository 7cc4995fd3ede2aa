#include "tocsin/resolve/actor_table.h"

#include <algorithm>

namespace tocsin::resolve {
namespace {

constexpr std::string_view kPrefix = "actors:";

bool fits(const Phrase& phrase, const std::vector<NameWord>& words, std::size_t at) {
  if (at + phrase.words.size() > words.size()) return false;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    const NameWord& word = words[at + i];
    if (!has_form(word, phrase.words[i])) return false;
    if (phrase.capitals[i] && !word.capitals && !word.caseless) return false;
  }
  const NameWord& first = words[at];
  return !phrase.capital || first.capital || first.caseless;
}

std::string lower_ascii(std::string_view code) {
  std::string result(code);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

bool covers(const ActorTerm& term, std::string_view office, std::string_view country, Date day,
            std::optional<Date> as_of) {
  if (term.key != office || term.country != country) return false;
  if (term.from && day < *term.from) return false;
  if (term.to) return day <= *term.to;
  return !as_of || day <= *as_of;
}

}  // namespace

const ActorRecord* ActorTable::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &records_[found->second];
}

void ActorTable::add_phrase(Phrase phrase) {
  if (phrase.words.empty()) return;
  by_first_word_[phrase.words.front()].push_back(static_cast<std::uint32_t>(phrases_.size()));
  phrases_.push_back(std::move(phrase));
}

std::vector<const Phrase*> ActorTable::longest_phrases(const std::vector<NameWord>& words,
                                                       std::size_t at) const {
  std::vector<const Phrase*> best;
  for (const std::string& form : words[at].forms) {
    const auto found = by_first_word_.find(form);
    if (found == by_first_word_.end()) continue;
    for (const std::uint32_t index : found->second) {
      const Phrase& phrase = phrases_[index];
      if (!best.empty() && phrase.words.size() < best.front()->words.size()) continue;
      if (!fits(phrase, words, at)) continue;
      if (!best.empty() && phrase.words.size() > best.front()->words.size()) best.clear();
      if (std::find(best.begin(), best.end(), &phrase) == best.end()) best.push_back(&phrase);
    }
  }
  const auto is_own = [](const Phrase* phrase) { return phrase->is_own; };
  if (std::any_of(best.begin(), best.end(), is_own)) {
    std::erase_if(best, [&](const Phrase* phrase) { return !is_own(phrase); });
  }
  return best;
}

std::vector<const ActorRecord*> ActorTable::named(std::string_view name) const {
  std::vector<const ActorRecord*> found;
  const std::vector<NameWord> words =
      words_of(name, {0, static_cast<std::uint32_t>(name.size())}, words_.folding);
  if (words.empty()) return found;
  for (const Phrase* phrase : longest_phrases(words, 0)) {
    if (phrase->kind != PhraseKind::kActor || phrase->words.size() != words.size()) continue;
    const ActorRecord* record = &records_[phrase->record];
    if (std::find(found.begin(), found.end(), record) == found.end()) found.push_back(record);
  }
  return found;
}

const ActorRecord* ActorTable::holder(std::string_view office, std::string_view country,
                                      Date day) const {
  const ActorRecord* found = nullptr;
  for (const ActorRecord& record : records_) {
    for (const ActorTerm& term : record.offices) {
      if (!covers(term, office, country, day, record.as_of)) continue;
      if (record.is_own) return &record;                         // these stand first
      if (found != nullptr && found != &record) return nullptr;  // the day of a handover
      found = &record;
    }
  }
  return found;
}

std::string_view ActorTable::office_sector(std::string_view office) const {
  const auto found = office_sectors_.find(office);
  return found == office_sectors_.end() ? std::string_view() : found->second;
}

ActorTable::BodyName ActorTable::body(std::string_view country, std::string_view key) const {
  const std::string_view country_words = country_name(country);
  const auto pattern = std::find_if(bodies_.begin(), bodies_.end(),
                                    [&](const StateBody& each) { return each.key == key; });
  if (country_words.empty() || pattern == bodies_.end()) return {};
  const std::string id = std::string(kPrefix) + lower_ascii(country) + "-" + std::string(key);
  if (const ActorRecord* own = find(id)) return {id, own->name, pattern->sector};
  constexpr std::string_view kHole = "{country}";
  std::string name = pattern->name;
  const std::size_t hole = name.find(kHole);
  name.replace(hole, kHole.size(), country_words);
  return {id, name, pattern->sector};
}

std::string_view ActorTable::country_name(std::string_view code) const {
  const auto found = countries_.find(code);
  return found == countries_.end() ? std::string_view() : found->second;
}

std::string_view ActorTable::sector_class(std::string_view sector) const {
  const auto found = sector_classes_.find(sector);
  return found == sector_classes_.end() ? std::string_view() : found->second;
}

std::string_view inter_class(const ActorValue& actor, const ActorTable& table) {
  const ActorRecord* record = table.find(actor.id);
  if (record != nullptr && !record->inter_class.empty()) return record->inter_class;
  return table.sector_class(actor.sector);
}

}  // namespace tocsin::resolve
