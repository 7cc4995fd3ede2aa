// How it works: the page becomes a list of blocks (paragraphs, headings, items, captions, loose
// text), each with its length and the share of it that is in links. What is never main text by its
// tag, role or class (scripts, navigation, forms, comments, teasers) gives no blocks. Then the
// deepest element is sought that still holds most of the prose: blocks long enough and with few
// links. Its blocks are the main text, but for those that are all link or no more than a label. If
// nothing is left by such care, the page is short: then all of its blocks are the text.

#include "tocsin/ingest/html_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "tocsin/core/utf8.h"

namespace tocsin::ingest {
namespace {

constexpr std::size_t kMaxParents = 100;

enum class Kind : std::uint8_t { kProse, kHeading, kItem, kCaption, kLoose };

struct Block {
  Kind kind;
  int rank = 0;  // of a heading
  std::string text;
  std::size_t link_bytes = 0;
  bool in_page_header = false;
  std::vector<const GumboNode*> parents;  // outermost first, at most kMaxParents
};

constexpr double kMostOfProse = 0.8;
constexpr std::size_t kProseBytes = 80;
constexpr std::size_t kLabelBytes = 30;

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 29> kNeverText{
    "script", "style",  "noscript", "template", "nav",    "aside",  "footer", "form",
    "button", "select", "textarea", "input",    "iframe", "object", "embed",  "svg",
    "math",   "canvas", "audio",    "video",    "head",   "menu",   "dialog", "option",
    "label",  "map",    "datalist", "frameset", "title"};

constexpr std::array<std::string_view, 7> kRolesAside{
    "navigation", "complementary", "contentinfo", "search", "dialog", "alert", "menu"};

// Parts of class names and ids, as publishing systems give them to what is not the report.
constexpr std::array<std::string_view, 33> kClassesAside{
    "comment",      "comments",   "commentlist", "disqus",        "sidebar",    "related",
    "recommended",  "share",      "sharing",     "social",        "newsletter", "subscribe",
    "subscription", "promo",      "advert",      "advertisement", "ad",         "ads",
    "sponsored",    "breadcrumb", "breadcrumbs", "cookie",        "cookies",    "consent",
    "footer",       "nav",        "navbar",      "navigation",    "menu",       "popup",
    "modal",        "tags",       "pagination"};

constexpr std::array<std::string_view, 34> kBlockTags{
    "p",       "div",  "section", "article", "main",    "header",     "h1",     "h2",         "h3",
    "h4",      "h5",   "h6",      "ul",      "ol",      "li",         "dl",     "dt",         "dd",
    "table",   "tr",   "td",      "th",      "tbody",   "blockquote", "figure", "figcaption", "pre",
    "address", "body", "html",    "center",  "details", "summary",    "hr"};

// Whether one of the words of a class or an id, split at signs, is among kClassesAside.
bool has_class_aside(std::string_view names) {
  const std::string lower = lower_ascii(names);
  std::size_t begin = 0;
  while (begin < lower.size()) {
    const std::size_t end = std::min(lower.find_first_of(" -_\t\n:", begin), lower.size());
    if (is_among(kClassesAside, std::string_view(lower).substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

// Walks the page and gathers its blocks.
class Gatherer {
 public:
  explicit Gatherer(std::size_t page_prose) : page_prose_(page_prose) {}

  std::vector<Block> gather(const GumboNode* root) {
    walk(root);
    end_block();
    return std::move(blocks_);
  }

 private:
  void walk(const GumboNode* node) {
    switch (node->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        add_text(node->v.text.text);
        return;
      case GUMBO_NODE_ELEMENT:
        walk_element(node);
        return;
      case GUMBO_NODE_DOCUMENT:
        for_children(node, [&](const GumboNode* child) { walk(child); });
        return;
      default:
        return;
    }
  }

  void walk_element(const GumboNode* node) {
    const std::string tag = tag_name(node);
    if (tag == "br") {
      end_block();
      return;
    }
    if (is_aside(node, tag)) return;
    const bool block = is_among(kBlockTags, tag);
    const State before = state_;
    if (block) {
      end_block();
      enter(node, tag);
    }
    if (tag == "a") ++links_;
    for_children(node, [&](const GumboNode* child) { walk(child); });
    if (tag == "a") --links_;
    if (block) {
      end_block();
      parents_.pop_back();
      state_ = before;
    }
  }

  void enter(const GumboNode* node, const std::string& tag) {
    parents_.push_back(node);
    if (tag == "article" || tag == "main") state_.in_article = true;
    if (tag == "header" && !state_.in_article) state_.in_page_header = true;
    if (tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') {
      state_.kind = Kind::kHeading;
      state_.rank = tag[1] - '0';
    } else if (tag == "figcaption") {
      state_.kind = Kind::kCaption;
    } else if (tag == "p" || tag == "blockquote" || tag == "pre") {
      if (state_.kind != Kind::kCaption) state_.kind = Kind::kProse;
    } else if (tag == "li" || tag == "td" || tag == "th" || tag == "dd" || tag == "dt") {
      state_.kind = Kind::kItem;
    }
  }

  // By class only when the element does not hold most of the page, as one of class "has-sidebar"
  // does.
  bool is_aside(const GumboNode* node, const std::string& tag) const {
    if (is_among(kNeverText, tag) || has_attribute(node, "hidden")) return true;
    if (lower_ascii(attribute(node, "aria-hidden")) == "true") return true;
    if (is_among(kRolesAside, lower_ascii(attribute(node, "role")))) return true;
    if (tag == "html" || tag == "body" || tag == "main" || tag == "article") return false;
    if (!has_class_aside(attribute(node, "class")) && !has_class_aside(attribute(node, "id"))) {
      return false;
    }
    return static_cast<double>(text_of(node).size()) < kMostOfProse / 2 * page_prose_;
  }

  void add_text(std::string_view text) {
    raw_ += text;
    if (links_ > 0) link_bytes_ += collapse(text).size();
  }

  void end_block() {
    std::string text = collapse(raw_);
    if (!text.empty()) {
      const std::size_t outer = std::min(parents_.size(), kMaxParents);
      blocks_.push_back({state_.kind,
                         state_.rank,
                         std::move(text),
                         link_bytes_,
                         state_.in_page_header,
                         {parents_.begin(), parents_.begin() + outer}});
    }
    raw_.clear();
    link_bytes_ = 0;
  }

  struct State {
    Kind kind = Kind::kLoose;
    int rank = 0;
    bool in_article = false;
    bool in_page_header = false;
  };

  double page_prose_;
  std::vector<Block> blocks_;
  std::vector<const GumboNode*> parents_;
  State state_;
  std::string raw_;
  std::size_t link_bytes_ = 0;
  int links_ = 0;
};

bool is_mostly_link(const Block& block) { return block.link_bytes * 2 > block.text.size(); }

// How much the block speaks for the element it is in.
std::size_t prose_bytes(const Block& block) {
  const bool label = block.kind == Kind::kHeading || block.kind == Kind::kCaption;
  if (label || block.text.size() < kProseBytes) return 0;
  return block.link_bytes * 3 > block.text.size() ? 0 : block.text.size();
}

std::size_t total_prose(const std::vector<Block>& blocks) {
  std::size_t total = 0;
  for (const Block& block : blocks) total += prose_bytes(block);
  return total;
}

// The deepest element that holds most of the prose; nullptr when there is no prose.
const GumboNode* main_element(const std::vector<Block>& blocks) {
  const std::size_t total = total_prose(blocks);
  if (total == 0) return nullptr;
  std::map<const GumboNode*, std::size_t> held;
  std::map<const GumboNode*, std::size_t> depth;
  for (const Block& block : blocks) {
    for (std::size_t i = 0; i < block.parents.size(); ++i) {
      held[block.parents[i]] += prose_bytes(block);
      depth[block.parents[i]] = i;
    }
  }
  // Walk the blocks and not the maps: their order is that of addresses.
  const GumboNode* best = nullptr;
  for (const Block& block : blocks) {
    for (const GumboNode* parent : block.parents) {
      if (is_tag(parent, "p")) continue;
      if (static_cast<double>(held[parent]) < kMostOfProse * static_cast<double>(total)) continue;
      if (best == nullptr || depth[parent] > depth[best]) best = parent;
    }
  }
  return best;
}

bool has_sentence_sign(std::string_view text) {
  constexpr std::array<std::string_view, 9> kSigns{".",      "!",      "?",      ":",     ",",
                                                   "\u061F", "\u060C", "\u3002", "\u06D4"};
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return text.find(sign) != std::string_view::npos;
  });
}

bool is_inside(const Block& block, const GumboNode* element) {
  return std::find(block.parents.begin(), block.parents.end(), element) != block.parents.end();
}

// Labels ("Share", "Read more") and lists of links are not kept.
bool is_kept(const Block& block) {
  if (block.in_page_header) return false;
  if (block.kind == Kind::kHeading || block.kind == Kind::kCaption) return true;
  if (is_mostly_link(block) && block.text.size() < 200) return false;
  return block.kind != Kind::kLoose || block.text.size() >= kLabelBytes ||
         has_sentence_sign(block.text);
}

// The heading of the first rank that the title holds, else the first one; its index, or the number
// of blocks when there is none.
std::size_t find_headline(const std::vector<Block>& blocks, const std::string& title) {
  std::size_t first = blocks.size();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind != Kind::kHeading || blocks[i].rank != 1) continue;
    if (title.find(blocks[i].text) != std::string::npos) return i;
    if (first == blocks.size() && !blocks[i].in_page_header) first = i;
  }
  return first;
}

// What is in the main element; and the captions and the prose that stand between the headline and
// it, where pictures and the opening paragraph often are.
std::vector<Block> without_surroundings(const std::vector<Block>& blocks, std::size_t headline) {
  const GumboNode* main = main_element(blocks);
  const auto first = static_cast<std::size_t>(
      std::find_if(blocks.begin(), blocks.end(),
                   [&](const Block& block) { return is_inside(block, main); }) -
      blocks.begin());
  std::vector<Block> kept;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const bool opening =
        i > headline && i < first && (block.kind == Kind::kCaption || prose_bytes(block) > 0);
    if ((main == nullptr || opening || is_inside(block, main)) && is_kept(block)) {
      kept.push_back(block);
    }
  }
  return kept.empty() ? blocks : kept;
}

}  // namespace

PageText read_main_text(const HtmlTree& tree, const std::string& title) {
  const std::size_t size = text_of(tree.root()).size();
  std::vector<Block> blocks = Gatherer(size).gather(tree.root());
  if (blocks.empty()) blocks = Gatherer(0).gather(tree.root());  // whatever its classes
  const std::size_t headline = find_headline(blocks, title);
  PageText page;
  if (headline < blocks.size()) page.headline = blocks[headline].text;
  const std::string opening = page.headline.empty() ? title : page.headline;
  const std::vector<Block> kept = without_surroundings(blocks, headline);
  if (kept.empty()) return page;
  page.text = opening;
  for (const Block& block : kept) {
    if (block.text == opening) continue;
    if (!page.text.empty()) page.text += "\n\n";
    page.text += block.text;
  }
  return page;
}

}  // namespace tocsin::ingest
