#include "tocsin/resolve/actor.h"

#include <algorithm>

#include "tocsin/resolve/actor_mentions.h"

namespace tocsin::resolve {
namespace {

std::uint32_t sentence_of(const Text& text, Span span) {
  const auto after = std::upper_bound(
      text.sentences.begin(), text.sentences.end(), span.begin,
      [](std::uint32_t at, const Sentence& sentence) { return at < sentence.span.begin; });
  return after == text.sentences.begin()
             ? 0
             : static_cast<std::uint32_t>(after - text.sentences.begin() - 1);
}

void add_mention(const Mention& mention, ActorMentions& mentions) {
  const std::optional<ActorKind> kind = actor_kind(mention.kind);
  if (!kind || is_empty(mention.span)) return;
  const auto [found, is_new] =
      mentions.try_emplace(mention.span, ActorMention{.mention = mention, .kind = *kind});
  if (!is_new && !found->second.mention.antecedent && mention.antecedent) {
    found->second.mention.antecedent = mention.antecedent;
  }
}

/// Countries named in the mentions or by the places, without the words that fit several.
CountryVotes count_countries(const ActorInput& input, const ActorTable& table) {
  CountryVotes votes;
  const CountryVotes none;
  const auto count = [&](const Mention& mention, const ActorKind& kind) {
    const NameReading reading = read_name(input.report.text, mention.span, kind, table, none);
    for (const std::string& country : reading.countries) ++votes[country];
    if (reading.record != nullptr && !reading.record->country.empty()) {
      ++votes[reading.record->country];
    }
  };
  const auto count_any = [&](const Mention& mention) {
    if (const auto kind = actor_kind(mention.kind)) count(mention, *kind);
    if (mention.kind == "loc") count(mention, ActorKind{});
  };
  for (const Mention& mention : input.analysis.mentions) count_any(mention);
  for (const Frame& frame : input.analysis.frames) {
    for (const RoleFiller& role : frame.roles) count_any(role.mention);
  }
  for (const auto& [span, place] : input.places) {
    if (place.place && !place.place->country.empty()) ++votes[place.place->country];
  }
  return votes;
}

std::string joined_words(const NameReading& reading, std::size_t form_of_first) {
  std::string joined;
  for (const NameWord& word : reading.words) {
    const bool has_form = form_of_first < word.forms.size();
    joined += (joined.empty() ? "" : " ") + word.forms[has_form ? form_of_first : 0];
  }
  return joined;
}

template <typename Map>
std::optional<ReferenceNumber> reference(const Map& words, const NameReading& reading) {
  std::size_t most_forms = 0;
  for (const NameWord& word : reading.words) most_forms = std::max(most_forms, word.forms.size());
  for (std::size_t form = 0; form < most_forms; ++form) {
    const auto found = words.find(joined_words(reading, form));
    if (found != words.end()) return found->second;
  }
  return std::nullopt;
}

/// Whether something before or in the mention makes it definite: "the group", "التنظيم".
bool is_definite(const ActorInput& input, const ActorTable& table, const ActorMention& mention) {
  if (mention.reading.words.empty()) return false;
  if (mention.reading.words.front().definite) return true;
  if (input.text.sentences.empty()) return false;
  const Span sentence = input.text.sentences[mention.sentence].span;
  const std::string_view before = slice(
      input.report.text, {sentence.begin, std::max(sentence.begin, mention.mention.span.begin)});
  const std::size_t last = before.find_last_not_of(' ');
  if (last == std::string_view::npos) return false;
  const std::size_t start = before.find_last_of(" \n\"", last);
  const std::size_t begin = start == std::string_view::npos ? 0 : start + 1;
  return table.words().definite.contains(
      fold(before.substr(begin, last + 1 - begin), table.words().folding));
}

void note_references(const ActorInput& input, const ActorTable& table, ActorMention& mention) {
  // An acronym is no pronoun: "US", "IT".
  const bool is_acronym =
      mention.reading.words.size() == 1 && mention.reading.words.front().capitals;
  if (!is_acronym && mention.reading.record == nullptr) {
    mention.pronoun = reference(table.words().pronouns, mention.reading);
  }
  const auto description = reference(table.words().descriptions, mention.reading);
  if (description && mention.reading.record == nullptr && is_definite(input, table, mention)) {
    mention.description = description;
  }
}

void fill_office(const ActorInput& input, const ActorTable& table, const NameReading& reading,
                 ActorValue& value) {
  const std::optional<Date>& day = input.document_date.date;
  if (reading.office.empty() || !day || reading.countries.size() > 1) return;
  const std::string country = reading.countries.empty() ? "" : reading.countries.front();
  const ActorRecord* holder = table.holder(reading.office, country, *day);
  if (holder == nullptr) return;
  value.reason = holder->name + " held the office of " + reading.office + " on " + to_string(*day) +
                 " by the table of actors";
  value.name = holder->name;
  value.id = holder->id;
  value.sector = sector_on(*holder, value.sector, day, table);
}

}  // namespace

std::string in_quotes(std::string_view words) { return "“" + std::string(words) + "”"; }

/// The entries that bear the name, scored by how often the report names their country.
std::vector<ActorCandidate> candidates_of(const NameReading& reading, const CountryVotes& votes) {
  constexpr std::size_t kMost = 5;
  std::vector<ActorCandidate> candidates;
  double sum = 0;
  for (const ActorRecord* record : reading.candidates) {
    const auto found = votes.find(record->country);
    const double weight = 1 + (found == votes.end() ? 0 : found->second);
    candidates.push_back({record->id, record->name, record->country, weight});
    sum += weight;
  }
  for (ActorCandidate& each : candidates) each.score /= sum;
  const auto comes_before = [&](const ActorCandidate& a, const ActorCandidate& b) {
    const bool is_chosen = reading.record != nullptr && a.id == reading.record->id;
    const bool other_is = reading.record != nullptr && b.id == reading.record->id;
    return is_chosen != other_is ? is_chosen : a.score > b.score;
  };
  std::stable_sort(candidates.begin(), candidates.end(), comes_before);
  if (candidates.size() > kMost) candidates.resize(kMost);
  return candidates;
}

ActorValue value_of(const ActorInput& input, const ActorTable& table, Span span,
                    const ActorKind& kind, const NameReading& reading) {
  const std::string words(slice(input.report.text, span));
  ActorValue value{.span = span, .name = words, .sector = kind.sector};
  if (reading.countries.size() == 1) {
    value.country = reading.countries.front();
    value.reason = reading.why.empty() ? in_quotes(words) + " names " +
                                             std::string(table.country_name(value.country))
                                       : in_quotes(words) + ": " + reading.why;
  } else if (reading.countries.size() > 1) {
    value.reason = in_quotes(words) + " names several countries:";
    for (const std::string& country : reading.countries) value.reason += " " + country;
  } else {
    value.reason = "sector from the reader; no name in " + in_quotes(words) + " is in the tables";
  }
  if (reading.record != nullptr) {
    const ActorRecord& record = *reading.record;
    value.name = record.name;
    value.id = record.id;
    if (!record.country.empty()) value.country = record.country;
    value.sector = sector_on(record, kind.sector, input.document_date.date, table);
    value.reason = in_quotes(words) + (reading.is_part ? " is a part of " : " is ") + record.name +
                   " in the table of actors";
  } else if (!reading.body.empty()) {
    const ActorTable::BodyName body = table.body(value.country, reading.body);
    value.name = body.name;
    value.id = body.id;
    value.sector = body.sector;
    value.reason += " and the state's body";
  }
  fill_office(input, table, reading, value);
  return value;
}

ActorMentions collect_actors(const ActorInput& input, const ActorTable& table) {
  ActorMentions mentions;
  for (const Frame& frame : input.analysis.frames) {
    for (const RoleFiller& role : frame.roles) add_mention(role.mention, mentions);
  }
  for (const Mention& mention : input.analysis.mentions) add_mention(mention, mentions);
  const CountryVotes votes = count_countries(input, table);
  for (auto& [span, mention] : mentions) {
    mention.sentence = sentence_of(input.text, span);
    mention.reading = read_name(input.report.text, span, mention.kind, table, votes);
    note_references(input, table, mention);
    if (mention.pronoun) mention.reading = NameReading{.words = mention.reading.words};
    mention.value = value_of(input, table, span, mention.kind, mention.reading);
    mention.value.candidates = candidates_of(mention.reading, votes);
    mention.is_settled = !mention.value.id.empty();
  }
  return mentions;
}

void stand_for(ActorMention& mention, const ActorValue& other, Span where, const std::string& why) {
  ActorValue& value = mention.value;
  value.stands_for = other.stands_for.value_or(where);
  value.name = other.name;
  value.id = other.id;
  if (value.country.empty()) value.country = other.country;
  const bool takes_sector = value.sector.empty() || (mention.pronoun && !other.id.empty());
  if (takes_sector && !other.sector.empty()) value.sector = other.sector;
  value.reason = why;
  mention.is_settled = true;
}

std::map<Span, ActorValue> resolve_actors(const ActorInput& input, const ActorTable& table) {
  ActorMentions mentions = collect_actors(input, table);
  resolve_introduced(input, table, mentions);
  resolve_antecedents(input, table, mentions);
  resolve_references(input, mentions);
  infer_countries(input, table, mentions);
  infer_homes(input, table, mentions);
  std::map<Span, ActorValue> values;
  for (auto& [span, mention] : mentions) values.emplace(span, std::move(mention.value));
  return values;
}

}  // namespace tocsin::resolve
