#include "tocsin/fuse/claims.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "tocsin/fuse/copies.h"
#include "tocsin/fuse/credits.h"
#include "tocsin/fuse/fold.h"
#include "tocsin/fuse/story.h"

namespace tocsin::fuse {
namespace {

std::optional<ClaimPlace> place_of(const std::optional<PlaceValue>& value) {
  if (!value || !value->place) return std::nullopt;
  const PlaceCandidate& from = *value->place;
  ClaimPlace place;
  place.name = from.name;
  place.id = from.id;
  place.lat = from.lat;
  place.lon = from.lon;
  place.radius_km = from.radius_km;
  place.precision = from.precision;
  place.country = from.country;
  place.admin1 = from.admin1;
  place.admin2 = from.admin2;
  return place;
}

void add_actors(std::vector<ClaimActor>& actors, const std::vector<EventActor>& from, Side side) {
  for (const EventActor& actor : from) {
    ClaimActor claim;
    claim.name = actor.value.name;
    claim.id = actor.value.id;
    claim.country = actor.value.country;
    claim.sector = actor.value.sector;
    claim.side = side;
    if (std::find(actors.begin(), actors.end(), claim) == actors.end()) actors.push_back(claim);
  }
}

std::optional<ClaimCount> count_of(const std::optional<EventCount>& count) {
  if (!count) return std::nullopt;
  return ClaimCount{count->min, count->max};
}

/// The kinds of thing that the words name.
void add_targets(std::set<std::string>& targets, std::string_view words, const Rules& rules) {
  for (const FoldedWord& word : folded_words(words)) {
    const auto found = rules.targets.find(word.hash);
    if (found != rules.targets.end()) targets.insert(found->second);
  }
}

std::vector<std::string> targets_of(const Event& event, std::string_view text, const Rules& rules) {
  std::set<std::string> targets;
  for (const auto* mentions : {&event.object, &event.place}) {
    for (const Mention& mention : *mentions) add_targets(targets, slice(text, mention.span), rules);
  }
  for (const EventActor& actor : event.recipient) {
    add_targets(targets, slice(text, actor.mention.span), rules);
  }
  // Where no role says what was hit, a sentence on violence that names one kind does.
  if (targets.empty() && event.type == "ASSAULT") {
    add_targets(targets, slice(text, event.sentence), rules);
    if (targets.size() > 1) targets.clear();
  }
  return {targets.begin(), targets.end()};
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The minute of the day of an hour of the clock: "7.15 p.m.", "19:40".
std::optional<int> minute_in(std::string_view words, const Rules& rules) {
  const std::vector<FoldedWord> tokens = folded_words(words);
  const bool colon = words.find(':') != std::string_view::npos;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!tokens[at].number || tokens[at].text.size() > 2) continue;
    std::size_t next = at + 1;
    int minute = 0;
    const bool minutes =
        next < tokens.size() && tokens[next].number && tokens[next].text.size() == 2;
    if (minutes) minute = number(tokens[next++].text);
    int hour = number(tokens[at].text);
    const std::string after = next < tokens.size() ? tokens[next].text : std::string();
    const bool forenoon = rules.forenoon.contains(after);
    const bool afternoon = rules.afternoon.contains(after);
    if (!forenoon && !afternoon && !(minutes && colon)) continue;
    if (afternoon && hour < 12) hour += 12;
    if (forenoon && hour == 12) hour = 0;
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  return std::nullopt;
}

std::optional<int> minute_of(const Event& event, std::string_view text, const Rules& rules) {
  for (const Mention& mention : event.time) {
    // The half of the day may stand just behind the mention ("7.15" p.m.).
    constexpr std::uint32_t kBehind = 8;
    const auto size = static_cast<std::uint32_t>(text.size());
    const Span wide{mention.span.begin, std::min(mention.span.end + kBehind, size)};
    if (const auto minute = minute_in(slice(text, wide), rules)) return minute;
  }
  return std::nullopt;
}

/// Whether the words were placed for some event of the report.
bool is_placed(const CodedReport& coded, Span words) {
  const auto holds = [&](const std::optional<PlaceValue>& value) {
    return value && value->place && overlaps(value->span, words);
  };
  return std::any_of(coded.events.begin(), coded.events.end(), [&](const Event& event) {
    return holds(event.location) || holds(event.from_location) || holds(event.to_location);
  });
}

/// A sentence with its known places blanked out: they are compared as places, not once more as
/// words. The name of a place that nobody knows is a word like others, and a telling one.
std::string without_places(const CodedReport& coded, Span sentence) {
  std::string words(slice(coded.report.text, sentence));
  for (const Mention& mention : coded.mentions) {
    constexpr std::string_view kPlace = "loc";
    if (mention.kind != kPlace || !contains(sentence, mention.span)) continue;
    if (!is_placed(coded, mention.span)) continue;
    const std::size_t at = mention.span.begin - sentence.begin;
    words.replace(at, length(mention.span), length(mention.span), ' ');
  }
  return words;
}

void add_place_words(std::string_view words, const Rules& rules, std::set<std::string>& names) {
  constexpr std::size_t kShortest = 4;  // bytes
  for (const FoldedWord& word : folded_words(words)) {
    if (!word.capital || word.text.size() < kShortest) continue;
    if (!rules.place_words.contains(word.text)) names.insert(word.text);
  }
}

/// The names among the event's places that the gazetteer lacks: "Tsoro" of "Tsoro camp"; also of a
/// place that the text describes by a distance.
std::vector<std::string> unknown_places(const Event& event, const CodedReport& coded,
                                        const Rules& rules) {
  std::set<std::string> names;
  for (const Mention& mention : event.place) {
    if (is_placed(coded, mention.span)) continue;
    add_place_words(slice(coded.report.text, mention.span), rules, names);
  }
  if (is_described(place_of(event.location))) {
    add_place_words(event.location->place->name, rules, names);
  }
  return {names.begin(), names.end()};
}

void add_who_and_where(Claim& claim, const Event& event) {
  claim.place = place_of(event.location);
  add_actors(claim.actors, event.actor, Side::kActor);
  add_actors(claim.actors, event.recipient, Side::kRecipient);
  claim.killed = count_of(event.killed);
  claim.injured = count_of(event.injured);
  claim.detained = count_of(event.detained);
  claim.displaced = count_of(event.displaced);
  if (event.date) {
    claim.date = event.date->interval;
    claim.date_basis = event.date->basis;
  }
}

Claim claim_of_event(const Event& event, const Claim& whole, const CodedReport& coded,
                     const Rules& rules) {
  Claim claim;
  claim.event = event.id;
  claim.report = whole.report;
  claim.type = event.type;
  claim.mode = event.mode;
  claim.reality = event.reality;
  claim.aspect = event.aspect;
  claim.confidence = event.confidence;
  claim.score = event.score;
  claim.language = coded.language;
  claim.published = whole.published;
  claim.outlet = whole.outlet;
  claim.copy_group = whole.report;
  claim.topics = whole.topics;
  add_who_and_where(claim, event);
  const std::string_view text = coded.report.text;
  claim.sources = named_sources(event);
  for (const Mention& mention : event.weapon) {
    claim.weapons.push_back(fold(slice(text, mention.span)));
  }
  claim.targets = targets_of(event, text, rules);
  claim.places = unknown_places(event, coded, rules);
  claim.minute = minute_of(event, text, rules);
  claim.trigger = event.trigger;
  claim.sentence = event.sentence;
  claim.sentence_text = std::string(slice(text, event.sentence));
  claim.words = words_of_sentence(without_places(coded, event.sentence), rules);
  return claim;
}

bool is_exact(const Claim& claim) {
  return claim.place && claim.place->precision <= PlacePrecision::kWithin;
}

/// Whether the report says where the event was, in words that are the event's own. Where somebody
/// died of old wounds says nothing of other events.
bool tells_place(const Event& event, const Claim& claim) {
  const bool is_death = event.type == "CONDITION" && event.mode == "casualty";
  return !event.place.empty() && is_exact(claim) && event.aspect != Aspect::kBackground &&
         !is_death;
}

/// The place that most of `places` are, where at least half are.
const ClaimPlace* commonest(const std::vector<const ClaimPlace*>& places) {
  const ClaimPlace* best = nullptr;
  std::ptrdiff_t most = 0;
  for (const ClaimPlace* place : places) {
    const auto count = std::count_if(places.begin(), places.end(), [&](const ClaimPlace* other) {
      return other->id == place->id;
    });
    if (count > most) {
      most = count;
      best = place;
    }
  }
  return 2 * most >= static_cast<std::ptrdiff_t>(places.size()) ? best : nullptr;
}

/// Events without a place get the one told of just before, else the one that the report tells of
/// most. claims[0] is the whole report's; the others follow coded.events.
void add_contexts(std::vector<Claim>& claims, const CodedReport& coded) {
  constexpr std::uint32_t kReach = 800;  // bytes
  std::vector<const ClaimPlace*> told;
  std::size_t unknown = 0;  // events that name a place which nobody knows
  for (std::size_t i = 0; i < coded.events.size(); ++i) {
    if (tells_place(coded.events[i], claims[i + 1])) told.push_back(&*claims[i + 1].place);
    if (names_unknown_place(claims[i + 1])) ++unknown;
  }
  // Where most of what a report tells is at places that nobody knows, what it does not place is
  // more likely there than at the one that happens to be known.
  const ClaimPlace* most = unknown < told.size() ? commonest(told) : nullptr;
  const ClaimPlace* before = nullptr;
  std::uint32_t before_at = 0;
  for (std::size_t i = 0; i < coded.events.size(); ++i) {
    Claim& claim = claims[i + 1];
    if (tells_place(coded.events[i], claim)) {
      before = &*claim.place;
      before_at = claim.trigger.end;
    } else if (names_unknown_place(claim)) {
      before = nullptr;
      before_at = claim.trigger.end;
    }
    if (claim.place || !claim.places.empty()) continue;
    const bool is_near = before_at > 0 && claim.trigger.begin <= before_at + kReach;
    if (const ClaimPlace* place = is_near ? before : most) claim.context = *place;
  }
}

}  // namespace

bool names_unknown_place(const Claim& claim) { return !claim.place && !claim.places.empty(); }

std::string whole_report_id(std::string_view report) { return std::string(report) + "/0"; }

bool is_whole_report(const Claim& claim) { return claim.type.empty(); }

bool is_described(const std::optional<ClaimPlace>& place) {
  return place && place->id.starts_with("point:");
}

Claim claim_of_report(const Report& report, const Rules& rules) {
  Claim claim;
  claim.event = whole_report_id(report.id);
  claim.report = report.id;
  claim.language = report.language;
  claim.published = report.published;
  claim.outlet = report.source;
  claim.copy_group = report.id;
  claim.confidence = 1;
  claim.sources = credits(report, rules);
  claim.words = words_of_report(report, rules);
  for (const ClaimWord& word : heaviest(claim.words, rules.keys.topics)) {
    claim.topics.push_back(word.word);
  }
  claim.ages = ages_of(report, rules);
  claim.days = days_of(report, rules);
  claim.copies = copy_signature(report.text, rules.copies);
  return claim;
}

std::vector<Claim> claims_of(const CodedReport& coded, const Rules& rules) {
  std::vector<Claim> claims;
  claims.push_back(claim_of_report(coded.report, rules));
  claims.front().language = coded.language;
  for (const Event& event : coded.events) {
    claims.push_back(claim_of_event(event, claims.front(), coded, rules));
  }
  add_contexts(claims, coded);
  return claims;
}

}  // namespace tocsin::fuse
