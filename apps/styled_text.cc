#include "apps/styled_text.h"

#include <algorithm>
#include <iterator>

#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

constexpr int kNarrowest = 24;

// SGR parameters (ECMA-48). Only the basic colours, which every theme keeps readable.
std::string_view parameters(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kDim:
      return "2";
    case Ink::kBold:
      return "1";
    case Ink::kTrigger:
      return "1;33";
    case Ink::kActor:
      return "36";
    case Ink::kRecipient:
      return "35";
    case Ink::kPlace:
      return "32";
    case Ink::kTime:
      return "34";
    case Ink::kNumber:
      return "31";
    case Ink::kSource:
      return "4";
    case Ink::kThing:
      return "33";
    case Ink::kWarning:
      return "31";
  }
  return "";
}

int width_of(const Word& word) {
  int width = 0;
  for (const Run& run : word.runs) width += display_width(run.text);
  return width;
}

// Adds a word to a line, with a blank before it; neighbours of one colour become one run.
void add_word(std::vector<Run>& line, const Word& word) {
  if (!line.empty() && !word.runs.empty()) {
    const bool same = line.back().ink == word.runs.front().ink;
    if (same) {
      line.back().text += ' ';
    } else {
      line.push_back({" ", Ink::kPlain});
    }
  }
  for (const Run& run : word.runs) {
    if (!line.empty() && line.back().ink == run.ink) {
      line.back().text += run.text;
    } else {
      line.push_back(run);
    }
  }
}

}  // namespace

std::string inked(std::string_view text, Ink ink, Colour colour) {
  const std::string_view sgr = parameters(ink);
  if (colour == Colour::kOff || sgr.empty() || text.empty()) return std::string(text);
  return "\033[" + std::string(sgr) + "m" + std::string(text) + "\033[0m";
}

std::vector<Word> words_of(std::string_view text, Ink ink) {
  std::vector<Word> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back({{{std::string(text.substr(begin, end - begin)), ink}}});
    begin = end + 1;
  }
  return words;
}

void append(std::vector<Word>& words, std::vector<Word> more) {
  words.insert(words.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

std::string wrapped(const std::vector<Word>& words, const Layout& layout) {
  std::string result;
  std::vector<Run> line;
  int used = 0;
  const auto end_line = [&] {
    result += result.empty() ? inked(layout.first, layout.first_ink, layout.colour) : layout.rest;
    if (layout.right_to_left) result += kRightToLeftIsolate;
    for (const Run& run : line) result += inked(run.text, run.ink, layout.colour);
    if (layout.right_to_left) result += kPopIsolate;
    result += '\n';
    line.clear();
    used = 0;
  };
  for (const Word& word : words) {
    const std::string& indent = result.empty() ? layout.first : layout.rest;
    const int room = std::max(layout.width - display_width(indent), kNarrowest);
    const int width = width_of(word);
    if (used > 0 && used + 1 + width > room) end_line();
    add_word(line, word);
    used += width + (used > 0 ? 1 : 0);
  }
  if (used > 0 || result.empty()) end_line();
  return result;
}

}  // namespace tocsin::apps
