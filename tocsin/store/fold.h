#pragma once
/// How words are made alike for the search, in what is stored and in what is asked.

#include <string>
#include <string_view>

namespace tocsin::store {

/// The text in the form that is searched: vowel marks and lengthening strokes of Arabic script
/// gone, its spellings of alef, hamza, ya, kaf and ta marbuta made one, digits of every script as
/// 0-9, marks that turn the direction gone. Capitals and accents stay; the index folds them.
///
/// Source: Unicode 15, Arabic block; the foldings that users of Arabic search engines expect.
std::string fold(std::string_view text);

/// The same with capitals made small and accents of Latin letters gone, for whole names.
std::string fold_name(std::string_view name);

/// What the user wrote as a query of FTS5: each word must occur, as folded; words between quotation
/// marks stand together; a word that ends in * begins a word. Empty where there is no word.
std::string match_query(std::string_view words);

}  // namespace tocsin::store
