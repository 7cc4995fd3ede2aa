#include <array>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tocsin/core/utf8.h"
#include "tocsin/ingest/encoding.h"
#include "tocsin/ingest/fields.h"
#include "tocsin/ingest/formats.h"
#include "tocsin/ingest/html_meta.h"
#include "tocsin/ingest/page.h"
#include "tocsin/ingest/title.h"
#include "tocsin/ingest/xml.h"

namespace tocsin::ingest {
namespace {

// Elements of an entry, in order of trust.
constexpr std::array<std::string_view, 4> kBodies{"encoded", "content", "description", "summary"};
constexpr std::array<std::string_view, 5> kDates{"pubDate", "published", "date", "issued",
                                                 "updated"};

std::string trimmed(const pugi::xml_node& node) { return std::string(trim(words_in(node))); }

template <std::size_t N>
pugi::xml_node first_of(const pugi::xml_node& node, const std::array<std::string_view, N>& names) {
  for (const std::string_view name : names) {
    const pugi::xml_node child = child_named(node, name);
    if (child && (!trim(words_in(child)).empty() || child.child("div"))) return child;
  }
  return {};
}

// Markup that stands in the feed as elements (Atom's xhtml) is written out again.
std::string markup_of(const pugi::xml_node& node) {
  if (std::string_view(node.attribute("type").value()) != "xhtml") return words_in(node);
  std::ostringstream out;
  for (const pugi::xml_node& child : node.children()) child.print(out, "", pugi::format_raw);
  return out.str();
}

// A title is words or escaped markup.
std::string title_in(const pugi::xml_node& node) {
  const std::string words = markup_of(node);
  if (words.find_first_of("<&") == std::string::npos) return std::string(trim(words));
  return text_of_html(words, "");
}

std::string body_of(const pugi::xml_node& node, const std::string& title) {
  const std::string words = markup_of(node);
  if (words.find_first_of("<&") != std::string::npos) return text_of_html(words, title);
  const std::string text(trim(normalise_lines(words)));
  if (title.empty() || text.starts_with(title)) return text;
  return text.empty() ? title : title + "\n\n" + text;
}

// Atom has several links with what they lead to; RSS has the address as text.
std::string link_of(const pugi::xml_node& entry) {
  std::string link;
  for (const pugi::xml_node& child : entry.children()) {
    if (local_name(child.name()) != "link") continue;
    const std::string_view relation = child.attribute("rel").value();
    const std::string address =
        child.attribute("href") ? child.attribute("href").value() : trimmed(child);
    if (link.empty() && (relation.empty() || relation == "alternate")) link = address;
  }
  return link;
}

std::string author_of(const pugi::xml_node& entry) {
  const pugi::xml_node creator = child_named(entry, "creator");
  if (creator) return trimmed(creator);
  const pugi::xml_node author = child_named(entry, "author");
  const pugi::xml_node name = child_named(author, "name");
  return trimmed(name ? name : author);
}

struct Feed {
  pugi::xml_node root;
  std::string title;
  std::string language;
  std::vector<pugi::xml_node> entries;
};

void add_entries(const pugi::xml_node& node, Feed& feed) {
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = local_name(child.name());
    if (name == "item" || name == "entry") feed.entries.push_back(child);
  }
}

// RSS 2 has its items in the channel, RSS 1 beside it, Atom its entries in the root.
Feed find_entries(const Xml& xml) {
  Feed feed;
  feed.root = xml.document.document_element();
  const pugi::xml_node channel = child_named(feed.root, "channel");
  const pugi::xml_node head = channel ? channel : feed.root;
  feed.title = title_in(child_named(head, "title"));
  feed.language = trimmed(child_named(head, "language"));
  if (feed.language.empty()) feed.language = feed.root.attribute("xml:lang").value();
  add_entries(channel, feed);
  add_entries(feed.root, feed);
  return feed;
}

class Entries {
 public:
  Entries(const Origin& origin, const Options& options, const Sink& sink, const Decoded& decoded)
      : origin_(origin), options_(options), sink_(sink), decoded_(decoded) {}

  void read() {
    Xml xml;
    parse_xml(decoded_.text, xml);
    Feed feed = find_entries(xml);
    const bool is_damaged = !xml.problem.empty();
    // The last entry of a damaged feed is not whole.
    if (is_damaged && !feed.entries.empty()) feed.entries.pop_back();
    std::size_t number = 0;
    for (const pugi::xml_node& entry : feed.entries) read_entry(entry, feed, ++number);
    if (is_damaged) {
      fault(ErrorCode::kBadRecord, {"entry " + std::to_string(number + 1), number + 1}, xml.problem,
            "Fetch the feed once more; the entries before this one were read.");
    } else if (number == 0) {
      const std::string root = feed.root.name();
      fault(ErrorCode::kFileEmpty, {},
            root.empty() ? "no elements; expected RSS or Atom"
                         : "no entries in <" + root.substr(0, 60) + ">; expected RSS or Atom",
            "Give an RSS or Atom feed that has entries.");
    }
  }

 private:
  void read_entry(const pugi::xml_node& entry, const Feed& feed, std::size_t number) {
    const Where where{"entry " + std::to_string(number), number};
    Input input;
    try {
      input.report.title = title_in(child_named(entry, "title"));
      const pugi::xml_node body = first_of(entry, kBodies);
      const std::string text = body ? body_of(body, input.report.title) : input.report.title;
      input.report.text = stored_text(text, input.diagnostics);
    } catch (const Error& error) {
      fault(error.code(), where, error.what(), "");
      return;
    }
    if (is_blank(input.report.text)) {
      fault(ErrorCode::kBadRecord, where, "no title and no text in the entry",
            "Leave the entry out; the others are read.");
      return;
    }
    fill(entry, feed, input);
    hand_over(std::move(input), origin_, where, options_, sink_);
  }

  void fill(const pugi::xml_node& entry, const Feed& feed, Input& input) {
    Report& report = input.report;
    for (const Diagnostic& each : decoded_.diagnostics) input.diagnostics.push_back(each);
    report.provenance.encoding = decoded_.encoding;
    report.url = link_of(entry);
    const pugi::xml_node id =
        child_named(entry, "guid") ? child_named(entry, "guid") : child_named(entry, "id");
    report.id = trimmed(id);
    if (report.id.empty()) report.id = report.url;
    const pugi::xml_node source = child_named(entry, "source");
    report.source = trimmed(child_named(source, "title") ? child_named(source, "title") : source);
    if (report.source.empty()) report.source = feed.title;
    report.author = author_of(entry);
    const std::string own_language = entry.attribute("xml:lang").value();
    set_language(own_language.empty() ? feed.language : own_language, input);
    set_published(trimmed(first_of(entry, kDates)), options_.date_order, PublishedBasis::kGiven,
                  input);
  }

  void fault(ErrorCode code, const Where& where, const std::string& what, const std::string& fix) {
    sink_.on_fault(make_fault(code, origin_, where, what, fix));
  }

  const Origin& origin_;
  const Options& options_;
  const Sink& sink_;
  const Decoded& decoded_;
};

}  // namespace

void read_feed(Bytes& bytes, const Origin& origin, const Options& options, const Sink& sink) {
  const std::string whole = bytes.read_all(kMaxXmlBytes);
  try {
    if (bytes.is_broken()) throw Error(ErrorCode::kFileUnreadable, "reading broke off");
    if (whole.empty()) throw Error(ErrorCode::kFileEmpty, "0 bytes; expected a feed");
    const Decoded decoded = decode(whole, declared_encoding(whole), options.encoding);
    Entries(origin, options, sink, decoded).read();
  } catch (const Error& error) {
    sink.on_fault(make_fault(error.code(), origin, {}, error.what()));
  }
}

}  // namespace tocsin::ingest
