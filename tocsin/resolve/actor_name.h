#pragma once
/// What the words of one mention say by themselves: which named actor, which country, which body of
/// a state or office.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/resolve/actor_table.h"

namespace tocsin::resolve {

/// What the reader says about a mention: "p.MIL" is a person of the military.
struct ActorKind {
  bool is_person = false;
  std::string sector;
};

/// Returns: nothing where `kind` is no person and no group ("loc").
std::optional<ActorKind> actor_kind(std::string_view kind);

/// How often each country is named in a report; settles words that fit several.
using CountryVotes = std::map<std::string, int, std::less<>>;

/// The words of a mention, taken apart.
struct NameReading {
  std::vector<NameWord> words;
  const ActorRecord* record = nullptr;  ///< the actor named, where the mention is that actor
  bool is_part = false;                 ///< the mention is a part of `record` ("RSF unit")
  std::vector<std::string> countries;   ///< named as its own, without repetition
  std::string body;                     ///< key of a state body that the mention names, "gov"
  std::string office;                   ///< the office that the whole mention names, "president"
  bool is_named = false;                ///< holds a proper name
  std::string why;                      ///< for the reason
  std::vector<const ActorRecord*> candidates;  ///< all that bear a name in the mention
};

/// Reads the words in `span` of `text`.
/// Returns: an empty reading where the words say nothing of whom.
NameReading read_name(std::string_view text, Span span, const ActorKind& kind,
                      const ActorTable& table, const CountryVotes& votes);

/// The key of the body of which every one of the words is a noun: that of the sector where it is
/// among them, else the only one. Empty where there is none.
std::string body_of_nouns(const std::vector<const NameWord*>& words, std::string_view sector,
                          const ActorTable& table);

/// The sector of `record` on that day: the reader's where the record allows it.
std::string sector_on(const ActorRecord& record, std::string_view read_sector,
                      std::optional<Date> day, const ActorTable& table);

}  // namespace tocsin::resolve
