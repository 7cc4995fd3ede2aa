#pragma once
/// A report as a document: what all of its written forms (Markdown, HTML, DOCX) are made from.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tocsin/core/citation.h"
#include "tocsin/report/picture.h"

namespace tocsin::report {

/// A stretch of a sentence.
struct Run {
  std::string text;
  bool is_quoted = false;      ///< a name or words of a report: it has a direction of its own
  std::vector<int> citations;  ///< numbers that follow it, ascending
};

/// One statement about the world. Every sentence of a report has at least one citation.
using Sentence = std::vector<Run>;

/// The numbers of all citations of a sentence, ascending, each once.
std::vector<int> citations_of(const Sentence& sentence);

/// The words without citations.
std::string words_of(const Sentence& sentence);

struct Paragraph {
  std::vector<Sentence> sentences;
};

struct List {
  std::vector<Sentence> items;
};

/// A statement about the report itself or what the desk holds, not about the world: uncited.
struct Note {
  std::string text;
};

struct Subheading {
  Sentence words;
};

/// The last cell of a row is followed by the row's citations.
struct Table {
  std::vector<std::string> head;
  std::vector<std::vector<Sentence>> rows;
};

struct Drawing {
  Picture picture;
  std::string caption;
};

using Block = std::variant<Paragraph, List, Note, Subheading, Table, Drawing>;

struct Section {
  std::string heading;
  std::vector<Block> blocks;
};

/// What a number stands for.
struct Source {
  int number = 0;
  Citation citation;
  std::string published;  ///< its day in the words of the report's language; empty when unknown
};

struct Document {
  std::string language;   ///< BCP 47
  std::string direction;  ///< "ltr" or "rtl"
  std::string title;
  std::vector<std::string> under_title;
  std::vector<Section> sections;
  std::string sources_heading;
  std::vector<Source> sources;  ///< by number, from 1
};

/// Line ends and tabs as blanks; blanks at its ends stay, since runs are parts of a sentence.
std::string flat(std::string_view text);

/// "1–3, 7" of 1, 2, 3, 7.
std::string ranges(const std::vector<int>& numbers);

}  // namespace tocsin::report
