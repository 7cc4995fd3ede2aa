#pragma once
/// A report: one text that somebody published, with what is known about it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tocsin/core/date.h"

namespace tocsin {

/// Where the publication date was taken from.
/// kContext: worked out from the text and the dates of the reports that came with it.
enum class PublishedBasis : std::uint8_t { kNone, kGiven, kPage, kText, kFile, kContext };
std::string_view to_string(PublishedBasis basis);
std::optional<PublishedBasis> parse_published_basis(std::string_view name);

/// Where the bytes of a report stand, so that they can be found again.
struct Provenance {
  std::string file;      ///< as it was named: "inbox/week.zip"; "-" for standard input
  std::string entry;     ///< within it, outermost first: "mail/a.eml", "row 12", "message 77"
  std::string format;    ///< the name of the reader: "csv"
  std::string encoding;  ///< the encoding that was read: "windows-1256"; empty where there is none
  bool operator==(const Provenance&) const = default;
};

/// Stored text never changes: every Span of every stage points into `text` (valid UTF-8).
struct Report {
  std::string id;
  std::string text;
  std::string title;  ///< may be empty; not part of `text` unless the text itself opens with it
  std::string url;
  std::string source;    ///< the outlet; empty when unknown
  std::string language;  ///< as given by the input, BCP 47 ("en"); empty: to be recognised
  std::optional<Date> published;
  PublishedBasis published_basis = PublishedBasis::kNone;
  std::string origin;  ///< "folder/file.jsonl:12", for messages
  std::string author;  ///< who wrote it, as the input names them; empty when unknown
  Provenance provenance;
  /// When the reports that came with it were published, for one that has no date of its own.
  std::optional<DateInterval> around;
};

}  // namespace tocsin
