#pragma once
/// Which language a text is written in.

#include <string>
#include <string_view>

#include "tocsin/text/languages.h"

namespace tocsin::text {

/// The code of the language as BCP 47 writes it: "en" for "EN", "eng", "en_GB" or "English" when
/// `languages` knows English, "pt-BR" as it stands when it does not know Portuguese; "" when the
/// words are no language tag.
std::string language_code(std::string_view given, const Languages& languages);

/// Whether the text may be in this language: 60 of 100 letters are of its script, or of none.
bool is_in_script_of(std::string_view text, const Language& language);

/// The code of the language that the text is in; "und" when unsure.
///
/// Cost: linear in the first 200 kB; what follows is not looked at.
std::string recognise(std::string_view text, const Languages& languages);

}  // namespace tocsin::text
