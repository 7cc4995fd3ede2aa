#include "tocsin/serve/views.h"

#include <algorithm>

#include "tocsin/core/utf8.h"
#include "tocsin/export/json.h"
#include "tocsin/serve/problem.h"

namespace tocsin::serve {
namespace {

Json names_of(const std::vector<ClaimActor>& actors, Side side) {
  Json list = Json::array();
  for (const ClaimActor& actor : actors) {
    if (actor.side == side) list.push_back(actor.name);
  }
  return list;
}

Json count_json(const std::optional<ClaimCount>& count) {
  if (!count) return nullptr;
  Json json;
  json["min"] = count->min ? Json(*count->min) : Json(nullptr);
  json["max"] = count->max ? Json(*count->max) : Json(nullptr);
  return json;
}

Json figure_json(const std::optional<IncidentFigure>& figure) {
  if (!figure) return nullptr;
  return {{"low", figure->low}, {"best", figure->best}, {"high", figure->high}};
}

Json words_json(std::string text, std::int64_t start, std::int64_t end) {
  return {{"text", std::move(text)}, {"start", start}, {"end", end}};
}

// The words of a span that lies in the claim's sentence.
std::string within_sentence(const Claim& claim, Span span) {
  const bool is_inside = span.begin >= claim.sentence.begin && span.end <= claim.sentence.end &&
                         claim.sentence_text.size() == claim.sentence.end - claim.sentence.begin;
  if (!is_inside) return {};
  return claim.sentence_text.substr(span.begin - claim.sentence.begin, span.end - span.begin);
}

std::int64_t code_points(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

// Where the sentence stands, reckoned from its trigger: both are counted from the same text.
std::int64_t sentence_start(const Claim& claim, std::int64_t trigger_start) {
  const std::string_view sentence = claim.sentence_text;
  if (claim.trigger.begin < claim.sentence.begin) return trigger_start;
  const std::size_t before = claim.trigger.begin - claim.sentence.begin;
  return trigger_start - code_points(sentence.substr(0, std::min(before, sentence.size())));
}

Json interval_json(const std::optional<DateInterval>& date) {
  if (!date) return nullptr;
  return {{"start", day_or_null(date->start)},
          {"end", day_or_null(date->end)},
          {"precision", to_string(date->precision)}};
}

Json place_json(const std::optional<ClaimPlace>& place) {
  if (!place) return nullptr;
  return {{"name", place->name},
          {"id", text_or_null(place->id)},
          {"lat", exports::rounded(place->lat, 6)},
          {"lon", exports::rounded(place->lon, 6)},
          {"country", text_or_null(place->country)},
          {"admin1", text_or_null(place->admin1)},
          {"admin2", text_or_null(place->admin2)},
          {"precision", to_string(place->precision)},
          {"radius_km", exports::rounded(place->radius_km, 2)},
          {"basis", place->is_inferred ? "inferred" : "stated"}};
}

Json actors_json(const Incident& incident) {
  Json list = Json::array();
  for (const ClaimActor& actor : incident.actors) {
    list.push_back({{"name", actor.name},
                    {"id", text_or_null(actor.id)},
                    {"country", text_or_null(actor.country)},
                    {"sector", text_or_null(actor.sector)},
                    {"side", to_string(actor.side)}});
  }
  return list;
}

Json telling_json(engine::Desk& desk, const IncidentEvent& event) {
  const auto at = engine::trigger_of(desk, event.event).value_or(engine::Characters{});
  return {{"event", event.event},
          {"report_id", event.report},
          {"type", event.type},
          {"mode", text_or_null(event.mode)},
          {"reality", to_string(event.reality)},
          {"start", at.start},
          {"end", at.end}};
}

Json disagreements_json(const Incident& incident) {
  Json list = Json::array();
  for (const Disagreement& each : incident.disagreements) {
    Json versions = Json::array();
    for (const Version& version : each.versions) {
      versions.push_back({{"value", version.value}, {"events", version.events}});
    }
    list.push_back({{"field", each.field}, {"versions", std::move(versions)}});
  }
  return list;
}

Json claim_json(engine::Desk& desk, const Claim& claim) {
  const auto at = engine::trigger_of(desk, claim.event).value_or(engine::Characters{});
  const std::int64_t start = sentence_start(claim, at.start);
  Json json;
  json["event"] = claim.event;
  json["report_id"] = claim.report;
  json["source"] = text_or_null(claim.outlet);
  json["published"] = day_or_null(claim.published);
  json["language"] = text_or_null(claim.language);
  json["type"] = claim.type;
  json["mode"] = text_or_null(claim.mode);
  json["reality"] = to_string(claim.reality);
  json["confidence"] = exports::rounded(claim.confidence, 4);
  json["start"] = day_or_null(claim.date ? claim.date->start : std::nullopt);
  json["end"] = day_or_null(claim.date ? claim.date->end : std::nullopt);
  json["place"] = claim.place ? text_or_null(claim.place->name) : Json(nullptr);
  json["actors"] = names_of(claim.actors, Side::kActor);
  json["recipients"] = names_of(claim.actors, Side::kRecipient);
  json["killed"] = count_json(claim.killed);
  json["injured"] = count_json(claim.injured);
  json["detained"] = count_json(claim.detained);
  json["displaced"] = count_json(claim.displaced);
  json["sentence"] =
      words_json(claim.sentence_text, start, start + code_points(claim.sentence_text));
  json["trigger"] = words_json(within_sentence(claim, claim.trigger), at.start, at.end);
  return json;
}

void add_whole(Json& json, engine::Desk& desk, const Incident& incident) {
  json["story"] = Json::array();
  for (const RealityStep& step : incident.story) {
    json["story"].push_back({{"published", day_or_null(step.published)},
                             {"reality", to_string(step.reality)},
                             {"event", step.event}});
  }
  json["joins"] = Json::array();
  for (const Join& join : incident.joins) {
    Json parts = Json::object();
    for (const auto& [name, value] : join.parts) parts[name] = exports::rounded(value, 3);
    json["joins"].push_back({{"a", join.a},
                             {"b", join.b},
                             {"score", exports::rounded(join.score, 3)},
                             {"parts", std::move(parts)}});
  }
  json["claims"] = Json::array();
  for (const IncidentEvent& event : incident.events) {
    if (const auto claim = engine::claim_of(desk, event.event)) {
      json["claims"].push_back(claim_json(desk, *claim));
    }
  }
}

Review review_of(const engine::DeskReport& report, const std::string& event) {
  const auto found = report.reviews.find(event);
  return found == report.reviews.end() ? Review::kOpen : found->second;
}

Json corrected_of(const engine::DeskReport& report, const std::string& event) {
  const auto found = report.corrected.find(event);
  return found == report.corrected.end() ? Json::array() : Json(found->second);
}

Json history_of(engine::Desk& desk, const std::string& event) {
  engine::JournalQuery query;
  query.event = event;
  query.limit = 200;
  Json list = Json::array();
  std::vector<engine::JournalEntry> entries = engine::journal(desk, query);
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    list.push_back(journal_json(*entry));
  }
  return list;
}

Json decisions_of(engine::Desk& desk, const engine::DeskReport& report) {
  Json list = Json::array();
  const auto add = [&](const Event& event) {
    list.push_back({{"event", event.id},
                    {"review", review_name(review_of(report, event.id))},
                    {"corrected", corrected_of(report, event.id)},
                    {"incident", text_or_null(desk.store().incident_of(event.id))}});
  };
  for (const Event& event : report.coded.events) add(event);
  for (const Event& event : report.rejected) add(event);
  return list;
}

}  // namespace

Json page(Json items, const std::string& next, std::int64_t total) {
  return {{"items", std::move(items)}, {"next", text_or_null(next)}, {"total", total}};
}

std::string_view review_name(Review review) {
  switch (review) {
    case Review::kOpen:
      return "open";
    case Review::kAccepted:
      return "accepted";
    case Review::kRejected:
      return "rejected";
  }
  return "open";
}

Json event_row(engine::Desk& desk, const store::EventRow& row) {
  const Claim claim = engine::claim_of(desk, row.id).value_or(Claim{});
  Json json;
  json["id"] = row.id;
  json["report_id"] = row.report;
  json["event"] = row.type;
  json["mode"] = text_or_null(row.mode);
  json["reality"] = to_string(row.reality);
  json["aspect"] = to_string(row.aspect);
  json["confidence"] = exports::rounded(row.confidence, 4);
  json["start"] = day_or_null(row.start);
  json["end"] = day_or_null(row.end);
  json["published"] = day_or_null(row.published);
  json["language"] = text_or_null(row.language);
  json["source"] = text_or_null(row.source);
  json["place"] = text_or_null(row.place);
  json["lat"] = row.lat ? Json(exports::rounded(*row.lat, 6)) : Json(nullptr);
  json["lon"] = row.lon ? Json(exports::rounded(*row.lon, 6)) : Json(nullptr);
  json["actors"] = names_of(claim.actors, Side::kActor);
  json["recipients"] = names_of(claim.actors, Side::kRecipient);
  json["sentence"] = claim.sentence_text;
  json["trigger"] =
      words_json(within_sentence(claim, claim.trigger), row.first_character, row.end_character);
  json["review"] = review_name(row.review);
  json["is_corrected"] = row.is_corrected;
  json["incident"] = text_or_null(row.incident);
  return json;
}

Json event_view(engine::Desk& desk, const std::string& id) {
  const std::optional<engine::DeskReport> report = desk.report_of_event(id);
  const auto find = [&](const std::vector<Event>& events) -> const Event* {
    const auto found = std::find_if(events.begin(), events.end(),
                                    [&](const Event& event) { return event.id == id; });
    return found == events.end() ? nullptr : &*found;
  };
  const Event* event = report ? find(report->coded.events) : nullptr;
  if (report && !event) event = find(report->rejected);
  if (!event) throw Problem("not_found", "there is no event \"" + id + "\" in this desk");
  Json json;
  json["report_id"] = report->coded.report.id;
  json["event"] = exports::RecordJson(report->coded, exports::Detail::kExplained).event(*event);
  json["review"] = review_name(review_of(*report, id));
  json["corrected"] = corrected_of(*report, id);
  json["incident"] = text_or_null(desk.store().incident_of(id));
  json["history"] = history_of(desk, id);
  return json;
}

Json report_view(engine::Desk& desk, const std::string& id) {
  std::optional<engine::DeskReport> report = desk.report(id);
  if (!report) throw Problem("not_found", "there is no report \"" + id + "\" in this desk");
  const Report& text = report->stored.report;
  Json one;
  one["id"] = text.id;
  one["text"] = text.text;
  one["title"] = text_or_null(text.title);
  one["url"] = text_or_null(text.url);
  one["source"] = text_or_null(text.source);
  one["author"] = text_or_null(text.author);
  one["captured"] = report->stored.captured;
  one["format"] = text_or_null(text.provenance.format);
  one["encoding"] = text_or_null(text.provenance.encoding);
  one["origin"] = text_or_null(text.origin);
  one["raw_sha256"] = text_or_null(report->stored.raw_sha256);
  // Rejected events are shown too, marked by their decision.
  CodedReport all = report->coded;
  all.events.insert(all.events.end(), report->rejected.begin(), report->rejected.end());
  std::stable_sort(all.events.begin(), all.events.end(), [](const Event& a, const Event& b) {
    return a.trigger.begin < b.trigger.begin;
  });
  Json json;
  json["report"] = std::move(one);
  json["record"] = exports::RecordJson(all, exports::Detail::kExplained).report();
  json["decisions"] = decisions_of(desk, *report);
  return json;
}

Json report_row(const engine::ReportBrief& brief) {
  return {{"id", brief.id},
          {"title", text_or_null(brief.title)},
          {"source", text_or_null(brief.source)},
          {"language", text_or_null(brief.language)},
          {"published", text_or_null(brief.published)},
          {"published_basis", brief.published_basis},
          {"captured", brief.captured},
          {"events", brief.events},
          {"opening", brief.opening},
          {"is_coded", brief.is_coded},
          {"url", text_or_null(brief.url)}};
}

Json incident_json(engine::Desk& desk, const Incident& incident, Depth depth) {
  Json json;
  json["id"] = incident.id;
  json["type"] = incident.type;
  json["mode"] = text_or_null(incident.mode);
  json["reality"] = to_string(incident.reality);
  json["date"] = interval_json(incident.date);
  if (incident.date) json["date"]["basis"] = to_string(incident.date_basis);
  json["location"] = place_json(incident.place);
  json["actors"] = actors_json(incident);
  json["killed"] = figure_json(incident.killed);
  json["injured"] = figure_json(incident.injured);
  json["detained"] = figure_json(incident.detained);
  json["displaced"] = figure_json(incident.displaced);
  json["confidence"] = exports::rounded(incident.confidence, 3);
  json["score"] = exports::rounded(incident.score, 2);
  json["voices"] = incident.voice_groups.size();
  json["voice_groups"] = incident.voice_groups;
  json["events"] = Json::array();
  for (const IncidentEvent& event : incident.events) {
    json["events"].push_back(telling_json(desk, event));
  }
  json["disagreements"] = disagreements_json(incident);
  if (depth == Depth::kWhole) add_whole(json, desk, incident);
  return json;
}

Json journal_json(const engine::JournalEntry& entry) {
  const store::JournalRow& row = entry.row;
  return {{"n", row.n},
          {"at", row.at},
          {"who", row.who},
          {"action", row.action},
          {"report_id", text_or_null(row.report)},
          {"event", text_or_null(row.event)},
          {"field", text_or_null(row.field)},
          {"before", text_or_null(row.before)},
          {"after", text_or_null(row.after)},
          {"why", text_or_null(row.why)},
          {"undoes", row.undoes ? Json(*row.undoes) : Json(nullptr)},
          {"undone", entry.is_undone},
          {"hash", row.hash}};
}

}  // namespace tocsin::serve
