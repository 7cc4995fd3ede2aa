#include "tocsin/ingest/xml.h"

#include <algorithm>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::ingest {
namespace {

// How many tags there are and how deep they stand in one another, as far as the brackets tell;
// checked before any memory is spent on a tree.
void check_load(std::string_view text) {
  std::size_t tags = 0;
  std::size_t depth = 0;
  std::size_t most = 0;
  for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<![CDATA[")) {
      at = std::min(text.find("]]>", at), text.size() - 1);
      continue;
    }
    if (rest.starts_with("<!") || rest.starts_with("<?")) continue;
    ++tags;
    const std::size_t end = text.find('>', at);
    const bool closes_itself = end != text.npos && text[end - 1] == '/';
    if (rest.starts_with("</")) {
      depth -= depth > 0 ? 1 : 0;
    } else if (!closes_itself) {
      most = std::max(most, ++depth);
    }
    if (tags > kMaxXmlTags || most > kMaxXmlDepth) break;
  }
  if (tags <= kMaxXmlTags && most <= kMaxXmlDepth) return;
  throw Error(ErrorCode::kTooLarge, "more than " + std::to_string(kMaxXmlTags) +
                                        " elements, or more than " + std::to_string(kMaxXmlDepth) +
                                        " in one another");
}

std::string place(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::string_view row = before.substr(before.rfind('\n') + 1);
  return "line " + std::to_string(line) + ", column " +
         std::to_string(CodePointOffsets(row)(row.size()) + 1);
}

}  // namespace

void parse_xml(std::string_view text, Xml& xml) {
  if (text.size() > kMaxXmlBytes) {
    throw Error(ErrorCode::kTooLarge, "more than " + std::to_string(kMaxXmlBytes) +
                                          " bytes of XML, the most that are read");
  }
  check_load(text);
  const pugi::xml_parse_result result = xml.document.load_buffer(
      text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (result) return;
  xml.problem = std::string("not valid XML: ") + result.description() + " at " +
                place(text, static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)));
}

std::string_view local_name(const char* name) {
  const std::string_view all(name);
  return all.substr(all.find(':') + 1);
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child.name()) == local) return child;
  }
  return {};
}

std::string words_in(const pugi::xml_node& node) {
  std::string words;
  for (const pugi::xml_node& child : node.children()) {
    const pugi::xml_node_type type = child.type();
    if (type == pugi::node_pcdata || type == pugi::node_cdata) words += child.value();
    if (type == pugi::node_element) words += words_in(child);
  }
  return words;
}

}  // namespace tocsin::ingest
