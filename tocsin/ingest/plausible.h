#pragma once
/// How much a text looks as if it had been read in its true encoding.

#include <string_view>

namespace tocsin::ingest {

/// From 0 (as text is) to 1 (as text never is): the share of neighbours, at least one of them
/// beyond ASCII, that do not go together. Letters of two scripts or a letter and a sign of no use
/// inside a word do not; nor does a capital after a small letter, nor two capitals and a small one.
/// No language is assumed.
///
/// Source: Unicode 15: scripts (UAX 24) and general categories, as ICU has them.
double implausibility(std::string_view utf8);

}  // namespace tocsin::ingest
