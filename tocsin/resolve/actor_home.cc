// How it works: of an actor whose own words name no country, first the words right before it are
// asked ("Zimbabwe's [Electoral Court]", "Syrian commander [Abu Ali]"), then, for the sectors that
// belong to a country (data/actors/classes.toml), where the report is: the places of its sentence,
// of the sentences beside it, or most of what the report names. Each says that it is inferred.
// Mentions of one name, and what stands for them, share what was found.
#include <algorithm>
#include <map>
#include <set>

#include "tocsin/resolve/actor_mentions.h"

namespace tocsin::resolve {
namespace {

constexpr std::uint32_t kBeforeBytes = 90;
constexpr std::size_t kMostWords = 3;  // between the owner and the actor
constexpr int kFewestVotes = 2;
constexpr double kHomeShare = 0.6;  // of all that names a country

class Homes {
 public:
  Homes(const ActorInput& input, const ActorTable& table, ActorMentions& mentions)
      : input_(input), table_(table), mentions_(mentions) {}

  void run() {
    for (auto& [span, mention] : mentions_) {
      if (is_open(mention)) by_owner(mention);
    }
    share();
    count_places();
    for (auto& [span, mention] : mentions_) {
      if (is_open(mention) && has_home(mention)) by_report(mention);
    }
    share();
  }

 private:
  bool is_open(const ActorMention& mention) const {
    return mention.value.country.empty() && mention.value.id.empty() &&
           mention.reading.countries.empty() && !mention.pronoun && !mention.value.stands_for &&
           !mention.reading.words.empty();
  }

  bool has_home(const ActorMention& mention) const {
    if (table_.is_home_sector(mention.kind.sector)) return true;
    return std::any_of(
        mention.reading.words.begin(), mention.reading.words.end(),
        [&](const NameWord& word) { return has_form_in(word, table_.words().home_words); });
  }

  std::string_view text(Span span) const { return slice(input_.report.text, span); }

  Span sentence_of(const ActorMention& mention) const {
    const auto& sentences = input_.text.sentences;
    if (mention.sentence >= sentences.size()) return mention.mention.span;
    return sentences[mention.sentence].span;
  }

  /// Whether no other actor is named between `begin` and the mention.
  bool is_free(std::uint32_t begin, const ActorMention& mention) const {
    const Span gap{begin, mention.mention.span.begin};
    return std::none_of(mentions_.begin(), mentions_.end(), [&](const auto& each) {
      return each.first.begin >= gap.begin && each.first.end <= gap.end;
    });
  }

  bool is_possessive(std::string_view word) const {
    for (const std::string& ending : table_.words().folding.possessive_endings) {
      std::string curly = ending;
      if (curly.starts_with('\'')) curly.replace(0, 1, "’");
      if (word.ends_with(ending) || word.ends_with(curly)) return true;
    }
    return false;
  }

  /// "Zimbabwe's", "Syrian": whose what follows is.
  void by_owner(ActorMention& mention) {
    const Span sentence = sentence_of(mention);
    const std::uint32_t end = mention.mention.span.begin;
    std::uint32_t begin = std::max(sentence.begin, end > kBeforeBytes ? end - kBeforeBytes : 0);
    while (begin < end && (static_cast<unsigned char>(input_.report.text[begin]) & 0xC0) == 0x80) {
      ++begin;
    }
    if (begin >= end) return;
    const std::vector<NameWord> words =
        words_of(input_.report.text, {begin, end}, table_.words().folding);
    for (std::size_t at = words.size(); at-- > 0;) {
      if (has_form_in(words[at], table_.words().stop_words) ||
          has_form_in(words[at], table_.words().owner_stops)) {
        return;
      }
      const auto phrases = table_.longest_phrases(words, at);
      if (phrases.empty()) {
        if (words.size() - at > kMostWords) return;
        continue;
      }
      if (const std::string country = owner(phrases, words, at, mention); !country.empty()) {
        set(mention, country,
            "inferred: " + in_quotes(text(words[at + phrases.front()->words.size() - 1].span)) +
                " before it says whose it is");
        return;
      }
      if (phrases.front()->kind != PhraseKind::kTitle) return;
    }
  }

  std::string owner(const std::vector<const Phrase*>& phrases, const std::vector<NameWord>& words,
                    std::size_t at, const ActorMention& mention) const {
    const NameWord& last = words[at + phrases.front()->words.size() - 1];
    const std::string_view gap = text({last.span.end, mention.mention.span.begin});
    if (gap.find_first_of(",.;:()\n") != std::string_view::npos) return {};
    if (gap.find("—") != std::string_view::npos || !is_free(last.span.end, mention)) return {};
    std::string tail(text(last.span));
    tail += gap.substr(0, gap.find(' '));
    const bool is_owner = is_possessive(tail);
    std::set<std::string> countries;
    for (const Phrase* phrase : phrases) {
      const bool is_adjective = phrase->kind == PhraseKind::kAdjective && mention.kind.is_person;
      if (phrase->kind == PhraseKind::kActor && is_owner) {
        countries.insert(table_.records()[phrase->record].country);
      } else if (is_adjective || (is_owner && (phrase->kind == PhraseKind::kCountry ||
                                               phrase->kind == PhraseKind::kMetonym))) {
        countries.insert(phrase->value);
      }
    }
    return countries.size() == 1 ? *countries.begin() : std::string();
  }

  /// The countries of the places of each sentence (empty for a sea or a continent, which lies in
  /// many), and of all that names one.
  void count_places() {
    const auto& sentences = input_.text.sentences;
    in_sentence_.resize(sentences.size());
    for (const auto& [span, place] : input_.places) {
      if (!place.place) continue;
      if (!place.place->country.empty()) ++votes_[place.place->country];
      for (std::size_t i = 0; i < sentences.size(); ++i) {
        if (contains(sentences[i].span, span)) in_sentence_[i].insert(place.place->country);
      }
    }
    if (votes_.empty()) return;  // a report without places has no home
    for (const auto& [span, mention] : mentions_) {
      if (!mention.value.country.empty()) ++votes_[mention.value.country];
    }
  }

  std::string of_sentence(std::size_t number) const {
    if (number >= in_sentence_.size() || in_sentence_[number].size() != 1) return {};
    return *in_sentence_[number].begin();  // empty where it is a sea alone
  }

  /// The country of which most of the report speaks.
  std::string of_report() const {
    int all = 0;
    for (const auto& [country, count] : votes_) all += count;
    for (const auto& [country, count] : votes_) {
      if (count >= kFewestVotes && count >= kHomeShare * all) return country;
    }
    return {};
  }

  void by_report(ActorMention& mention) {
    const bool is_named_person = mention.kind.is_person && mention.reading.is_named;
    if (!is_named_person) {
      if (const std::string here = of_sentence(mention.sentence); !here.empty()) {
        return set(mention, here, "inferred: the places in its sentence lie in " + name(here));
      }
      if (mention.sentence < in_sentence_.size() && in_sentence_[mention.sentence].empty()) {
        for (const std::size_t beside :
             {std::size_t{mention.sentence} - 1, std::size_t{mention.sentence} + 1}) {
          const std::string there = of_sentence(beside);
          if (there.empty()) continue;
          return set(mention, there,
                     "inferred: the places in the sentence beside its own lie in " + name(there));
        }
      }
    }
    if (const std::string home = of_report(); !home.empty()) {
      set(mention, home, "inferred: most of what the report names is of " + name(home));
    }
  }

  std::string name(const std::string& country) const {
    return std::string(table_.country_name(country));
  }

  void set(ActorMention& mention, const std::string& country, const std::string& why) {
    ActorValue& value = mention.value;
    value.country = country;
    value.reason = why;
    if (mention.reading.body.empty() || mention.kind.is_person) return;
    const ActorTable::BodyName body = table_.body(country, mention.reading.body);
    if (body.id.empty()) return;
    value.id = body.id;
    value.name = body.name;
    value.sector = body.sector;
  }

  /// One country for all mentions of a name, and for what stands for them.
  void share() {
    std::map<std::string, std::set<std::string>> of_name;
    for (const auto& [span, mention] : mentions_) {
      if (mention.value.country.empty() || !is_shared(mention)) continue;
      of_name[mention.value.name].insert(mention.value.country);
    }
    for (auto& [span, mention] : mentions_) {
      ActorValue& value = mention.value;
      if (!value.country.empty() || !value.id.empty() || !mention.reading.countries.empty())
        continue;
      const auto found = of_name.find(value.name);
      if (found != of_name.end() && found->second.size() == 1 && is_shared(mention)) {
        value.country = *found->second.begin();
        value.reason += "; the country as told elsewhere in the report";
      } else if (value.stands_for) {
        const auto other = mentions_.find(*value.stands_for);
        if (other == mentions_.end() || other->second.value.country.empty()) continue;
        value.country = other->second.value.country;
      }
    }
  }

  /// Whether mentions of the same name are the same: names are, "protesters" need not be.
  static bool is_shared(const ActorMention& mention) {
    return mention.reading.is_named || mention.value.stands_for.has_value();
  }

  const ActorInput& input_;
  const ActorTable& table_;
  ActorMentions& mentions_;
  std::vector<std::set<std::string>> in_sentence_;
  std::map<std::string, int> votes_;
};

}  // namespace

void infer_homes(const ActorInput& input, const ActorTable& table, ActorMentions& mentions) {
  Homes(input, table, mentions).run();
}

}  // namespace tocsin::resolve
