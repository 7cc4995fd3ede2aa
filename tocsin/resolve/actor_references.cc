#include <algorithm>
#include <set>

#include "tocsin/resolve/actor_mentions.h"

namespace tocsin::resolve {
namespace {

constexpr std::uint32_t kPronounReach = 1;      // sentences back
constexpr std::uint32_t kDescriptionReach = 2;  // sentences back
// A country is taken from the places of a report where this share of them lies in it.
constexpr double kDominantShare = 0.6;
constexpr int kFewestPlaces = 2;

/// One actor under all the names that it has in a report.
std::string identity(const ActorMention& mention) {
  return mention.value.id.empty() ? mention.value.name : mention.value.id;
}

class Antecedents {
 public:
  Antecedents(const ActorInput& input, const ActorTable& table, ActorMentions& mentions)
      : input_(input), table_(table), mentions_(mentions) {}

  void resolve(Span span) {
    ActorMention& mention = mentions_.at(span);
    if (!mention.mention.antecedent || !seen_.insert(span).second) return;
    // What already has an entry of its own keeps it; the reader's antecedent can only blur it.
    if (mention.is_settled) return;
    const Span where = *mention.mention.antecedent;
    const std::string why = "the reader takes " +
                            in_quotes(slice(input_.report.text, mention.mention.span)) +
                            " to mean " + in_quotes(slice(input_.report.text, where));
    if (const auto found = mentions_.find(where); found != mentions_.end()) {
      resolve(where);
      stand_for(mention, found->second.value, where, why);
      return;
    }
    const NameReading reading =
        read_name(input_.report.text, where, mention.kind, table_, CountryVotes{});
    stand_for(mention, value_of(input_, table_, where, mention.kind, reading), where, why);
  }

 private:
  const ActorInput& input_;
  const ActorTable& table_;
  ActorMentions& mentions_;
  std::set<Span> seen_;
};

class References {
 public:
  References(const ActorInput& input, ActorMentions& mentions)
      : input_(input), mentions_(mentions) {}

  void run() {
    for (auto& [span, mention] : mentions_) {
      if (mention.is_settled) continue;
      if (mention.pronoun && *mention.pronoun != ReferenceNumber::kSpeaker) {
        resolve(mention, *mention.pronoun, kPronounReach);
      } else if (mention.description) {
        resolve(mention, *mention.description, kDescriptionReach);
      }
    }
  }

 private:
  static bool is_compatible(const ActorMention& mention, ReferenceNumber number,
                            const ActorMention& other) {
    const bool wants_person = number == ReferenceNumber::kPerson;
    if (other.kind.is_person != wants_person) return false;
    if (other.kind.sector != mention.kind.sector && other.value.sector != mention.kind.sector) {
      return false;
    }
    const bool is_reference = other.pronoun.has_value() || other.description.has_value();
    if (is_reference) return other.is_settled;
    return mention.pronoun || other.reading.is_named;
  }

  /// The compatible mentions before `mention` in the sentence `back` sentences before its own.
  std::vector<const ActorMention*> candidates(const ActorMention& mention, ReferenceNumber number,
                                              std::uint32_t back) const {
    std::vector<const ActorMention*> found;
    for (const auto& [span, other] : mentions_) {
      if (span.end > mention.mention.span.begin) break;
      if (other.sentence + back != mention.sentence) continue;
      if (is_compatible(mention, number, other)) found.push_back(&other);
    }
    return found;
  }

  void resolve(ActorMention& mention, ReferenceNumber number, std::uint32_t reach) {
    const std::string words(slice(input_.report.text, mention.mention.span));
    for (std::uint32_t back = 0; back <= std::min(reach, mention.sentence); ++back) {
      const auto found = candidates(mention, number, back);
      if (found.empty()) continue;
      const bool is_one = std::all_of(found.begin(), found.end(), [&](const ActorMention* each) {
        return identity(*each) == identity(*found.front());
      });
      if (!is_one) {
        mention.value.reason = in_quotes(words) +
                               " may stand for several: " + in_quotes(found.front()->value.name) +
                               ", " + in_quotes(found.back()->value.name);
        return;
      }
      stand_for(mention, found.back()->value, found.back()->mention.span,
                in_quotes(words) + ": the only fitting actor shortly before is " +
                    in_quotes(found.back()->value.name));
      return;
    }
  }

  const ActorInput& input_;
  ActorMentions& mentions_;
};

class Countries {
 public:
  Countries(const ActorInput& input, const ActorTable& table, ActorMentions& mentions)
      : input_(input), table_(table), mentions_(mentions) {}

  void run() {
    std::vector<ActorMention*> open;
    for (auto& [span, mention] : mentions_) {
      if (is_open(mention)) open.push_back(&mention);
    }
    for (ActorMention* mention : open) {
      mention->reading.body = body_of(*mention);
      if (!by_other_mentions(*mention)) by_places(*mention);
    }
  }

 private:
  /// A body or office of a state of which no words say which state.
  bool is_open(const ActorMention& mention) const {
    const bool is_unknown = mention.value.country.empty() && mention.value.id.empty() &&
                            mention.reading.countries.empty() && !mention.pronoun &&
                            !mention.value.stands_for;
    return is_unknown && !mention.reading.words.empty() && !mention.reading.is_named &&
           table_.sector_class(mention.kind.sector) == table_.sector_class(state_sector());
  }

  std::string_view state_sector() const {
    return table_.state_bodies().empty() ? std::string_view()
                                         : table_.state_bodies().front().sector;
  }

  std::string body_of(const ActorMention& mention) const {
    if (mention.kind.is_person) return {};
    std::vector<const NameWord*> words;
    for (const NameWord& word : mention.reading.words) words.push_back(&word);
    return body_of_nouns(words, mention.kind.sector, table_);
  }

  /// Whether both mentions hold the same noun; where `mention` is no body itself, a noun of the
  /// state's first body: "the regime's security services".
  bool shares_noun(const ActorMention& mention, const ActorMention& other) const {
    const auto& bodies = table_.words().bodies;
    const auto nouns = table_.state_bodies().empty()
                           ? bodies.end()
                           : bodies.find(table_.state_bodies().front().key);
    for (const NameWord& word : mention.reading.words) {
      const bool counts = !mention.reading.body.empty() ||
                          (nouns != bodies.end() && has_form_in(word, nouns->second));
      if (!counts) continue;
      for (const NameWord& each : other.reading.words) {
        if (has_form(each, word.forms.back())) return true;
      }
    }
    return false;
  }

  /// "the regime" where the report elsewhere speaks of "the Syrian regime" and of no other.
  bool by_other_mentions(ActorMention& mention) {
    const ActorMention* found = nullptr;
    for (const auto& [span, other] : mentions_) {
      if (other.reading.countries.size() != 1 || !shares_noun(mention, other)) continue;
      if (found != nullptr && found->value.country != other.value.country) return false;
      if (found == nullptr) found = &other;
    }
    if (found == nullptr) return false;
    set_country(
        mention, found->value.country,
        "the report speaks of " + in_quotes(slice(input_.report.text, found->mention.span)));
    return true;
  }

  void by_places(ActorMention& mention) {
    std::map<std::string, int> count;
    int all = 0;
    for (const auto& [span, place] : input_.places) {
      if (!place.place || place.place->country.empty()) continue;
      ++count[place.place->country];
      ++all;
    }
    for (const auto& [country, places] : count) {
      if (places < kFewestPlaces || places < kDominantShare * all) continue;
      set_country(mention, country,
                  "inferred: most of the places in the report lie in " +
                      std::string(table_.country_name(country)));
      return;
    }
  }

  void set_country(ActorMention& mention, const std::string& country, const std::string& why) {
    ActorValue& value = mention.value;
    value.country = country;
    value.reason = why;
    const ActorTable::BodyName body = table_.body(country, mention.reading.body);
    if (body.id.empty()) return;
    value.id = body.id;
    value.name = body.name;
    value.sector = body.sector;
  }

  const ActorInput& input_;
  const ActorTable& table_;
  ActorMentions& mentions_;
};

}  // namespace

void resolve_antecedents(const ActorInput& input, const ActorTable& table,
                         ActorMentions& mentions) {
  Antecedents antecedents(input, table, mentions);
  for (const auto& [span, mention] : mentions) antecedents.resolve(span);
}

void resolve_references(const ActorInput& input, ActorMentions& mentions) {
  References(input, mentions).run();
}

void infer_countries(const ActorInput& input, const ActorTable& table, ActorMentions& mentions) {
  Countries(input, table, mentions).run();
}

}  // namespace tocsin::resolve
