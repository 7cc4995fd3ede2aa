#pragma once
/// What the terminal view needs to know of characters and of the terminal: widths, directions, and
/// how text from outside is made safe to show.

#include <cstdio>
#include <string>
#include <string_view>

namespace tocsin::apps {

/// Whether `stream` is a terminal.
bool is_terminal(std::FILE* stream);

/// Columns of the terminal behind standard output; COLUMNS where that is set, `otherwise` where
/// neither is known.
int terminal_columns(int otherwise);

/// Columns that `text` takes: wide characters two, marks and invisible characters none.
int display_width(std::string_view text);

/// Whether `c` is white space.
bool is_blank(char32_t c);

/// Whether `c` must not reach a terminal: control characters and the marks that turn the direction
/// of what follows (U+202A-E, U+2066-9).
bool is_unsafe(char32_t c);

/// The text as it may be shown: runs of white space as one blank, without unsafe characters.
std::string shown(std::string_view text);

/// Whether any letter of `text` is written from right to left.
bool has_right_to_left(std::string_view text);

/// Whether the first letter of `text` is written from right to left.
bool starts_right_to_left(std::string_view text);

/// `text` between FSI and PDI where it holds right-to-left letters, so that what stands around it
/// keeps its order; unchanged otherwise.
std::string isolated(std::string_view text);

/// A sentence of the program with every part between quotation marks isolated that holds
/// right-to-left letters.
std::string with_isolated_quotes(std::string_view sentence);

inline constexpr std::string_view kLeftToRightIsolate = "\u2066";
inline constexpr std::string_view kRightToLeftIsolate = "\u2067";
inline constexpr std::string_view kFirstStrongIsolate = "\u2068";
inline constexpr std::string_view kPopIsolate = "\u2069";

}  // namespace tocsin::apps
