#pragma once
/// The actor mentions of one report with what is known of each so far: the working state of
/// resolve_actors.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tocsin/resolve/actor.h"
#include "tocsin/resolve/actor_name.h"

namespace tocsin::resolve {

struct ActorMention {
  Mention mention;
  ActorKind kind;
  NameReading reading;
  ActorValue value;
  std::uint32_t sentence = 0;
  std::optional<ReferenceNumber> pronoun;      ///< the mention is a pronoun
  std::optional<ReferenceNumber> description;  ///< the mention is "the group" and the like
  bool is_settled = false;                     ///< its name stands for somebody known by name
};

using ActorMentions = std::map<Span, ActorMention>;

/// The words in quotation marks, for reasons.
std::string in_quotes(std::string_view words);

/// The mentions of persons and groups, read by their own words.
ActorMentions collect_actors(const ActorInput& input, const ActorTable& table);

/// The words of `reading` as a value for `mention`.
ActorValue value_of(const ActorInput& input, const ActorTable& table, Span span,
                    const ActorKind& kind, const NameReading& reading);

/// Gives `mention` the name of what it stands for; what its own words say of country and sector
/// stays.
void stand_for(ActorMention& mention, const ActorValue& other, Span where, const std::string& why);

/// Names that the text itself gives: "known as", acronyms in parentheses, surnames after full
/// names.
void resolve_introduced(const ActorInput& input, const ActorTable& table, ActorMentions& mentions);

/// The antecedents that the reader gave.
void resolve_antecedents(const ActorInput& input, const ActorTable& table, ActorMentions& mentions);

/// Pronouns and descriptions without antecedent, where only one actor is possible.
void resolve_references(const ActorInput& input, ActorMentions& mentions);

/// The country of state bodies whose words name none.
void infer_countries(const ActorInput& input, const ActorTable& table, ActorMentions& mentions);

/// The country of all others that belong to one, by whose the words before them say they are, and
/// by where the report is.
void infer_homes(const ActorInput& input, const ActorTable& table, ActorMentions& mentions);

}  // namespace tocsin::resolve
