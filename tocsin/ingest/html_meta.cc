#include "tocsin/ingest/html_meta.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "tocsin/ingest/dates.h"

namespace tocsin::ingest {
namespace {

using nlohmann::json;

// In order of trust.
constexpr std::array<std::string_view, 16> kDateNames{"article:published_time",
                                                      "og:article:published_time",
                                                      "datepublished",
                                                      "date",
                                                      "dc.date",
                                                      "dc.date.issued",
                                                      "dcterms.date",
                                                      "dcterms.created",
                                                      "dcterms.issued",
                                                      "pubdate",
                                                      "publishdate",
                                                      "publish-date",
                                                      "publication_date",
                                                      "parsely-pub-date",
                                                      "sailthru.date",
                                                      "article.published"};

constexpr std::array<std::string_view, 4> kOutletNames{"og:site_name", "dc.publisher",
                                                       "application-name", "publisher"};

// What is gathered in one walk over the page.
struct Gathered {
  std::map<std::string, std::string> meta;  // by lower-case name or property; the first wins
  std::vector<std::string> times;           // of <time>, those marked as publication first
  std::vector<json> linked_data;
  std::string title;
  std::string language;
  std::string canonical;
};

void add_linked_data(const GumboNode* node, Gathered& gathered) {
  if (lower_ascii(attribute(node, "type")).find("ld+json") == std::string::npos) return;
  std::string text;
  for_children(node, [&](const GumboNode* child) {
    if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_CDATA) {
      text += child->v.text.text;
    }
  });
  json value = json::parse(text, nullptr, false, true);
  if (!value.is_discarded()) gathered.linked_data.push_back(std::move(value));
}

void add_meta(const GumboNode* node, Gathered& gathered) {
  for (const char* name : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string key = lower_ascii(attribute(node, name));
    std::string value = collapse(attribute(node, "content"));
    if (!key.empty() && !value.empty()) gathered.meta.emplace(key, std::move(value));
  }
}

void add_time(const GumboNode* node, Gathered& gathered) {
  std::string words(attribute(node, "datetime"));
  if (words.empty()) words = text_of(node);
  const bool marked =
      has_attribute(node, "pubdate") || lower_ascii(attribute(node, "itemprop")) == "datepublished";
  gathered.times.insert(marked ? gathered.times.begin() : gathered.times.end(), std::move(words));
}

Gathered gather(const HtmlTree& tree) {
  Gathered gathered;
  for_elements(tree.root(), [&](const GumboNode* node) {
    const std::string tag = tag_name(node);
    if (tag == "meta") {
      add_meta(node, gathered);
    } else if (tag == "script") {
      add_linked_data(node, gathered);
    } else if (tag == "time") {
      add_time(node, gathered);
    } else if (tag == "title" && gathered.title.empty()) {
      gathered.title = text_of(node);
    } else if (tag == "html" && gathered.language.empty()) {
      gathered.language = attribute(node, "lang");
    } else if (tag == "link" && lower_ascii(attribute(node, "rel")) == "canonical") {
      gathered.canonical = attribute(node, "href");
    }
  });
  return gathered;
}

// The first string under `key` anywhere in the linked data, objects before what they hold; for an
// object there, its "name".
std::string find_linked(const json& value, const char* key, int depth = 0) {
  if (depth > 6 || !value.is_structured()) return "";
  if (value.is_object()) {
    const auto found = value.find(key);
    if (found != value.end() && found->is_string()) return found->get<std::string>();
    if (found != value.end() && found->is_object()) {
      const auto name = found->find("name");
      if (name != found->end() && name->is_string()) return name->get<std::string>();
    }
  }
  for (const json& child : value) {
    if (std::string words = find_linked(child, key, depth + 1); !words.empty()) return words;
  }
  return "";
}

std::string find_linked(const Gathered& gathered, const char* key) {
  for (const json& value : gathered.linked_data) {
    if (std::string words = find_linked(value, key); !words.empty()) return words;
  }
  return "";
}

std::string first_meta(const Gathered& gathered, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const auto found = gathered.meta.find(name); found != gathered.meta.end()) {
      return found->second;
    }
  }
  return "";
}

void read_published(const Gathered& gathered, PageMeta& meta) {
  std::vector<std::string> given{find_linked(gathered, "datePublished")};
  for (const std::string_view name : kDateNames) {
    const auto found = gathered.meta.find(std::string(name));
    if (found != gathered.meta.end()) given.push_back(found->second);
  }
  given.insert(given.end(), gathered.times.begin(), gathered.times.end());
  for (const std::string& words : given) {
    if (words.empty()) continue;
    meta.published = read_date(words);
    if (meta.published) {
      meta.unreadable_date.clear();
      return;
    }
    if (meta.unreadable_date.empty()) meta.unreadable_date = words.substr(0, 60);
  }
}

// "Title - Outlet" and "Title | Outlet" without the outlet.
std::string without_outlet(std::string title, const std::string& outlet) {
  if (outlet.empty() || title.size() <= outlet.size() || !title.ends_with(outlet)) return title;
  std::string kept = title.substr(0, title.size() - outlet.size());
  for (const std::string_view sign : {" - ", " | ", " \u2013 ", " \u2014 ", " :: ", " \u00B7 "}) {
    if (kept.ends_with(sign)) return kept.substr(0, kept.size() - sign.size());
  }
  return title;
}

}  // namespace

PageMeta read_meta(const HtmlTree& tree) {
  const Gathered gathered = gather(tree);
  PageMeta meta;
  for (const std::string_view name : kOutletNames) {
    if (meta.outlet.empty()) meta.outlet = first_meta(gathered, {std::string(name).c_str()});
  }
  if (meta.outlet.empty()) meta.outlet = find_linked(gathered, "publisher");
  meta.title = first_meta(gathered, {"og:title", "twitter:title", "dc.title", "headline"});
  if (meta.title.empty()) meta.title = collapse(find_linked(gathered, "headline"));
  if (meta.title.empty()) meta.title = gathered.title;
  meta.title = without_outlet(meta.title, meta.outlet);
  meta.language = gathered.language;
  if (meta.language.empty())
    meta.language = first_meta(gathered, {"content-language", "og:locale"});
  std::replace(meta.language.begin(), meta.language.end(), '_', '-');
  meta.url = gathered.canonical.empty() ? first_meta(gathered, {"og:url"}) : gathered.canonical;
  read_published(gathered, meta);
  return meta;
}

std::string declared_encoding(std::string_view page) {
  const std::string beginning = lower_ascii(page.substr(0, 4096));
  std::size_t at = beginning.find("charset=");
  std::size_t skip = 8;
  if (at == std::string::npos && beginning.starts_with("<?xml")) {
    at = beginning.find("encoding=");
    skip = 9;
  }
  if (at == std::string::npos) return "";
  std::size_t begin = at + skip;
  while (begin < beginning.size() && (beginning[begin] == '"' || beginning[begin] == '\'')) {
    ++begin;
  }
  const std::size_t end = beginning.find_first_of("\"'>; \t\r\n/?", begin);
  const std::string name = beginning.substr(begin, end - begin);
  // Pages that declare Latin-1 are written in its superset; the HTML standard says to read them so.
  return name == "iso-8859-1" || name == "latin1" || name == "us-ascii" ? "windows-1252" : name;
}

}  // namespace tocsin::ingest
