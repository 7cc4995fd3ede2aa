#pragma once
/// A parsed page, and what is asked of its elements. Only the HTML reader includes this.

#include <gumbo.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace tocsin::ingest {

/// The tree of a page. The text must outlive it.
class HtmlTree {
 public:
  /// Throws: Error(kTooLarge) when elements are nested deeper than kMaxDepth, or so many are left
  ///         unclosed that the parser would open more than kMaxReopened anew: it would run out of
  ///         stack or memory.
  explicit HtmlTree(std::string_view page);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  const GumboNode* root() const;

  static constexpr std::size_t kMaxDepth = 2000;
  static constexpr std::size_t kMaxReopened = 20'000'000;

 private:
  GumboOutput* output_;
};

/// "figcaption", lower case; "" for what is no element.
std::string tag_name(const GumboNode* node);

/// Whether the node is an element with this tag.
bool is_tag(const GumboNode* node, std::string_view name);

/// The value of an attribute; "" when there is none.
std::string_view attribute(const GumboNode* node, const char* name);
bool has_attribute(const GumboNode* node, const char* name);

/// Calls `visit` for the node's children; there are none for what is no element.
void for_children(const GumboNode* node, const std::function<void(const GumboNode*)>& visit);

/// Calls `visit` for every element below and including `node`, in the order of the page.
void for_elements(const GumboNode* node, const std::function<void(const GumboNode*)>& visit);

/// All text below the node, white space collapsed.
std::string text_of(const GumboNode* node);

/// The text with runs of white space made one space, and none at either end.
std::string collapse(std::string_view text);

/// ASCII lower case.
std::string lower_ascii(std::string_view words);

}  // namespace tocsin::ingest
