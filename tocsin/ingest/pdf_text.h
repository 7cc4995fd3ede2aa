#pragma once
/// The lines that a PDF shows, as paragraphs.

#include <string>
#include <string_view>

namespace tocsin::ingest {

/// The text of pages that form feeds part, as pdftotext writes it: lines of a paragraph joined,
/// words that were parted at a line's end whole again, numbers of pages left out, a blank line
/// between paragraphs. Shapes of Arabic letters and ligatures become the letters they stand for;
/// marks of direction are left out.
///
/// Source: Unicode 15, compatibility decomposition of U+FB00 to U+FDFF and U+FE70 to U+FEFF.
std::string paragraphs_of_pages(std::string_view pages);

}  // namespace tocsin::ingest
