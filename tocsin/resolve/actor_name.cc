// How it works: the words are walked from left to right; at each word the longest phrase of the
// index is taken. A phrase that is only a modifier ("Iran-backed", "anti-Houthi") is skipped, and
// after a word such as "to" or "in" nothing more is read. What no phrase covers is the rest;
// whether the rest consists of nouns for a state's body, of words that go with a group, or of
// titles, decides whether the mention is the actor itself or something of theirs.
#include "tocsin/resolve/actor_name.h"

#include <algorithm>

namespace tocsin::resolve {
namespace {

struct Hit {
  PhraseKind kind;
  const ActorRecord* record = nullptr;
  std::string value;
};

bool contains_text(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

class NameReader {
 public:
  NameReader(std::string_view text, Span span, const ActorKind& kind, const ActorTable& table,
             const CountryVotes& votes)
      : kind_(kind), table_(table), words_(table.words()), votes_(votes) {
    reading_.words = words_of(text, span, words_.folding);
  }

  NameReading read() {
    walk();
    note_countries();
    note_actor();
    if (reading_.record == nullptr && !several_actors_) {
      note_body();
      note_office();
    }
    note_named();
    return std::move(reading_);
  }

 private:
  const NameWord& word(std::size_t at) const { return reading_.words[at]; }

  void walk() {
    for (std::size_t at = 0; at < reading_.words.size();) {
      const auto phrases = table_.longest_phrases(reading_.words, at);
      if (phrases.empty()) {
        if (at > 0 && has_form_in(word(at), words_.stop_words)) break;
        rest_.push_back(&word(at++));
        continue;
      }
      const std::size_t length = phrases.front()->words.size();
      const std::size_t end = at + length;
      if (phrases.front()->kind == PhraseKind::kForeign) {
        at = after_phrase(end);
        modified_ = true;
      } else if (end < reading_.words.size() && has_form_in(word(end), words_.link_words)) {
        at = end + 1;
        modified_ = true;
      } else {
        take(phrases, at, end);
        at = end;
      }
    }
  }

  std::size_t after_phrase(std::size_t at) const {
    if (at >= reading_.words.size()) return at;
    const auto phrases = table_.longest_phrases(reading_.words, at);
    return at + (phrases.empty() ? 1 : phrases.front()->words.size());
  }

  void take(const std::vector<const Phrase*>& phrases, std::size_t at, std::size_t end) {
    const std::optional<Hit> hit = choose(phrases);
    const bool is_plain =
        hit &&
        (hit->kind == PhraseKind::kTitle ? kind_.is_person : !is_inside_a_name(*hit, at, end));
    if (is_plain) {
      hits_.push_back(*hit);
      return;
    }
    for (std::size_t i = at; i < end; ++i) rest_.push_back(&word(i));
  }

  /// One meaning of several phrases of the same words; nothing where they cannot be told apart.
  std::optional<Hit> choose(const std::vector<const Phrase*>& phrases) {
    std::vector<const Phrase*> actors;
    std::vector<const Phrase*> others;
    for (const Phrase* phrase : phrases) {
      if (phrase->kind == PhraseKind::kNothing) return std::nullopt;
      (phrase->kind == PhraseKind::kActor ? actors : others).push_back(phrase);
    }
    note_candidates(actors);
    std::vector<const Phrase*> fitting;
    for (const Phrase* phrase : actors) {
      if (contains_text(table_.records()[phrase->record].sectors, kind_.sector)) {
        fitting.push_back(phrase);
      }
    }
    if (fitting.empty() && others.empty()) fitting = actors;
    if (!fitting.empty()) return choose_actor(fitting);
    return choose_country(others);
  }

  void note_candidates(const std::vector<const Phrase*>& actors) {
    for (const Phrase* phrase : actors) {
      const ActorRecord* record = &table_.records()[phrase->record];
      auto& known = reading_.candidates;
      if (std::find(known.begin(), known.end(), record) == known.end()) known.push_back(record);
    }
  }

  std::optional<Hit> choose_actor(const std::vector<const Phrase*>& phrases) const {
    std::vector<const ActorRecord*> best;
    int most = -1;
    for (const Phrase* phrase : phrases) {
      const ActorRecord& record = table_.records()[phrase->record];
      const auto found = votes_.find(record.country);
      const int count = found == votes_.end() ? 0 : found->second;
      if (count > most) best.clear();
      if (count >= most && std::find(best.begin(), best.end(), &record) == best.end()) {
        best.push_back(&record);
      }
      most = std::max(most, count);
    }
    if (best.size() != 1) return std::nullopt;
    return Hit{PhraseKind::kActor, best.front(), ""};
  }

  std::optional<Hit> choose_country(const std::vector<const Phrase*>& phrases) const {
    std::vector<const Phrase*> best;
    int most = -1;
    for (const Phrase* phrase : phrases) {
      const auto found = votes_.find(phrase->value);
      const int count = found == votes_.end() ? 0 : found->second;
      if (count > most) best.clear();
      const bool is_known = std::any_of(best.begin(), best.end(), [&](const Phrase* each) {
        return each->value == phrase->value;
      });
      if (count >= most && !is_known) best.push_back(phrase);
      most = std::max(most, count);
    }
    if (best.size() != 1) return std::nullopt;
    return Hit{best.front()->kind, nullptr, best.front()->value};
  }

  /// Whether the phrase is a part of a person's own name: "Michael Jordan", "حسن المصري".
  bool is_inside_a_name(const Hit& hit, std::size_t at, std::size_t end) const {
    if (!kind_.is_person) return false;
    if (hit.record != nullptr && hit.record->is_person) return false;
    if (word(at).caseless) {
      return hit.kind == PhraseKind::kAdjective && at > 0 && word(at).definite &&
             !word(at - 1).definite && !has_form_in(word(at - 1), words_.honorifics);
    }
    if (end < reading_.words.size() && has_form_in(word(end), words_.honorifics)) return false;
    bool has_other = false;
    for (std::size_t i = 0; i < reading_.words.size(); ++i) {
      if (i >= at && i < end) continue;
      if (has_form_in(word(i), words_.honorifics)) continue;
      if (!word(i).capital) return false;
      has_other = true;
    }
    return has_other;
  }

  void note_countries() {
    for (const Hit& hit : hits_) {
      if (hit.kind == PhraseKind::kActor || hit.kind == PhraseKind::kTitle) continue;
      if (!contains_text(reading_.countries, hit.value)) reading_.countries.push_back(hit.value);
    }
  }

  bool rest_is_in(const ActorWords::Set& words) const {
    return std::all_of(rest_.begin(), rest_.end(),
                       [&](const NameWord* each) { return has_form_in(*each, words); });
  }

  void note_actor() {
    std::vector<const ActorRecord*> records;
    for (const Hit& hit : hits_) {
      if (hit.record == nullptr) continue;
      if (hit.record->is_person && kind_.is_person) records = {hit.record};
      if (!records.empty() && records.front()->is_person && kind_.is_person) continue;
      if (std::find(records.begin(), records.end(), hit.record) == records.end()) {
        records.push_back(hit.record);
      }
    }
    if (records.size() > 1) {
      several_actors_ = true;
      note_common_country(records);
      return;
    }
    if (!records.empty()) note_one_actor(*records.front());
  }

  void note_common_country(const std::vector<const ActorRecord*>& records) {
    for (const ActorRecord* record : records) {
      if (!record->country.empty() && !contains_text(reading_.countries, record->country)) {
        reading_.countries.push_back(record->country);
      }
    }
    reading_.why = "it names several actors";
  }

  void note_one_actor(const ActorRecord& record) {
    const bool same_sort = record.is_person == kind_.is_person;
    if (same_sort && kind_.is_person && rest_is_in(words_.honorifics)) {
      reading_.record = &record;
    } else if (same_sort && !kind_.is_person) {
      if (rest_is_in(words_.members)) {
        reading_.record = &record;
      } else if (contains_text(record.sectors, kind_.sector)) {
        reading_.record = &record;
        reading_.is_part = true;
      }
    }
    // "Khaled Assad" is not of the country of another Assad.
    const bool is_other_person = reading_.record == nullptr && record.is_person && kind_.is_person;
    if (reading_.record == nullptr && !is_other_person && !record.country.empty() &&
        reading_.countries.empty()) {
      reading_.countries.push_back(record.country);
      reading_.why = "it is named by " + record.name;
    }
  }

  void note_body() {
    if (kind_.is_person || reading_.countries.size() != 1 || modified_) return;
    const bool is_of_state =
        std::any_of(table_.state_bodies().begin(), table_.state_bodies().end(),
                    [&](const StateBody& body) { return body.sector == kind_.sector; });
    if (!is_of_state) return;
    if (!rest_.empty()) {
      reading_.body = body_of_nouns(rest_, kind_.sector, table_);
      return;
    }
    for (const StateBody& body : table_.state_bodies()) {
      if (body.sector == kind_.sector) reading_.body = body.key;
    }
  }

  void note_office() {
    if (!kind_.is_person || !rest_.empty() || modified_) return;
    std::vector<std::string> offices;
    for (const Hit& hit : hits_) {
      if (hit.kind == PhraseKind::kTitle) offices.push_back(hit.value);
    }
    if (offices.size() == 1) reading_.office = offices.front();
  }

  void note_named() {
    std::size_t capitals = 0;
    std::size_t plain = 0;
    bool is_caseless = false;
    for (const NameWord* each : rest_) {
      if (has_form_in(*each, words_.honorifics)) continue;
      is_caseless = is_caseless || each->caseless;
      capitals += each->capital ? 1 : 0;
      ++plain;
    }
    const bool has_name = is_caseless ? kind_.is_person && plain >= 2
                                      : capitals >= 2 || (capitals == 1 && kind_.is_person);
    const bool is_acronym = !rest_.empty() && rest_.front()->capitals;
    reading_.is_named =
        reading_.record != nullptr || !reading_.body.empty() || has_name || is_acronym;
  }

  ActorKind kind_;
  const ActorTable& table_;
  const ActorWords& words_;
  const CountryVotes& votes_;
  NameReading reading_;
  std::vector<Hit> hits_;
  std::vector<const NameWord*> rest_;
  bool modified_ = false;
  bool several_actors_ = false;
};

bool is_in_term(const ActorTerm& term, Date day) {
  return (!term.from || *term.from <= day) && (!term.to || day <= *term.to);
}

}  // namespace

std::optional<ActorKind> actor_kind(std::string_view kind) {
  if (kind.size() < 3 || kind[1] != '.' || (kind[0] != 'p' && kind[0] != 'g')) return std::nullopt;
  return ActorKind{kind[0] == 'p', std::string(kind.substr(2))};
}

NameReading read_name(std::string_view text, Span span, const ActorKind& kind,
                      const ActorTable& table, const CountryVotes& votes) {
  return NameReader(text, span, kind, table, votes).read();
}

std::string body_of_nouns(const std::vector<const NameWord*>& words, std::string_view sector,
                          const ActorTable& table) {
  std::vector<std::string> keys;
  for (const StateBody& body : table.state_bodies()) {
    const auto nouns = table.words().bodies.find(body.key);
    if (nouns == table.words().bodies.end()) continue;
    const bool all = std::all_of(words.begin(), words.end(), [&](const NameWord* word) {
      return has_form_in(*word, nouns->second);
    });
    if (all && body.sector == sector) return body.key;
    if (all) keys.push_back(body.key);
  }
  return keys.size() == 1 ? keys.front() : std::string();
}

std::string sector_on(const ActorRecord& record, std::string_view read_sector,
                      std::optional<Date> day, const ActorTable& table) {
  std::vector<std::string> sectors = record.sectors;
  if (day) {
    for (const ActorTerm& term : record.offices) {
      if (is_in_term(term, *day)) return std::string(table.office_sector(term.key));
    }
    for (const ActorTerm& term : record.periods) {
      if (is_in_term(term, *day)) sectors.insert(sectors.begin(), term.key);
    }
    if (!record.offices.empty() && sectors.size() > 1 && sectors == record.sectors) {
      const std::string_view office_sector = table.office_sector(record.offices.front().key);
      std::erase(sectors, office_sector);
    }
  }
  return contains_text(sectors, read_sector) ? std::string(read_sector) : sectors.front();
}

}  // namespace tocsin::resolve
