// GeoJSON (RFC 7946): one FeatureCollection, one feature an event. An event whose place is not
// known has a null geometry: it is listed, never put somewhere.
#include "tocsin/export/formats/formats.h"
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

class GeojsonWriter : public Writer {
 public:
  GeojsonWriter(std::ostream& out, Detail detail) : out_(out), detail_(detail) {}

  void begin() override { out_ << "{\"type\":\"FeatureCollection\",\"features\":["; }

  void report(const CodedReport& coded) override {
    const RecordJson record(coded, detail_);
    for (const Event& each : coded.events) {
      const Json event = record.event(each);
      Json feature;
      feature["type"] = "Feature";
      feature["id"] = each.id;
      feature["geometry"] = geometry(event.at("location"));
      feature["properties"] = properties(coded, event);
      out_ << (first_ ? "\n" : ",\n") << dump(feature);
      first_ = false;
    }
  }

  void end() override { out_ << "\n]}\n"; }

 private:
  std::ostream& out_;
  Detail detail_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Writer> make_geojson_writer(std::ostream& out, const WriterOptions& options) {
  return std::make_unique<GeojsonWriter>(out, options.detail);
}

}  // namespace tocsin::exports
