// KML 2.2: one placemark a happening, with its day as TimeSpan and its fields as ExtendedData. A
// happening whose place is not known is a placemark without a point: listed, never put somewhere.
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/text.h"

namespace tocsin::exports {
namespace {

constexpr int kDegreeDecimals = 5;

void data(std::ostream& out, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  out << "<Data name=\"" << name << "\"><value>" << xml_text(value) << "</value></Data>";
}

std::string figure(const std::optional<Figure>& figure) {
  if (!figure) return {};
  const auto number = [](const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : std::string("?");
  };
  if (figure->low == figure->high) return number(figure->low);
  return number(figure->best) + " (" + number(figure->low) + " to " + number(figure->high) + ")";
}

void time_span(std::ostream& out, const std::optional<DateInterval>& date) {
  if (!date || (!date->start && !date->end)) return;
  out << "<TimeSpan>";
  if (date->start) out << "<begin>" << to_string(*date->start) << "</begin>";
  if (date->end) out << "<end>" << to_string(*date->end) << "</end>";
  out << "</TimeSpan>";
}

class KmlMarks : public HappeningWriter {
 public:
  explicit KmlMarks(std::ostream& out) : out_(out) {}

  void begin() override {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>Tocsin</name>\n";
  }

  void happening(const Happening& happening) override {
    const std::string kind = happening.type + (happening.mode.empty() ? "" : ":") + happening.mode;
    const std::string place = happening.place ? happening.place->name : happening.place_words;
    out_ << "<Placemark><name>" << xml_text(kind + (place.empty() ? "" : ", ") + one_line(place))
         << "</name>";
    out_ << "<description>" << xml_text(one_line(sentence_of(happening))) << "</description>";
    time_span(out_, happening.date);
    out_ << "<ExtendedData>";
    fields(happening);
    out_ << "</ExtendedData>";
    if (happening.place) {
      out_ << "<Point><coordinates>" << fixed(happening.place->lon, kDegreeDecimals) << ","
           << fixed(happening.place->lat, kDegreeDecimals) << "</coordinates></Point>";
    }
    out_ << "</Placemark>\n";
  }

  void end() override { out_ << "</Document></kml>\n"; }

 private:
  void fields(const Happening& happening) {
    data(out_, "id", happening.id);
    data(out_, "event_type", happening.type);
    data(out_, "event_mode", happening.mode);
    data(out_, "reality", std::string(to_string(happening.reality)));
    data(out_, "actor", names_of(on_side(happening, Side::kActor)));
    data(out_, "recipient", names_of(on_side(happening, Side::kRecipient)));
    data(out_, "killed", figure(happening.killed));
    data(out_, "injured", figure(happening.injured));
    data(out_, "detained", figure(happening.detained));
    data(out_, "displaced", figure(happening.displaced));
    if (happening.place) {
      data(out_, "place_precision", std::string(to_string(happening.place->precision)));
      data(out_, "radius_km", fixed(happening.place->radius_km, 2));
    }
    data(out_, "voices", std::to_string(happening.voices));
    data(out_, "source", outlets_of(happening));
  }

  std::ostream& out_;
};

}  // namespace

std::unique_ptr<HappeningWriter> make_kml_marks(std::ostream& out,
                                                const std::filesystem::path& /*data_dir*/) {
  return std::make_unique<KmlMarks>(out);
}

}  // namespace tocsin::exports
