// Two formats of one table: csv with everything that a row can hold, and hxl, the same with a row
// of HXL hashtags below the names (hxlstandard.org, 1.1). Every happening has a row, also what was
// only threatened or is denied: the column `reality` says so.
#include <array>

#include "tocsin/export/csv.h"
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/text.h"

namespace tocsin::exports {
namespace {

constexpr int kDegreeDecimals = 5;
constexpr int kConfidenceDecimals = 4;

std::string day(const std::optional<Date>& date) { return date ? to_string(*date) : std::string(); }

std::string number(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : std::string();
}

std::string text(std::string_view words) { return guard_formula(one_line(words)); }

template <std::string ClaimActor::*field>
std::string of_side(const Happening& happening, Side side) {
  std::vector<std::string> values;
  for (const ClaimActor* each : on_side(happening, side)) {
    values.push_back((each->*field).empty() ? "-" : one_line(each->*field));
  }
  const bool is_known = std::any_of(values.begin(), values.end(),
                                    [](const std::string& each) { return each != "-"; });
  return is_known ? guard_formula(joined(values)) : std::string();
}

using Value = std::string (*)(const Happening&);

struct Column {
  std::string_view name;
  std::string_view tag;
  Value value;
};

// The value of a place, a figure or the first citation; empty where there is none.
template <auto get>
std::string of_place(const Happening& happening) {
  return happening.place ? get(*happening.place) : std::string();
}
template <std::optional<Figure> Happening::*figure, std::optional<std::int64_t> Figure::*end>
std::string of_figure(const Happening& happening) {
  const auto& found = happening.*figure;
  return found ? number((*found).*end) : std::string();
}
template <auto get>
std::string of_citation(const Happening& happening) {
  return happening.citations.empty() ? std::string() : get(happening.citations.front());
}

std::string reports_of(const Happening& happening) {
  std::vector<std::string> ids;
  for (const Citation& each : happening.citations) {
    if (std::find(ids.begin(), ids.end(), each.report) == ids.end()) ids.push_back(each.report);
  }
  return text(joined(ids));
}

constexpr std::array kColumns{
    Column{"id", "#event+code", [](const Happening& h) { return text(h.id); }},
    Column{"event_type", "#event+type", [](const Happening& h) { return text(h.type); }},
    Column{"event_mode", "#event+type+sub", [](const Happening& h) { return text(h.mode); }},
    Column{"reality", "#event+reality",
           [](const Happening& h) { return std::string(to_string(h.reality)); }},
    Column{"aspect", "#event+aspect",
           [](const Happening& h) { return std::string(to_string(h.aspect)); }},
    Column{"is_repeat", "#event+repeat",
           [](const Happening& h) { return std::string(h.is_repeat ? "1" : "0"); }},
    Column{"score", "#event+score", [](const Happening& h) { return fixed(h.score, 1); }},
    Column{"quad_code", "#event+class",
           [](const Happening& h) { return std::to_string(h.quad_code); }},
    Column{"cameo", "#event+code+cameo", [](const Happening& h) { return h.cameo; }},
    Column{"acled_event_type", "#event+type+acled",
           [](const Happening& h) { return h.acled ? h.acled->event_type : std::string(); }},
    Column{"acled_sub_event_type", "#event+type+sub+acled",
           [](const Happening& h) { return h.acled ? h.acled->sub_event_type : std::string(); }},
    Column{"date_start", "#date+occurred",
           [](const Happening& h) { return h.date ? day(h.date->start) : std::string(); }},
    Column{"date_end", "#date+occurred+end",
           [](const Happening& h) { return h.date ? day(h.date->end) : std::string(); }},
    Column{"date_precision", "#date+prec",
           [](const Happening& h) {
             return h.date ? std::string(to_string(h.date->precision)) : std::string();
           }},
    Column{"actor", "#group+name+first",
           [](const Happening& h) { return of_side<&ClaimActor::name>(h, Side::kActor); }},
    Column{"actor_country", "#group+country+first",
           [](const Happening& h) { return of_side<&ClaimActor::country>(h, Side::kActor); }},
    Column{"actor_sector", "#group+type+first",
           [](const Happening& h) { return of_side<&ClaimActor::sector>(h, Side::kActor); }},
    Column{"recipient", "#group+name+second",
           [](const Happening& h) { return of_side<&ClaimActor::name>(h, Side::kRecipient); }},
    Column{"recipient_country", "#group+country+second",
           [](const Happening& h) { return of_side<&ClaimActor::country>(h, Side::kRecipient); }},
    Column{"recipient_sector", "#group+type+second",
           [](const Happening& h) { return of_side<&ClaimActor::sector>(h, Side::kRecipient); }},
    Column{"weapon", "#item+weapon", [](const Happening& h) { return text(joined(h.weapons)); }},
    Column{"country", "#country+code",
           of_place<[](const ClaimPlace& place) { return place.country; }>},
    Column{"admin1", "#adm1+name",
           of_place<[](const ClaimPlace& place) { return text(place.admin1); }>},
    Column{"admin2", "#adm2+name",
           of_place<[](const ClaimPlace& place) { return text(place.admin2); }>},
    Column{"location", "#loc+name",
           of_place<[](const ClaimPlace& place) { return text(place.name); }>},
    Column{"location_id", "#loc+code",
           of_place<[](const ClaimPlace& place) { return text(place.id); }>},
    Column{"latitude", "#geo+lat",
           of_place<[](const ClaimPlace& place) { return fixed(place.lat, kDegreeDecimals); }>},
    Column{"longitude", "#geo+lon",
           of_place<[](const ClaimPlace& place) { return fixed(place.lon, kDegreeDecimals); }>},
    Column{
        "place_precision", "#geo+prec",
        of_place<[](const ClaimPlace& place) { return std::string(to_string(place.precision)); }>},
    Column{"radius_km", "#geo+radius",
           of_place<[](const ClaimPlace& place) { return fixed(place.radius_km, 2); }>},
    Column{"place_words", "#loc+text", [](const Happening& h) { return text(h.place_words); }},
    Column{"killed_low", "#affected+killed+min", of_figure<&Happening::killed, &Figure::low>},
    Column{"killed_best", "#affected+killed", of_figure<&Happening::killed, &Figure::best>},
    Column{"killed_high", "#affected+killed+max", of_figure<&Happening::killed, &Figure::high>},
    Column{"injured_low", "#affected+injured+min", of_figure<&Happening::injured, &Figure::low>},
    Column{"injured_best", "#affected+injured", of_figure<&Happening::injured, &Figure::best>},
    Column{"injured_high", "#affected+injured+max", of_figure<&Happening::injured, &Figure::high>},
    Column{"detained_low", "#affected+detained+min", of_figure<&Happening::detained, &Figure::low>},
    Column{"detained_best", "#affected+detained", of_figure<&Happening::detained, &Figure::best>},
    Column{"detained_high", "#affected+detained+max",
           of_figure<&Happening::detained, &Figure::high>},
    Column{"displaced_low", "#affected+displaced+min",
           of_figure<&Happening::displaced, &Figure::low>},
    Column{"displaced_best", "#affected+displaced",
           of_figure<&Happening::displaced, &Figure::best>},
    Column{"displaced_high", "#affected+displaced+max",
           of_figure<&Happening::displaced, &Figure::high>},
    Column{"confidence", "#event+confidence",
           [](const Happening& h) { return fixed(h.confidence, kConfidenceDecimals); }},
    Column{"voices", "#meta+voices", [](const Happening& h) { return std::to_string(h.voices); }},
    Column{"reports", "#meta+report+code", reports_of},
    Column{"source", "#meta+source",
           [](const Happening& h) { return guard_formula(outlets_of(h)); }},
    Column{"title", "#meta+title",
           of_citation<[](const Citation& each) { return text(each.title); }>},
    Column{"url", "#meta+url", of_citation<[](const Citation& each) { return text(each.url); }>},
    Column{"published", "#date+published",
           of_citation<[](const Citation& each) { return day(each.published); }>},
    Column{"language", "#meta+lang",
           of_citation<[](const Citation& each) { return text(each.language); }>},
    Column{"trigger", "#description+trigger",
           of_citation<[](const Citation& each) { return text(each.trigger); }>},
    Column{"trigger_start", "#meta+start",
           of_citation<[](const Citation& each) { return std::to_string(each.trigger_at.begin); }>},
    Column{"trigger_end", "#meta+end",
           of_citation<[](const Citation& each) { return std::to_string(each.trigger_at.end); }>},
    Column{"notes", "#description",
           of_citation<[](const Citation& each) { return text(each.sentence); }>},
};

enum class Tags { kNone, kHxl };

class TableRows : public HappeningWriter {
 public:
  TableRows(std::ostream& out, Tags tags) : out_(out), tags_(tags) {}

  void begin() override {
    std::vector<std::string> names;
    std::vector<std::string> tags;
    for (const Column& each : kColumns) {
      names.emplace_back(each.name);
      tags.emplace_back(each.tag);
    }
    out_ << csv_row(names);
    if (tags_ == Tags::kHxl) out_ << csv_row(tags);
  }

  void happening(const Happening& happening) override {
    std::vector<std::string> fields;
    for (const Column& each : kColumns) fields.push_back(each.value(happening));
    out_ << csv_row(fields);
  }

 private:
  std::ostream& out_;
  Tags tags_;
};

}  // namespace

std::unique_ptr<HappeningWriter> make_csv_rows(std::ostream& out,
                                               const std::filesystem::path& /*data_dir*/) {
  return std::make_unique<TableRows>(out, Tags::kNone);
}

std::unique_ptr<HappeningWriter> make_hxl_rows(std::ostream& out,
                                               const std::filesystem::path& /*data_dir*/) {
  return std::make_unique<TableRows>(out, Tags::kHxl);
}

}  // namespace tocsin::exports
