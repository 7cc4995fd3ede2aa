#pragma once
/// How many? The numbers that a report's words for people and things mean.

#include <map>
#include <string_view>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"
#include "tocsin/core/values.h"
#include "tocsin/resolve/quantity_words.h"

namespace tocsin::resolve {

/// The number meant by `mention` in `text`, with the hedges that stand before and behind it ("at
/// least", "up to", "or more"). Parts of a sum are added ("two children and a woman": 3); what
/// comes after "of" or "among them" is not.
///
/// Units:   what the words count: people, families, rounds.
/// Returns: min and max alike for an exact or approximate number; only one of them where the words
///          are open to one side ("dozens": min 24, "up to 5": max 5); neither where they say no
///          number (ordinals, shares).
/// Source:  words and examples in data/lang/<code>/numbers.toml.
QuantityValue resolve_quantity(std::string_view text, Span mention, std::string_view language,
                               const NumberWords& numbers);

/// The same for a mention of a kind: one that is a person (p.*) is one where it says no number.
/// Hedges before byte `hedges_from` do not count: "hand over 200" says no "over 200".
QuantityValue resolve_quantity(std::string_view text, const Mention& mention,
                               std::string_view language, const NumberWords& numbers,
                               std::uint32_t hedges_from = 0);

/// A value for each mention of kind num, and for each that fills killed, injured, detained,
/// displaced or count, by its span. Threads: a pure function. Cost: linear in the mentions.
std::map<Span, QuantityValue> resolve_quantities(const Report& report, const Text& text,
                                                 const Analysis& analysis,
                                                 const NumberWords& numbers);

/// Every figure whose own words say that people were killed, injured, detained or displaced ("12
/// dead and 24 injured"), whether or not the reader saw it, and every person told so in a sentence
/// without an event ("A lottery seller was killed."); tolls over a time are left out.
///
/// Threads: a pure function. Cost: linear in the text.
std::vector<HarmCount> find_harm_counts(const Report& report, const Text& text,
                                        const Analysis& analysis,
                                        const std::map<Span, TimeValue>& times,
                                        const NumberWords& numbers);

}  // namespace tocsin::resolve
