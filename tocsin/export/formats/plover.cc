// PLOVER records: one JSON object an event or incident, with the field names of the PLOVER gold
// standard records. Actors and recipients stay lists (no pairing of each with each), and the four
// auxiliary modes of the manual are filled from reality, aspect and date.
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/happening_json.h"
#include "tocsin/export/json.h"
#include "tocsin/export/version.h"

namespace tocsin::exports {
namespace {

Json plover_actors(const Json& actors) {
  Json json = Json::array();
  for (const Json& each : actors) {
    const auto part = [&](const char* key) {
      return each.at(key).is_null() ? std::string() : each.at(key).get<std::string>();
    };
    Json one;
    one["actorText"] = each.at("text");
    one["actorName"] = each.at("name");
    one["code"] = text_or_null(part("country") + part("sector"));
    one["country"] = each.at("country");
    one["sector"] = each.at("sector");
    one["start"] = each.at("start");
    one["end"] = each.at("end");
    json.push_back(std::move(one));
  }
  return json;
}

// historical, future, hypothetical, negation (PLOVER manual, auxiliary modes).
Json auxiliary_modes(Reality reality, Aspect aspect) {
  Json json = Json::array();
  if (aspect == Aspect::kBackground) json.push_back("historical");
  switch (reality) {
    case Reality::kPlanned:
      json.push_back("future");
      break;
    case Reality::kPossible:
    case Reality::kDemanded:
    case Reality::kThreatened:
    case Reality::kConditional:
      json.push_back("hypothetical");
      break;
    case Reality::kDenied:
      json.push_back("negation");
      break;
    case Reality::kActual:
      break;
  }
  return json;
}

Json text_info(const CodedReport& coded, const Json& event) {
  const Report& report = coded.report;
  return {
      {"report_id", report.id},
      {"title", text_or_null(report.title)},
      {"url", text_or_null(report.url)},
      {"published", report.published ? Json(to_string(*report.published)) : Json(nullptr)},
      {"start", event.at("sentence").is_null() ? Json(nullptr) : event.at("sentence").at("start")},
      {"end", event.at("sentence").is_null() ? Json(nullptr) : event.at("sentence").at("end")}};
}

Json place_of(const Json& mentions) {
  Json json = Json::array();
  for (const Json& each : mentions) json.push_back(each.at("text"));
  return json;
}

Json text_of(const Json& span) { return span.is_null() ? Json(nullptr) : span.at("text"); }

Json plover_record(const CodedReport& coded, const Event& each, const Json& event) {
  Json json;
  json["id"] = each.id;
  const Json& date = event.at("date");
  json["date"] = date.is_null() ? Json(nullptr) : date.at("start");
  json["date_end"] = date.is_null() ? Json(nullptr) : date.at("end");
  json["date_precision"] = date.is_null() ? Json(nullptr) : date.at("precision");
  json["actor"] = plover_actors(event.at("actor"));
  json["recipient"] = plover_actors(event.at("recipient"));
  json["event"] = event.at("event");
  json["eventText"] = text_of(event.at("trigger"));
  json["mode"] = event.at("mode");
  json["auxiliary"] = auxiliary_modes(each.reality, each.aspect);
  json["reality"] = event.at("reality");
  json["aspect"] = event.at("aspect");
  json["score"] = event.at("score");
  json["quad_code"] = event.at("quad_code");
  json["cameo"] = event.at("cameo");
  json["from_"] = place_of(event.at("from"));
  json["to_"] = place_of(event.at("to"));
  json["place"] = place_of(event.at("place"));
  json["location"] = event.at("location");
  json["attribution"] = plover_actors(event.at("source"));
  json["text"] = text_of(event.at("sentence"));
  json["textInfo"] = text_info(coded, event);
  json["language"] = text_or_null(coded.language);
  json["publication"] = text_or_null(coded.report.source);
  json["confidence"] = event.at("confidence");
  json["coder"] = "tocsin";
  json["version"] = kVersion;
  return json;
}

class PloverWriter : public Writer {
 public:
  PloverWriter(std::ostream& out, Detail detail) : out_(out), detail_(detail) {}

  void report(const CodedReport& coded) override {
    const RecordJson record(coded, detail_);
    for (const Event& each : coded.events) {
      out_ << dump(plover_record(coded, each, record.event(each))) << '\n';
    }
  }

 private:
  std::ostream& out_;
  Detail detail_;
};

Json plover_actors(const std::vector<const ClaimActor*>& actors) {
  Json json = Json::array();
  for (const ClaimActor* each : actors) {
    Json one;
    one["actorText"] = each->name;
    one["actorName"] = each->name;
    one["code"] = text_or_null(each->country + each->sector);
    one["country"] = text_or_null(each->country);
    one["sector"] = text_or_null(each->sector);
    json.push_back(std::move(one));
  }
  return json;
}

Json plover_record(const Happening& happening) {
  const Json date = date_json(happening.date);
  const auto part = [&](const char* key) { return date.is_null() ? Json(nullptr) : date.at(key); };
  Json json;
  json["id"] = happening.id;
  json["date"] = part("start");
  json["date_end"] = part("end");
  json["date_precision"] = part("precision");
  json["actor"] = plover_actors(on_side(happening, Side::kActor));
  json["recipient"] = plover_actors(on_side(happening, Side::kRecipient));
  json["event"] = happening.type;
  json["mode"] = text_or_null(happening.mode);
  json["auxiliary"] = auxiliary_modes(happening.reality, happening.aspect);
  json["reality"] = to_string(happening.reality);
  json["aspect"] = to_string(happening.aspect);
  json["score"] = rounded(happening.score, 2);
  json["quad_code"] = happening.quad_code;
  json["cameo"] = text_or_null(happening.cameo);
  json["location"] = place_json(happening.place);
  json["text"] = text_or_null(sentence_of(happening));
  json["textInfo"] = citations_json(happening);
  json["publication"] = text_or_null(outlets_of(happening));
  json["voices"] = happening.voices;
  json["killed"] = figure_json(happening.killed);
  json["injured"] = figure_json(happening.injured);
  json["confidence"] = rounded(happening.confidence, 4);
  json["coder"] = "tocsin";
  json["version"] = kVersion;
  return json;
}

class PloverIncidents : public HappeningWriter {
 public:
  explicit PloverIncidents(std::ostream& out) : out_(out) {}
  void happening(const Happening& happening) override {
    out_ << dump(plover_record(happening)) << '\n';
  }

 private:
  std::ostream& out_;
};

}  // namespace

std::unique_ptr<Writer> make_plover_writer(std::ostream& out, const WriterOptions& options) {
  return std::make_unique<PloverWriter>(out, options.detail);
}

std::unique_ptr<IncidentWriter> make_plover_incidents(std::ostream& out,
                                                      const IncidentWriterOptions& options) {
  return write_incidents(std::make_unique<PloverIncidents>(out), options.citation_of);
}

}  // namespace tocsin::exports
