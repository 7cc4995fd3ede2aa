#pragma once
/// How many people or things the fillers of a role come to.

#include <optional>
#include <string_view>
#include <vector>

#include "tocsin/code/words.h"
#include "tocsin/core/event.h"

namespace tocsin::code {

/// What a count is read from.
struct CountContext {
  std::string_view text;  ///< of the report
  Span sentence;          ///< of the trigger: its fillers are preferred to those of other sentences
  const Values& values;
  const Words& words;
  /// List of the words behind a figure that make it a part alone; where there is one, the killed or
  /// injured are counted, and neither a part nor a number of things ("20 cars") is any of them.
  std::string_view parts = {};
};

/// Lists for `CountContext::parts`: "two of the dead", "two of the wounded".
inline constexpr std::string_view kOfKilled = "of_killed";
inline constexpr std::string_view kOfInjured = "of_injured";

/// The fillers summed: disjoint ones are added, a part ("including two children") is not, nor what
/// divides up a total, nor a name beside its number ("two men, Samir and Nabil"). Another's version
/// of a figure ("a senator says 300") widens the sum to a range. A single person counts one, a
/// group with no number is unknown.
///
/// Returns: nothing where there are no fillers.
std::optional<EventCount> sum_counts(const std::vector<Mention>& fillers,
                                     const CountContext& context);

/// The first filler alone, for things of different kinds ("40 fighters, three tanks").
///
/// Returns: nothing where there are no fillers.
std::optional<EventCount> first_count(const std::vector<Mention>& fillers,
                                      const CountContext& context);

}  // namespace tocsin::code
