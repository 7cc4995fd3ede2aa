// How it works: sentences come first, best match first, then reports whose text holds the words.
// The cursor counts them: "e40" goes on after 40 sentences, "r,12" after report number 12.
#include <algorithm>
#include <charconv>

#include "tocsin/core/utf8.h"
#include "tocsin/engine/overview.h"
#include "tocsin/serve/json.h"
#include "tocsin/serve/lists.h"
#include "tocsin/serve/problem.h"
#include "tocsin/serve/query.h"
#include "tocsin/serve/resources/resources.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kDeepest = 2000;  // sentences by relevance

Json marks_json(const std::vector<engine::Characters>& marks) {
  Json list = Json::array();
  for (const engine::Characters& mark : marks) {
    list.push_back(Json::array({mark.start, mark.end}));
  }
  return list;
}

Json event_hit(engine::Desk& desk, const store::EventRow& row, const std::string& words) {
  const Claim claim = engine::claim_of(desk, row.id).value_or(Claim{});
  Json json;
  json["kind"] = "event";
  json["id"] = row.id;
  json["report_id"] = row.report;
  json["incident"] = text_or_null(row.incident);
  json["title"] = nullptr;
  json["source"] = text_or_null(row.source);
  json["published"] = day_or_null(row.published);
  json["language"] = text_or_null(row.language);
  json["event"] = row.type;
  json["mode"] = text_or_null(row.mode);
  json["reality"] = to_string(row.reality);
  json["snippet"] = claim.sentence_text;
  json["marks"] = marks_json(engine::marks(claim.sentence_text, words));
  json["start"] = row.first_character;
  json["end"] = row.end_character;
  return json;
}

// Code points [begin, end) of a text.
std::string_view piece(std::string_view text, std::int64_t begin, std::int64_t end) {
  std::size_t first = text.size();
  std::size_t byte = 0;
  for (std::int64_t at = 0; byte < text.size() && at < end; ++at) {
    if (at == begin) first = byte;
    byte += decode_utf8(text, byte).bytes;
  }
  return first >= byte ? std::string_view() : text.substr(first, byte - first);
}

Json report_hit(engine::Desk& desk, const engine::ReportBrief& brief, const std::string& words) {
  constexpr std::int64_t kBefore = 80;
  constexpr std::int64_t kAfter = 160;
  const auto report = desk.store().report(brief.id);
  const std::string_view text = report ? std::string_view(report->report.text) : "";
  const auto found = engine::marks(text, words);
  const std::int64_t first = found.empty() ? 0 : found.front().start;
  const std::int64_t begin = std::max<std::int64_t>(0, first - kBefore);
  const std::string snippet(piece(text, begin, first + kAfter));
  Json json;
  json["kind"] = "report";
  json["id"] = brief.id;
  json["report_id"] = brief.id;
  json["incident"] = nullptr;
  json["title"] = text_or_null(brief.title);
  json["source"] = text_or_null(brief.source);
  json["published"] = text_or_null(brief.published);
  json["language"] = text_or_null(brief.language);
  json["event"] = nullptr;
  json["mode"] = nullptr;
  json["reality"] = nullptr;
  json["snippet"] = snippet;
  json["marks"] = marks_json(engine::marks(snippet, words));
  json["start"] = found.empty() ? Json(nullptr) : Json(found.front().start);
  json["end"] = found.empty() ? Json(nullptr) : Json(found.front().end);
  return json;
}

std::size_t sentences_before(const std::string& cursor) {
  if (cursor.empty()) return 0;
  std::size_t count = 0;
  const char* end = cursor.data() + cursor.size();
  const auto [stop, fault] = std::from_chars(cursor.data() + 1, end, count);
  if (cursor.front() != 'e' || stop != end || fault != std::errc() || count > kDeepest) {
    throw bad_value("cursor", "\"" + cursor + "\" was not given by this list");
  }
  return count;
}

// Sentences from the cursor on; the cursor moves on.
Json event_hits(const Call& call, const Filter& filter, std::string& cursor) {
  const std::size_t before = sentences_before(cursor);
  Filter asked = filter;
  asked.cursor.clear();
  asked.limit = std::min(before + filter.limit + 1, kDeepest + 1);
  Json items = Json::array();
  std::size_t at = 0;
  bool is_more = false;
  call.desk().events(asked, [&](const store::EventRow& row) {
    if (at++ < before) return true;
    is_more = items.size() == filter.limit;
    if (is_more) return false;
    items.push_back(event_hit(call.desk(), row, filter.words));
    return true;
  });
  cursor = is_more ? "e" + std::to_string(before + items.size()) : "r";
  return items;
}

void add_report_hits(const Call& call, const Filter& filter, Json& items, std::string& cursor) {
  Filter asked = filter;
  asked.cursor = cursor == "r" ? "" : cursor;
  asked.limit = filter.limit - items.size();
  const auto found = engine::report_page(call.desk(), asked);
  for (const engine::ReportBrief& brief : found.items) {
    items.push_back(report_hit(call.desk(), brief, filter.words));
  }
  cursor = found.next;
}

}  // namespace

Response search(const Call& call) {
  const Filter filter = filter_of(call.query, Order::kRelevance);
  std::string cursor = filter.cursor;
  Json items = Json::array();
  if (!cursor.starts_with('r')) items = event_hits(call, filter, cursor);
  const bool is_at_reports = cursor.starts_with('r');
  if (is_at_reports && !filter.words.empty() && items.size() < filter.limit) {
    add_report_hits(call, filter, items, cursor);
  } else if (is_at_reports && filter.words.empty()) {
    cursor.clear();
  }
  const std::int64_t total = total_of(call, "search", [filter](engine::Desk& desk) {
    const std::int64_t reports = filter.words.empty() ? 0 : engine::count_reports(desk, filter);
    return engine::count_events(desk, filter) + reports;
  });
  Json json;
  json["items"] = std::move(items);
  json["next"] = text_or_null(cursor);
  json["total"] = total;
  return json_response(json);
}

}  // namespace tocsin::serve
