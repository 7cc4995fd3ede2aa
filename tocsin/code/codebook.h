#pragma once
/// The codebook: every event type and mode with its definition, scores, codes and examples, read
/// from data/codebook.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/code/acled.h"
#include "tocsin/code/words.h"
#include "tocsin/core/event.h"

namespace tocsin::code {

/// A sentence with the coding that its trigger has, or has not.
struct Example {
  std::string language;  ///< BCP 47
  std::string text;
  std::string trigger;  ///< occurs in `text`; its first occurrence is meant
  std::string type;     ///< the coding expected at the trigger; empty: no event there
  std::string mode;
  std::string of_type;  ///< the mode of the codebook that the example stands at
  std::string of_mode;
  std::string where;  ///< "data/codebook/aid.toml:12"
};

/// One type and mode that events may have. The mode is empty where the type is used alone.
struct Mode {
  std::string type;
  std::string mode;
  std::string origin;              ///< "PLOVER" or "tocsin"
  double score = 0;                ///< conflict-cooperation scale, -10..+10
  int quad_code = 0;               ///< as Event::quad_code
  std::string cameo;               ///< nearest CAMEO code; empty where there is none
  std::string acled_rule;          ///< rule of acled.toml that decides; empty: `acled` holds
  std::optional<AcledCode> acled;  ///< empty as well where ACLED has no such event
  std::string definition;
  std::vector<Role> roles;         ///< the roles that matter
  std::vector<Role> located;       ///< the roles that say where it was, the first that does counts
  std::vector<std::string> notes;  ///< where this mode ends and its neighbours begin
  std::map<std::string, std::vector<std::string>> cues;  ///< words that often stand for it
  std::vector<Example> examples;
};

/// One event type with its modes, in the order of its file.
struct Type {
  std::string type;
  int quad_code = 0;
  std::string definition;
  std::vector<Mode> modes;
};

/// Threads: const after loading.
class Codebook {
 public:
  /// The codebook under `data_dir`/codebook.
  ///
  /// Throws: Error(kDataMissing, kDataInvalid) naming file, line, found, expected.
  static Codebook load(const std::filesystem::path& data_dir);

  /// The mode of that name; nothing where the codebook lacks it.
  const Mode* find(std::string_view type, std::string_view mode) const;

  const std::vector<Type>& types() const { return types_; }  ///< by name
  std::vector<Example> examples() const;                     ///< of all modes, in order
  const Acled& acled() const { return acled_; }
  const Words& words() const { return words_; }

 private:
  std::vector<Type> types_;
  Acled acled_;
  Words words_;
};

}  // namespace tocsin::code
