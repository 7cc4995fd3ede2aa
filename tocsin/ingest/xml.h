#pragma once
/// XML from outside: parsed within limits, without its DTD.

#include <cstddef>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace tocsin::ingest {

struct Xml {
  pugi::xml_document document;
  std::string problem;  ///< why parsing stopped, with its place; empty when all was read
};

/// The tree of a text in UTF-8; as far as it could be read where it is damaged. Entities that a DTD
/// declares are not expanded.
///
/// Throws: Error(kTooLarge) for more than kMaxXmlTags tags or for elements nested deeper than
///         kMaxXmlDepth.
void parse_xml(std::string_view text, Xml& xml);

constexpr std::size_t kMaxXmlBytes = std::size_t{32} << 20;
constexpr std::size_t kMaxXmlTags = 2'000'000;
constexpr std::size_t kMaxXmlDepth = 256;

/// The name of an element or attribute without its prefix: "encoded" of "content:encoded".
std::string_view local_name(const char* name);

/// The first child of this local name; an empty node when there is none.
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view local);

/// The words in an element: its text and CDATA, and that of the elements in it.
std::string words_in(const pugi::xml_node& node);

}  // namespace tocsin::ingest
