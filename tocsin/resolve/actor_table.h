#pragma once
/// The actor tables: who is known by which names, of which country and sector, at which date; and
/// the words by which a text says who somebody is.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tocsin/core/date.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/actor_words.h"

namespace tocsin::resolve {

/// A stretch of days in which somebody held an office, or belonged to another sector.
struct ActorTerm {
  std::string key;      ///< office ("president") or PLOVER sector
  std::string country;  ///< of the office; may be empty
  std::optional<Date> from;
  std::optional<Date> to;
};

/// One named actor of data/actors/*.toml, or of the desk's own tables.
struct ActorRecord {
  std::string id;  ///< "actors:rus-wagner"
  std::string name;
  bool is_person = false;
  std::string country;               ///< ISO 3166 alpha-3; may be empty
  std::vector<std::string> sectors;  ///< PLOVER sectors, the usual one first
  std::string inter_class;           ///< "rebel_group"; empty where the sector decides
  std::vector<ActorTerm> offices;    ///< key: office
  std::vector<ActorTerm> periods;    ///< key: sector
  std::optional<Date> as_of;         ///< until when open terms are vouched for
  std::vector<std::string> aliases;  ///< as written
  std::string source;                ///< file and line that it stands in
  bool is_own = false;               ///< of the desk's own tables
};

/// What a phrase of a name index means.
enum class PhraseKind : std::uint8_t {
  kActor,      ///< index into records
  kCountry,    ///< a country's name
  kAdjective,  ///< of a country
  kMetonym,    ///< a capital or seat of government
  kTitle,      ///< of an office
  kNothing,    ///< holds a country's word and means none
  kForeign     ///< what follows is not the actor's own name
};

struct Phrase {
  PhraseKind kind;
  std::vector<std::string> words;  ///< folded
  std::vector<bool> capitals;      ///< the word is an acronym: must be all capital in the text
  bool capital = false;            ///< must begin with a capital letter in the text
  std::uint32_t record = 0;        ///< kActor
  bool is_own = false;             ///< of the desk's own tables
  std::string value;               ///< country code, or office
};

/// A body that every state has.
struct StateBody {
  std::string key;     ///< "gov"
  std::string sector;  ///< "GOV"
  std::string name;    ///< "Government of {country}"
};

enum class ReferenceNumber : std::uint8_t { kPerson, kGroup, kSeveral, kSpeaker };

/// The words by which texts say who somebody is, of all languages together: data/lang/*/actor.toml.
struct ActorWords {
  using Set = std::set<std::string, std::less<>>;
  WordFolding folding;
  Set definite;     ///< make the description after them definite
  Set stop_words;   ///< what follows does not say whose the actor is
  Set link_words;   ///< the name before them is not the actor's own
  Set honorifics;   ///< may stand beside a person's name
  Set members;      ///< may stand beside a group's name
  Set owner_stops;  ///< between an owner and its actor they say that it is none
  Set home_words;   ///< groups called so belong to the country that they fight in
  std::vector<std::vector<std::string>> alias_cues;  ///< folded words, longest first
  std::map<std::string, Set, std::less<>> bodies;    ///< key of a state body → its nouns
  std::map<std::string, ReferenceNumber, std::less<>> pronouns;
  std::map<std::string, ReferenceNumber, std::less<>> descriptions;  ///< words joined by spaces
};

/// Threads: const after loading.
class ActorTable {
 public:
  /// The tables of `data_dir`/actors and the words of `data_dir`/lang/*/actor.toml.
  /// Throws: Error(kDataMissing), Error(kDataInvalid) naming file and line.
  static ActorTable load(const std::filesystem::path& data_dir);

  /// The same with the *.toml and *.csv of `own_dir`, which win: an actor of theirs stands for one
  /// of ours with the same id, and has a name that both have. Nothing is added where there is no
  /// such folder. Throws: as `load`, also for a country, sector, class or key that is none.
  static ActorTable load(const std::filesystem::path& data_dir,
                         const std::filesystem::path& own_dir);

  /// The records that bear this whole name, folded; those of the desk alone where it has one.
  std::vector<const ActorRecord*> named(std::string_view name) const;

  const ActorWords& words() const { return words_; }
  const std::vector<ActorRecord>& records() const { return records_; }
  /// The record with this id ("actors:rus-wagner"); nullptr where there is none.
  const ActorRecord* find(std::string_view id) const;

  /// The longest phrases that begin with word `at` of a text; all of one length.
  /// Cost: proportional to the phrases that begin with this word.
  std::vector<const Phrase*> longest_phrases(const std::vector<NameWord>& words,
                                             std::size_t at) const;

  /// Who held the office on that day, of those whose term the table vouches for.
  const ActorRecord* holder(std::string_view office, std::string_view country, Date day) const;
  /// Whether actors of this sector belong to the country that a report speaks of.
  bool is_home_sector(std::string_view sector) const { return home_sectors_.contains(sector); }
  /// The office's sector; empty where unknown.
  std::string_view office_sector(std::string_view office) const;

  /// The state's body of this key: its own record, or one made from the pattern. Empty id where
  /// country or key is unknown.
  struct BodyName {
    std::string id;
    std::string name;
    std::string sector;
  };
  BodyName body(std::string_view country, std::string_view key) const;
  const std::vector<StateBody>& state_bodies() const { return bodies_; }
  /// A country's name in English; empty where the code is unknown.
  std::string_view country_name(std::string_view code) const;
  /// The ACLED-like class of a sector; empty where it has none.
  std::string_view sector_class(std::string_view sector) const;

 private:
  friend class ActorTableLoader;
  void add_phrase(Phrase phrase);

  std::vector<ActorRecord> records_;
  std::map<std::string, std::uint32_t, std::less<>> by_id_;
  std::vector<Phrase> phrases_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_first_word_;
  std::vector<StateBody> bodies_;
  std::map<std::string, std::string, std::less<>> countries_;
  std::map<std::string, std::string, std::less<>> office_sectors_;
  std::map<std::string, std::string, std::less<>> sector_classes_;
  std::set<std::string, std::less<>> home_sectors_;
  ActorWords words_;
};

/// "state_forces", "rebel_group", "political_militia", "identity_militia", "rioters", "protesters",
/// "civilians" or "external_forces", from the actor's record or else its sector; empty where
/// neither says. Source: ACLED Codebook, actor types; data/actors/classes.toml.
std::string_view inter_class(const ActorValue& actor, const ActorTable& table);

}  // namespace tocsin::resolve
