#include "tocsin/ingest/fields.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>

#include "tocsin/ingest/dates.h"
#include "tocsin/ingest/html_tree.h"
#include "tocsin/ingest/title.h"

namespace tocsin::ingest {
namespace {

constexpr std::size_t kFields = static_cast<std::size_t>(Field::kCount);

// Names of columns and of keys, as programs have them.
const std::array<std::vector<std::string_view>, kFields> kNames{{
    {"id", "report_id", "story_id", "event_id_cnty", "event_id", "globaleventid", "gkgrecordid",
     "guid"},
    {"text", "event_text", "body", "content", "full_text", "fulltext", "article_text", "notes",
     "message", "description", "desc", "summary"},
    {"date", "pub_date", "published", "publish_date", "published_at", "publishedat", "pubdate",
     "publication_date", "event_date", "seendate", "sqldate", "dateadded", "created_at"},
    {"source", "publisher", "outlet", "source_name", "outletname", "sourcecommonname", "site_name",
     "domain"},
    {"title", "headline"},
    {"lang", "language"},
    {"url", "link", "sourceurl", "documentidentifier", "web_url"},
    {"author", "byline", "creator"},
}};

bool is_tag(std::string_view words) {
  const std::size_t end = std::min(words.find_first_of("-_"), words.size());
  if (end < 2 || end > 3) return false;
  return std::all_of(words.begin(), words.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

// Three-letter codes and English names to two letters.
const std::map<std::string, std::string>& languages() {
  static const std::map<std::string, std::string> kLanguages = [] {
    std::map<std::string, std::string> names;
    for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code) {
      const icu::Locale locale(*code);
      icu::UnicodeString name;
      std::string utf8;
      locale.getDisplayLanguage(icu::Locale::getEnglish(), name).toLower().toUTF8String(utf8);
      names.emplace(utf8, *code);
      if (std::string_view(*code).size() == 2) names.emplace(locale.getISO3Language(), *code);
    }
    return names;
  }();
  return kLanguages;
}

}  // namespace

const std::vector<std::string_view>& names_of(Field field) {
  return kNames[static_cast<std::size_t>(field)];
}

std::optional<Field> field_named(std::string_view name) {
  for (std::size_t i = 0; i < kFields; ++i) {
    if (kNames[i].front() == name) return static_cast<Field>(i);
  }
  return std::nullopt;
}

std::optional<std::string> language_tag(const std::string& words) {
  const std::string lower = lower_ascii(words);
  if (const auto found = languages().find(lower); found != languages().end()) return found->second;
  if (!is_tag(words)) return std::nullopt;
  std::string tag = words;
  std::replace(tag.begin(), tag.end(), '_', '-');
  return tag;
}

void set_published(const std::string& words, DateOrder order, PublishedBasis basis, Input& input) {
  if (trim(words).empty()) return;
  input.report.published = read_date(words, order);
  if (input.report.published) {
    input.report.published_basis = basis;
    return;
  }
  std::string expected = "; expected YYYY-MM-DD";
  if (order == DateOrder::kUnknown && is_date_of_unknown_order(words)) {
    expected = ": day and month may stand in either order; give the order, or write YYYY-MM-DD";
  }
  input.diagnostics.push_back(
      {"date_unreadable",
       "the date \"" + words.substr(0, 60) + "\" could not be read" + expected,
       {}});
}

void set_language(const std::string& words, Input& input) {
  if (words.empty()) return;
  if (auto tag = language_tag(words)) {
    input.report.language = *std::move(tag);
  } else {
    input.diagnostics.push_back(
        {"language_unreadable",
         "\"" + words.substr(0, 60) + "\" names no language; it is recognised from the text",
         {}});
  }
}

ColumnMap parse_columns(std::string_view words) {
  ColumnMap columns;
  for (std::size_t begin = 0; begin <= words.size();) {
    const std::size_t end = std::min(words.find(',', begin), words.size());
    const std::string_view part = trim(words.substr(begin, end - begin));
    begin = end + 1;
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals + 1 == part.size()) {
      throw Error(ErrorCode::kUsage, "columns: found \"" + std::string(part) +
                                         "\"; expected FIELD=COLUMN, such as text=notes");
    }
    const std::string field(trim(part.substr(0, equals)));
    if (!field_named(field)) {
      std::string known;
      for (const auto& names : kNames) {
        known += (known.empty() ? "" : ", ") + std::string(names.front());
      }
      throw Error(ErrorCode::kUsage,
                  "columns: no field \"" + field + "\"; expected one of " + known);
    }
    columns[field] = trim(part.substr(equals + 1));
  }
  return columns;
}

}  // namespace tocsin::ingest
