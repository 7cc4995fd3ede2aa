#pragma once
/// The fields of a record or row, and the names that others give them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/ingest/read.h"

namespace tocsin::ingest {

enum class Field : std::uint8_t {
  kId,
  kText,
  kDate,
  kSource,
  kTitle,
  kLanguage,
  kUrl,
  kAuthor,
  kCount
};

/// Our own name of a field first, then those of other programs, in order of trust; lower case.
///
/// Source: docs/formats.md: NGEC, GDELT, ACLED, ReliefWeb, and names that tables often have.
const std::vector<std::string_view>& names_of(Field field);

/// The field that has this name in ColumnMap; nothing for other words.
std::optional<Field> field_named(std::string_view name);

/// The words as a BCP 47 tag: "en-GB" and "ar" as they are, "eng" and "English" as "en".
///
/// Returns: nothing when they name no language.
/// Source:  ISO 639 and CLDR's English names, as ICU has them.
std::optional<std::string> language_tag(const std::string& words);

/// Sets the report's day from the words of a field, or adds a diagnostic when they are no day.
void set_published(const std::string& words, DateOrder order, PublishedBasis basis, Input& input);

/// Sets the report's language likewise.
void set_language(const std::string& words, Input& input);

}  // namespace tocsin::ingest
