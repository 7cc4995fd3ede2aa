#include "tocsin/ingest/html_tree.h"

#include <algorithm>
#include <array>
#include <map>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"

namespace tocsin::ingest {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// How hard a page is on the parser, as far as start and end tags tell.
struct Load {
  std::size_t depth = 0;       // the most elements open at once
  std::size_t formatting = 0;  // of these, the most that the parser opens anew in every block
  std::size_t tags = 0;
};

// Elements that have no end tag, and those that most pages leave unclosed: they add no depth.
constexpr std::array<std::string_view, 20> kFlat{
    "area",  "base",   "br",    "col", "embed", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr", "p",     "li", "dt",  "dd",    "tr",   "td"};
constexpr std::array<std::string_view, 14> kFormatting{"a",      "b",      "big",  "code", "em",
                                                       "font",   "i",      "nobr", "s",    "small",
                                                       "strike", "strong", "tt",   "u"};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Load measure(std::string_view page) {
  std::map<std::string, std::size_t> open;
  std::size_t depth = 0;
  std::size_t formatting = 0;
  Load load;
  for (std::size_t at = page.find('<'); at != std::string_view::npos; at = page.find('<', at + 1)) {
    const bool closes = at + 1 < page.size() && page[at + 1] == '/';
    const std::size_t begin = at + (closes ? 2 : 1);
    std::size_t end = begin;
    while (end < page.size() && end - begin < 20 && (is_letter(page[end]) || page[end] == '-')) {
      ++end;
    }
    const std::string name = lower_ascii(page.substr(begin, end - begin));
    load.tags += name.empty() ? 0 : 1;
    if (name.empty() || is_among(kFlat, name)) continue;
    const std::size_t formats = is_among(kFormatting, name) ? 1 : 0;
    if (!closes) {
      ++open[name];
      load.depth = std::max(load.depth, ++depth);
      load.formatting = std::max(load.formatting, formatting += formats);
    } else if (const auto found = open.find(name); found != open.end() && found->second > 0) {
      --found->second;
      --depth;
      formatting -= formats;
    }
  }
  return load;
}

const GumboVector* children(const GumboNode* node) {
  switch (node->type) {
    case GUMBO_NODE_DOCUMENT:
      return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      return &node->v.element.children;
    default:
      return nullptr;
  }
}

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

void append_text(const GumboNode* node, std::string& text) {
  switch (node->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
      text += node->v.text.text;
      return;
    default:
      for_children(node, [&](const GumboNode* child) { append_text(child, text); });
  }
}

}  // namespace

HtmlTree::HtmlTree(std::string_view page) {
  const Load load = measure(page);
  if (load.depth > kMaxDepth || load.formatting * load.tags > kMaxReopened) {
    throw Error(ErrorCode::kTooLarge, "elements are nested " + std::to_string(load.depth) +
                                          " deep in " + std::to_string(load.tags) +
                                          " tags; expected a page with closed elements");
  }
  output_ = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
}

HtmlTree::~HtmlTree() { gumbo_destroy_output(&kGumboDefaultOptions, output_); }

const GumboNode* HtmlTree::root() const { return output_->document; }

std::string tag_name(const GumboNode* node) {
  if (!is_element(node)) return "";
  const GumboElement& element = node->v.element;
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return name.length == 0 ? "" : lower_ascii({name.data, name.length});
}

bool is_tag(const GumboNode* node, std::string_view name) { return tag_name(node) == name; }

std::string_view attribute(const GumboNode* node, const char* name) {
  if (!is_element(node)) return {};
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool has_attribute(const GumboNode* node, const char* name) {
  return is_element(node) && gumbo_get_attribute(&node->v.element.attributes, name) != nullptr;
}

void for_children(const GumboNode* node, const std::function<void(const GumboNode*)>& visit) {
  const GumboVector* all = children(node);
  for (unsigned i = 0; all != nullptr && i < all->length; ++i) {
    visit(static_cast<const GumboNode*>(all->data[i]));
  }
}

void for_elements(const GumboNode* node, const std::function<void(const GumboNode*)>& visit) {
  if (is_element(node)) visit(node);
  for_children(node, [&](const GumboNode* child) { for_elements(child, visit); });
}

std::string text_of(const GumboNode* node) {
  std::string text;
  append_text(node, text);
  return collapse(text);
}

std::string collapse(std::string_view text) {
  std::string collapsed;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, point.bytes);
    at += point.bytes;
    if (point.value == ' ' || (point.value >= 9 && point.value <= 13) || point.value == 0xA0) {
      space = true;
      continue;
    }
    if (space && !collapsed.empty()) collapsed += ' ';
    space = false;
    collapsed += bytes;
  }
  return collapsed;
}

std::string lower_ascii(std::string_view words) {
  std::string lower(words);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

}  // namespace tocsin::ingest
