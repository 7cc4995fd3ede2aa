#pragma once
/// Where a text comes back to an event that it has told before: "the attack", "the signing".

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"

namespace tocsin::resolve {

/// Two triggers in a text, and whether the second tells of the first again.
struct ReferenceExample {
  std::string text;
  Span first;
  Span again;
  bool holds = false;
};

struct ReferenceLanguage {
  std::vector<std::string> definite;         ///< words before a noun: "the", "this"
  std::vector<std::string> attached;         ///< the same written with the noun: "ال"
  std::vector<std::string> other;            ///< between the two they make it another event
  std::vector<std::string> other_behind;     ///< behind the noun they make it another
  std::vector<std::string> verb_beginnings;  ///< a word that begins or ends so is no noun
  std::vector<std::string> verb_endings;
  std::vector<std::string> verbs;     ///< behind a subject: "the army left"
  std::string plural_ending;          ///< of a subject: "the rebels attack"
  std::vector<std::string> singular;  ///< words with that ending that are no plural
  std::vector<std::string> endings;   ///< that forms of one word differ by, the longest first
  std::vector<ReferenceExample> examples;
};

/// Threads: const after loading.
class ReferenceRules {
 public:
  /// The words of every language folder under `data_dir`/lang that has an event.toml.
  ///
  /// Throws: Error(kDataInvalid) naming file, line, found, expected.
  static ReferenceRules load(const std::filesystem::path& data_dir);

  /// The words of "en-GB" are those of "en"; null where the language has none.
  const ReferenceLanguage* language(std::string_view code) const;

  const std::map<std::string, ReferenceLanguage, std::less<>>& languages() const {
    return languages_;
  }

 private:
  std::map<std::string, ReferenceLanguage, std::less<>> languages_;
};

/// By trigger, the event that a definite noun without time, place or figures of its own tells of
/// again: one told before under the same type, the nearest in its paragraph, else the first of the
/// report where those before it have one day at most. Where it names a place, that one must too.
/// Where none is of its type, one whose trigger is a form of the same word ("the
/// signing" of what was signed), which says no more than the day.
///
/// Threads: a pure function.
std::map<Span, ToldBefore> find_told_before(const Report& report, const Text& text,
                                            const Analysis& analysis, const Values& values,
                                            const ReferenceRules& rules);

}  // namespace tocsin::resolve
