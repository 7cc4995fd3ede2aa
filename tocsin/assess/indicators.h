#pragma once
/// Indicators of escalation and easing, as data/assess/indicators holds them.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/claim.h"
#include "tocsin/core/frame.h"

namespace tocsin::assess {

/// "TYPE:mode", "TYPE" for the type without a mode, "TYPE:*" for the type with any mode or none.
struct EventPattern {
  std::string type;
  std::string mode;
  bool any_mode = false;
};

bool matches(const EventPattern& pattern, std::string_view type, std::string_view mode);

/// Throws: Error(kDataInvalid) where `words` are not such a pattern; `where` names the place.
EventPattern parse_event_pattern(std::string_view words, std::string_view where);

/// Events that feed an indicator. Empty lists let everything through.
struct Feed {
  std::vector<EventPattern> events;
  std::vector<Reality> realities;  ///< of the happening at the end of its story
  std::vector<Aspect> aspects;
  std::vector<std::string> actor_sectors;  ///< one of the actors has one of them
  std::vector<std::string> recipient_sectors;
  std::vector<std::string> not_actor_sectors;  ///< none of the actors has any of them
  std::vector<std::string> not_recipient_sectors;
  std::vector<std::string> words;          ///< folded; one of them stands in the sentence
  std::vector<std::string> without_words;  ///< folded; none of them does
  double share = 1;                        ///< of the indicator's weight
  int at_least = 1;                        ///< happenings in the window
};

struct Indicator {
  std::string id;
  std::string name;
  std::string group;
  bool raises = true;
  double weight = 1;
  double half_life_days = 14;
  std::string basis;
  std::string lowered_by;
  std::vector<Feed> feeds;
};

/// Whether the claim feeds the indicator. `reality` is that of its happening, which a later report
/// may have changed; `folded` is the claim's sentence by `fold_words`, called only where asked.
class FoldedSentence {
 public:
  explicit FoldedSentence(const Claim& claim) : claim_(claim) {}
  const std::string& operator()();

 private:
  const Claim& claim_;
  std::string folded_;
};
bool matches(const Feed& feed, const Claim& claim, Reality reality, FoldedSentence& sentence);

/// The indicators of every .toml file of `folder`, in the order of files and lines. Every example
/// in them is executed.
///
/// Throws: Error(kDataMissing, kDataInvalid) with file, line, what was found and expected.
std::vector<Indicator> load_indicators(const std::filesystem::path& folder);

}  // namespace tocsin::assess
