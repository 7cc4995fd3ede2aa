#include "tocsin/code/code.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "tocsin/code/count.h"
#include "tocsin/code/harm.h"
#include "tocsin/code/prepare.h"
#include "tocsin/code/same.h"
#include "tocsin/code/threat.h"
#include "tocsin/resolve/event_date.h"
#include "tocsin/resolve/event_place.h"
#include "tocsin/resolve/reality.h"

namespace tocsin::code {
namespace {

/// All that an event is made from.
struct Inputs {
  const Report& report;
  const Text& text;
  const Analysis& analysis;
  const Values& values;
  const Codebook& codebook;
};

std::string_view words_of(const Inputs& in, Span span) { return slice(in.report.text, span); }

/// The value under the mention's own span, or else under that of what it stands for.
template <typename Value>
const Value* find_value(const std::map<Span, Value>& values, const Mention& mention) {
  auto found = values.find(mention.span);
  if (found == values.end() && mention.antecedent) found = values.find(*mention.antecedent);
  return found == values.end() ? nullptr : &found->second;
}

/// The actor as resolved; where nothing was, its words and the sector that the reader gave.
EventActor actor_of(const Mention& mention, const Inputs& in) {
  if (const ActorValue* value = find_value(in.values.actors, mention)) return {mention, *value};
  ActorValue value;
  value.span = mention.span;
  value.stands_for = mention.antecedent;
  value.name = std::string(words_of(in, mention.antecedent.value_or(mention.span)));
  const std::size_t dot = mention.kind.find('.');
  if (dot != std::string::npos) value.sector = mention.kind.substr(dot + 1);
  value.reason = "the words of the report";
  return {mention, value};
}

std::vector<Mention> fillers(const Frame& frame, Role role) {
  std::vector<Mention> found;
  for (const RoleFiller& filler : frame.roles) {
    if (filler.role == role) found.push_back(filler.mention);
  }
  return found;
}

std::vector<EventActor> actors(const Frame& frame, Role role, const Inputs& in) {
  std::vector<EventActor> found;
  for (const Mention& mention : fillers(frame, role)) found.push_back(actor_of(mention, in));
  return found;
}

/// The first mention that was placed; where none was, what is known of the first.
std::optional<PlaceValue> first_place(const std::vector<Mention>& mentions, const Inputs& in) {
  std::optional<PlaceValue> first;
  for (const Mention& mention : mentions) {
    const PlaceValue* value = find_value(in.values.places, mention);
    if (value == nullptr) continue;
    if (value->place) return *value;
    if (!first) first = *value;
  }
  return first;
}

Span sentence_of(const Frame& frame, const Text& text) {
  if (frame.sentence < text.sentences.size() &&
      contains(text.sentences[frame.sentence].span, frame.trigger)) {
    return text.sentences[frame.sentence].span;
  }
  for (const Sentence& sentence : text.sentences) {
    if (contains(sentence.span, frame.trigger)) return sentence.span;
  }
  return frame.trigger;
}

void set_roles(const Frame& frame, const Inputs& in, Event& event) {
  event.actor = actors(frame, Role::kActor, in);
  event.recipient = actors(frame, Role::kRecipient, in);
  event.source = actors(frame, Role::kSource, in);
  event.weapon = fillers(frame, Role::kWeapon);
  event.object = fillers(frame, Role::kObject);
  event.place = fillers(frame, Role::kPlace);
  event.from = fillers(frame, Role::kFrom);
  event.to = fillers(frame, Role::kTo);
  event.time = fillers(frame, Role::kTime);
}

/// Adds to `count` what is joined to it: "two buses [and a lorry]", marked each alone.
void add_joined(const std::vector<Mention>& mentions, std::size_t next, const Inputs& in,
                EventCount& count) {
  constexpr std::uint32_t kJoined = 7;  // bytes of " and a "
  for (; next < mentions.size(); ++next) {
    const Span span = mentions[next].span;
    if (span.begin < count.span.end || span.begin > count.span.end + kJoined) return;
    const std::string_view gap = slice(in.report.text, {count.span.end, span.begin});
    const bool is_one = in.codebook.words().contains("one", gap);
    if (!is_one || !in.codebook.words().contains("and", gap)) return;
    if (count.min) ++*count.min;
    if (count.max) ++*count.max;
    count.span.end = span.end;
    count.reason += "; and one";
  }
}

/// The number that the words of the object, the recipient or the actor give, in this order, where
/// events of the mode are counted: "burned [two buses and a lorry]".
std::optional<EventCount> count_of_parties(const Frame& frame, const Inputs& in) {
  const std::vector<Role>& roles = in.codebook.find(frame.type, frame.mode)->roles;
  if (std::find(roles.begin(), roles.end(), Role::kCount) == roles.end()) return std::nullopt;
  for (const Role role : {Role::kObject, Role::kRecipient, Role::kActor}) {
    const std::vector<Mention> mentions = fillers(frame, role);
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      const Mention& mention = mentions[i];
      const auto found = in.values.quantities.find(mention.span);
      if (found == in.values.quantities.end() || mention.kind.starts_with("p.")) continue;
      const QuantityValue& value = found->second;
      if (value.is_bare || (!value.min && !value.max)) continue;
      EventCount count{value.span, value.min, value.max, value.reason};
      add_joined(mentions, i + 1, in, count);
      return count;
    }
  }
  return std::nullopt;
}

void set_counts(const Frame& frame, const Inputs& in, Event& event) {
  const CountContext context{in.report.text, event.sentence, in.values, in.codebook.words()};
  const auto with_parts = [&context](std::string_view parts) {
    return CountContext{context.text, context.sentence, context.values, context.words, parts};
  };
  event.killed = sum_counts(fillers(frame, Role::kKilled), with_parts(kOfKilled));
  event.injured = sum_counts(fillers(frame, Role::kInjured), with_parts(kOfInjured));
  event.detained = sum_counts(fillers(frame, Role::kDetained), context);
  event.displaced = sum_counts(fillers(frame, Role::kDisplaced), context);
  event.count = first_count(fillers(frame, Role::kCount), context);
  if (!event.count) event.count = count_of_parties(frame, in);
}

void set_date_and_places(const Frame& frame, const Inputs& in, Event& event) {
  EventDate date = resolve::date_of_event(frame, in.report, in.text, in.analysis, in.values);
  if (date.interval.start || date.interval.end) event.date = std::move(date);
  event.location = resolve::place_of_event(frame, in.text, in.analysis, in.values,
                                           in.codebook.find(frame.type, frame.mode)->located);
  event.from_location = first_place(event.from, in);
  event.to_location = first_place(event.to, in);
}

std::string event_id(const Inputs& in, std::size_t index) {
  return in.report.id + "/" + std::to_string(index + 1);
}

Event event_of(std::size_t index, const Inputs& in) {
  const Frame& frame = in.analysis.frames[index];
  const Mode& mode = *in.codebook.find(frame.type, frame.mode);
  Event event;
  event.id = event_id(in, index);
  event.type = frame.type;
  event.mode = frame.mode;
  event.score = mode.score;
  event.quad_code = mode.quad_code;
  event.cameo = mode.cameo;
  event.reality = frame.reality;
  event.aspect = frame.aspect;
  event.confidence = frame.confidence;
  event.trigger = frame.trigger;
  event.sentence = sentence_of(frame, in.text);
  set_roles(frame, in, event);
  set_counts(frame, in, event);
  set_date_and_places(frame, in, event);
  for (const FrameLink& link : frame.links) {
    event.links.push_back({link.kind, event_id(in, link.target)});
  }
  return event;
}

/// Those killed and injured as parties to the event; a bare quantity has no sector.
std::vector<EventActor> harmed(const Frame& frame, const Inputs& in) {
  std::vector<EventActor> found = actors(frame, Role::kKilled, in);
  const std::vector<EventActor> injured = actors(frame, Role::kInjured, in);
  found.insert(found.end(), injured.begin(), injured.end());
  return found;
}

std::optional<AcledCode> acled_of(const Event& event, const Frame& frame, const Inputs& in) {
  const Acled& acled = in.codebook.acled();
  if (!acled.codes_reality(event.reality)) return std::nullopt;
  const Mode& mode = *in.codebook.find(event.type, event.mode);
  if (mode.acled_rule.empty()) return mode.acled;
  return acled.decide(mode.acled_rule, {event, harmed(frame, in), in.report.text},
                      in.codebook.words());
}

}  // namespace

Coding code(const Report& report, const Text& text, const Analysis& analysis, const Values& values,
            const Codebook& codebook) {
  Prepared prepared = prepare(analysis, codebook);
  leave_to_nearer(report.text, prepared.analysis.frames);
  move_harmed(values, prepared.analysis.frames);
  move_parts(report.text, values, codebook.words(), prepared.analysis.frames);
  resolve::correct_realities(values.realities, prepared.analysis.frames);
  add_threats(report.text, text, codebook.words(), prepared.analysis.frames);
  part_elsewhere(report.text, values, prepared.analysis.frames);
  link_told_before(values, prepared.analysis.frames);
  const Inputs in{report, text, prepared.analysis, values, codebook};
  const std::vector<Frame>& frames = prepared.analysis.frames;
  Coding coding{{}, std::move(prepared.diagnostics)};
  for (std::size_t i = 0; i < frames.size(); ++i) coding.events.push_back(event_of(i, in));
  add_harms(coding.events, values, text, codebook);
  fill_from_same(coding.events, frames);
  // After the places are known: whose country the ground is in decides who has regained it.
  for (std::size_t i = 0; i < frames.size(); ++i) {
    coding.events[i].acled = acled_of(coding.events[i], frames[i], in);
  }
  return coding;
}

}  // namespace tocsin::code
