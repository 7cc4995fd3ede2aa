#pragma once
/// ACLED's types and sub-types, and the rules that choose one from who acted on whom.

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/code/words.h"
#include "tocsin/core/event.h"

namespace tocsin::code {

/// What a sector is to ACLED ("state", "rebel", "civilian"), by role and by number of people.
struct SectorClass {
  std::string actor_group;
  std::string actor_person;
  std::string target_group;
  std::string target_person;
};

/// Conditions that all must hold, and the code that they give. An empty condition always holds.
struct AcledCase {
  std::set<std::string> actor;   ///< one of these classes is among the actors'
  std::set<std::string> target;  ///< one of these classes is among those hit
  std::string target_is;         ///< a word of this list stands in the words for those hit
  std::string instrument;        ///< a word of this list stands in trigger, weapons or objects
  bool foreign = false;          ///< every acting state is known to be another than the place's
  AcledCode code;
};

/// Words that class those hit where no sector does.
struct TargetWords {
  std::string list;
  std::string target_class;
};

/// What the rules look at.
struct AcledFacts {
  const Event& event;                     ///< its actors, recipients, weapons, objects and place
  const std::vector<EventActor>& harmed;  ///< the killed and injured; sectors may be unknown
  std::string_view text;                  ///< the report's
};

/// The tables of data/codebook/acled.toml.
/// Threads: const after loading.
class Acled {
 public:
  /// Throws: Error(kDataMissing, kDataInvalid) naming file, line, found, expected.
  static Acled load(const std::filesystem::path& file, const Words& words);

  /// The code written "event_type/sub_event_type"; nothing where ACLED has none such.
  std::optional<AcledCode> parse(std::string_view joined) const;

  bool has_rule(std::string_view rule) const { return rules_.contains(rule); }
  const std::vector<AcledCode>& codes() const { return codes_; }

  /// Whether ACLED codes events of this reality: it codes what happened.
  bool codes_reality(Reality reality) const { return realities_.contains(reality); }

  /// The code of an event by `rule`; nothing where no case holds, because the text leaves open who
  /// was hit or who acted.
  std::optional<AcledCode> decide(std::string_view rule, const AcledFacts& facts,
                                  const Words& words) const;

 private:
  friend class AcledReader;
  /// The class of somebody in a role, "unknown" where the sector is.
  std::string class_of(const EventActor& actor, std::string SectorClass::*group,
                       std::string SectorClass::*person) const;
  std::set<std::string> actor_classes(const AcledFacts& facts) const;
  std::set<std::string> target_classes(const AcledFacts& facts, const Words& words) const;

  std::vector<AcledCode> codes_;
  std::map<std::string, SectorClass, std::less<>> sectors_;
  std::vector<TargetWords> target_words_;
  std::map<std::string, std::vector<AcledCase>, std::less<>> rules_;
  std::set<Reality> realities_;
};

}  // namespace tocsin::code
