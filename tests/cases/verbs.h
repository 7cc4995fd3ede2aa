#pragma once
/// What a case file may ask for: one function for each verb, all listed in the table of verbs.cc.

#include <string>
#include <string_view>

#include "tests/cases/case.h"

namespace tocsin::cases {

/// The lines that a verb prints for a case, each ended by "\n"; "" when there are none, which a
/// case file writes as "(none)".
using Verb = std::string (*)(const Case&);

/// The function of the verb `name`; nullptr when there is none.
Verb find_verb(std::string_view name);

/// The names of all verbs, comma separated, for messages.
std::string verb_names();

std::string actor(const Case& input);      ///< verbs/actor.cc
std::string harm(const Case& input);       ///< verbs/quantity.cc
std::string ingest(const Case& input);     ///< verbs/ingest.cc
std::string language(const Case& input);   ///< verbs/language.cc
std::string quantity(const Case& input);   ///< verbs/quantity.cc
std::string place(const Case& input);      ///< verbs/place.cc
std::string sentences(const Case& input);  ///< verbs/sentences.cc
std::string time(const Case& input);       ///< verbs/time.cc
std::string tokens(const Case& input);     ///< verbs/tokens.cc

}  // namespace tocsin::cases
