#pragma once
/// The actor register for those who keep it: list it, say who a name is, add actors of the desk's
/// own.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/date.h"
#include "tocsin/engine/paths.h"

namespace tocsin::engine {

/// One actor as it stands in the register.
struct KnownActor {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  bool is_person = false;
  std::string country;               ///< ISO 3166 alpha-3; may be empty
  std::vector<std::string> sectors;  ///< PLOVER sectors, the usual one first
  std::string inter_class;           ///< as ACLED tells armed groups apart; may be empty
  std::string source;                ///< file and line
  bool is_own = false;
  std::vector<std::string> terms;  ///< "president of SYR, 2000-07-17 to 2024-12-08"
};

/// What a name says.
struct NamedActor {
  std::string sentence;  ///< why
  std::string name;      ///< who is meant; empty where nobody is
  std::string id;
  std::string country;
  std::string sector;
  std::string inter_class;
  std::vector<KnownActor> candidates;  ///< all that bear the name
};

/// Threads: const after construction.
class Actors {
 public:
  /// Throws: Error(kDataMissing, kDataInvalid) naming file and line.
  explicit Actors(const Paths& paths);
  ~Actors();
  Actors(Actors&&) noexcept;
  Actors& operator=(Actors&&) noexcept;

  /// Every actor, the desk's own first, then in the order of the files.
  std::vector<KnownActor> list() const;

  /// Who `name` is as an actor of `sector` ("MIL") in a report of that day; either may be missing.
  NamedActor explain(std::string_view name, std::string_view sector, std::optional<Date> day) const;

 private:
  struct Resources;
  std::unique_ptr<const Resources> resources_;
};

/// What adding has made.
struct ActorsMade {
  std::filesystem::path table;
  std::size_t added = 0;
};

/// Adds one actor to the desk's own table, in the stead of one with the same id; an empty id is
/// made of its name. `source`, `is_own` and `terms` do not count. Throws: Error(kDataInvalid) for
/// one that the register cannot take, Error(kNotWritable); then the table is as before.
ActorsMade add_actor(const Paths& paths, const KnownActor& actor);

/// Takes a table (TOML or CSV) over, in the stead of one of the same name. Throws: as `add_actor`.
ActorsMade add_actors(const Paths& paths, const std::filesystem::path& file);

}  // namespace tocsin::engine
