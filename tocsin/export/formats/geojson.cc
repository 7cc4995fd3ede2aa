// GeoJSON (RFC 7946): one FeatureCollection, one feature an event or incident. One whose place is
// not known has a null geometry: it is listed, never put somewhere.
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/happening_json.h"
#include "tocsin/export/json.h"

namespace tocsin::exports {
namespace {

Json names(const Json& actors) {
  Json json = Json::array();
  for (const Json& each : actors) {
    json.push_back(each.at("name").is_null() ? each.at("text") : each.at("name"));
  }
  return json;
}

Json properties(const CodedReport& coded, const Json& event) {
  Json json;
  json["id"] = event.at("id");
  json["report_id"] = coded.report.id;
  json["published"] =
      coded.report.published ? Json(to_string(*coded.report.published)) : Json(nullptr);
  json["publication"] = text_or_null(coded.report.source);
  for (const char* key : {"event", "mode", "score", "quad_code", "cameo", "acled", "reality",
                          "aspect", "confidence"}) {
    json[key] = event.at(key);
  }
  json["date"] = event.at("date");
  json["actor"] = names(event.at("actor"));
  json["recipient"] = names(event.at("recipient"));
  const Json& place = event.at("location");
  for (const char* key : {"name", "country", "admin1", "admin2", "precision", "radius_km"}) {
    json[std::string(key) == "name" ? "place" : key] =
        place.is_null() ? Json(nullptr) : place.at(key);
  }
  for (const char* key : {"killed", "injured", "detained", "displaced"}) {
    json[key] = event.at(key);
  }
  json["trigger"] = event.at("trigger");
  json["sentence"] = event.at("sentence");
  return json;
}

Json geometry(const Json& place) {
  if (place.is_null() || place.at("lat").is_null()) return nullptr;
  return {{"type", "Point"}, {"coordinates", {place.at("lon"), place.at("lat")}}};
}

Json names(const std::vector<const ClaimActor*>& actors) {
  Json json = Json::array();
  for (const ClaimActor* each : actors) json.push_back(each->name);
  return json;
}

Json properties(const Happening& happening) {
  Json json;
  json["id"] = happening.id;
  json["event"] = happening.type;
  json["mode"] = text_or_null(happening.mode);
  json["score"] = rounded(happening.score, 2);
  json["reality"] = to_string(happening.reality);
  json["date"] = date_json(happening.date);
  json["actor"] = names(on_side(happening, Side::kActor));
  json["recipient"] = names(on_side(happening, Side::kRecipient));
  const Json place = place_json(happening.place);
  for (const char* key : {"name", "country", "admin1", "admin2", "precision", "radius_km"}) {
    json[std::string(key) == "name" ? "place" : key] =
        place.is_null() ? Json(nullptr) : place.at(key);
  }
  json["killed"] = figure_json(happening.killed);
  json["injured"] = figure_json(happening.injured);
  json["detained"] = figure_json(happening.detained);
  json["displaced"] = figure_json(happening.displaced);
  json["voices"] = happening.voices;
  json["citations"] = citations_json(happening);
  return json;
}

// The features of one collection, divided by commas.
class Features {
 public:
  explicit Features(std::ostream& out) : out_(out) {}

  void begin() { out_ << "{\"type\":\"FeatureCollection\",\"features\":["; }

  void add(const std::string& id, Json geometry, Json properties) {
    Json feature;
    feature["type"] = "Feature";
    feature["id"] = id;
    feature["geometry"] = std::move(geometry);
    feature["properties"] = std::move(properties);
    out_ << (first_ ? "\n" : ",\n") << dump(feature);
    first_ = false;
  }

  void end() { out_ << "\n]}\n"; }

 private:
  std::ostream& out_;
  bool first_ = true;
};

class GeojsonWriter : public Writer {
 public:
  GeojsonWriter(std::ostream& out, Detail detail) : features_(out), detail_(detail) {}

  void begin() override { features_.begin(); }

  void report(const CodedReport& coded) override {
    const RecordJson record(coded, detail_);
    for (const Event& each : coded.events) {
      const Json event = record.event(each);
      features_.add(each.id, geometry(event.at("location")), properties(coded, event));
    }
  }

  void end() override { features_.end(); }

 private:
  Features features_;
  Detail detail_;
};

class GeojsonIncidents : public HappeningWriter {
 public:
  explicit GeojsonIncidents(std::ostream& out) : features_(out) {}

  void begin() override { features_.begin(); }

  void happening(const Happening& happening) override {
    features_.add(happening.id, geometry(place_json(happening.place)), properties(happening));
  }

  void end() override { features_.end(); }

 private:
  Features features_;
};

}  // namespace

std::unique_ptr<Writer> make_geojson_writer(std::ostream& out, const WriterOptions& options) {
  return std::make_unique<GeojsonWriter>(out, options.detail);
}

std::unique_ptr<IncidentWriter> make_geojson_incidents(std::ostream& out,
                                                       const IncidentWriterOptions& options) {
  return write_incidents(std::make_unique<GeojsonIncidents>(out), options.citation_of);
}

}  // namespace tocsin::exports
