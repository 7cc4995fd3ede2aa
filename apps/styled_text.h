#pragma once
/// Words with colours, wrapped to a width.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::apps {

/// What a stretch of text is, which decides its colour.
enum class Ink : std::uint8_t {
  kPlain,
  kDim,
  kBold,
  kTrigger,
  kActor,
  kRecipient,
  kPlace,
  kTime,
  kNumber,
  kSource,
  kThing,
  kWarning
};

enum class Colour : std::uint8_t { kOff, kOn };

struct Run {
  std::string text;
  Ink ink = Ink::kPlain;
};

/// Never broken over two lines.
struct Word {
  std::vector<Run> runs;
};

/// The words of `text`, split at blanks.
std::vector<Word> words_of(std::string_view text, Ink ink = Ink::kPlain);

void append(std::vector<Word>& words, std::vector<Word> more);

/// How a paragraph is laid out.
struct Layout {
  int width = 80;
  std::string first;  ///< what stands before the first line
  std::string rest;   ///< before the other lines
  Colour colour = Colour::kOff;
  Ink first_ink = Ink::kPlain;  ///< the colour of `first`
  /// From right to left: every line is isolated as such, so that the terminal's own ordering of
  /// directions starts afresh on it.
  bool right_to_left = false;
};

/// The words as lines, each ended by a line feed. A word that is wider than the line stands alone.
std::string wrapped(const std::vector<Word>& words, const Layout& layout);

/// `text` with the colour of `ink` around it.
std::string inked(std::string_view text, Ink ink, Colour colour);

}  // namespace tocsin::apps
