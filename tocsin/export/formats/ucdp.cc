// Rows in the columns of the UCDP Georeferenced Event Dataset, for what happened, was violence and
// took lives. What reports do not say (conflict and dyad numbers, deaths by side) stays empty;
// deaths are those of "unknown" side, because reports rarely say whose they were.
#include <array>
#include <chrono>
#include <cmath>
#include <map>

#include "tocsin/export/csv.h"
#include "tocsin/export/data_file.h"
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/text.h"

namespace tocsin::exports {
namespace {

constexpr std::array<std::string_view, 49> kColumns{"id",
                                                    "relid",
                                                    "year",
                                                    "active_year",
                                                    "code_status",
                                                    "type_of_violence",
                                                    "conflict_dset_id",
                                                    "conflict_new_id",
                                                    "conflict_name",
                                                    "dyad_dset_id",
                                                    "dyad_new_id",
                                                    "dyad_name",
                                                    "side_a_dset_id",
                                                    "side_a_new_id",
                                                    "side_a",
                                                    "side_b_dset_id",
                                                    "side_b_new_id",
                                                    "side_b",
                                                    "number_of_sources",
                                                    "source_article",
                                                    "source_office",
                                                    "source_date",
                                                    "source_headline",
                                                    "source_original",
                                                    "where_prec",
                                                    "where_coordinates",
                                                    "where_description",
                                                    "adm_1",
                                                    "adm_2",
                                                    "latitude",
                                                    "longitude",
                                                    "geom_wkt",
                                                    "priogrid_gid",
                                                    "country",
                                                    "country_id",
                                                    "region",
                                                    "event_clarity",
                                                    "date_prec",
                                                    "date_start",
                                                    "date_end",
                                                    "deaths_a",
                                                    "deaths_b",
                                                    "deaths_civilians",
                                                    "deaths_unknown",
                                                    "best",
                                                    "high",
                                                    "low",
                                                    "gwnoa",
                                                    "gwnob"};
constexpr int kDegreeDecimals = 6;

using Row = std::map<std::string_view, std::string>;

struct Tables {
  std::set<int> quad_codes;
  Names side;
  Codes type_of_violence;
  Codes where_prec;
  std::map<int, int> date_prec;
  Names region;
  Countries countries;

  static Tables load(const std::filesystem::path& data_dir) {
    const DataFile file(data_dir / "export" / "ucdp.toml");
    return {file.numbers("rows.quad_codes"), file.names("side"),
            file.codes("type_of_violence"),  file.codes("where_prec"),
            file.code_map("date_prec"),      file.names("region"),
            load_countries(data_dir)};
  }
};

template <typename Map>
std::string text_at(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  if (found == map.end()) return {};
  if constexpr (std::is_same_v<typename Map::mapped_type, int>) {
    return std::to_string(found->second);
  } else {
    return found->second;
  }
}

// The number of the half-degree cell, from the south-west corner of the world.
// Source: Tollefsen, Strand and Buhaug, PRIO-GRID (2012).
std::string priogrid_cell(double lat, double lon) {
  constexpr int kRows = 360;
  constexpr int kCellsInRow = 720;
  constexpr double kCell = 0.5;
  const int row = std::clamp(static_cast<int>(std::floor((lat + 90) / kCell)), 0, kRows - 1);
  const int cell =
      std::clamp(static_cast<int>(std::floor((lon + 180) / kCell)), 0, kCellsInRow - 1);
  return std::to_string(row * kCellsInRow + cell + 1);
}

std::string number_or_empty(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string();
}

// What each citation gives, joined; each different value once.
template <typename Get>
std::string of_citations(const Happening& happening, Get get) {
  std::vector<std::string> values;
  for (const Citation& each : happening.citations) {
    std::string value = one_line(get(each));
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      values.push_back(std::move(value));
    }
  }
  return joined(values);
}

std::string published(const Citation& citation) {
  return citation.published ? to_string(*citation.published) : std::string();
}

class UcdpRows : public HappeningWriter {
 public:
  UcdpRows(std::ostream& out, const std::filesystem::path& data_dir)
      : out_(out), tables_(Tables::load(data_dir)) {}

  void begin() override { out_ << csv_row({kColumns.begin(), kColumns.end()}); }

  void happening(const Happening& happening) override {
    if (!has_row(happening)) return;
    Row row;
    row["id"] = guard_formula(happening.id);
    row["relid"] = row["id"];
    add_sides(row, happening);
    add_sources(row, happening);
    add_place(row, happening);
    add_date(row, happening);
    row["deaths_unknown"] = number_or_empty(happening.killed->best);
    row["best"] = row["deaths_unknown"];
    row["high"] = number_or_empty(happening.killed->high);
    row["low"] = number_or_empty(happening.killed->low);
    const bool is_clear = row["date_prec"] == "1" && row["where_prec"] == "1";
    row["event_clarity"] = is_clear ? "1" : "2";
    std::vector<std::string> fields;
    for (const std::string_view column : kColumns) fields.push_back(row[column]);
    out_ << csv_row(fields);
  }

 private:
  bool has_row(const Happening& happening) const {
    if (!took_place(happening) || !tables_.quad_codes.contains(happening.quad_code)) return false;
    return happening.killed &&
           (happening.killed->best.value_or(0) > 0 || happening.killed->high.value_or(0) > 0);
  }

  void add_sides(Row& row, const Happening& happening) const {
    std::vector<const ClaimActor*> first = on_side(happening, Side::kActor);
    std::vector<const ClaimActor*> second = on_side(happening, Side::kRecipient);
    if (second.empty() && first.size() > 1) {  // both who fight are actors
      second.assign(first.begin() + 1, first.end());
      first.resize(1);
    }
    row["side_a"] = guard_formula(names_of(first));
    row["side_b"] = guard_formula(names_of(second));
    if (first.empty() || second.empty()) return;
    row["dyad_name"] = guard_formula(names_of(first) + " - " + names_of(second));
    row["type_of_violence"] =
        text_at(tables_.type_of_violence, text_at(tables_.side, first.front()->sector) + " " +
                                              text_at(tables_.side, second.front()->sector));
  }

  static void add_sources(Row& row, const Happening& happening) {
    row["number_of_sources"] = std::to_string(happening.voices);
    row["source_office"] = guard_formula(outlets_of(happening));
    row["source_date"] = of_citations(happening, published);
    row["source_headline"] =
        guard_formula(of_citations(happening, [](const Citation& each) { return each.title; }));
    row["source_article"] = guard_formula(of_citations(happening, [](const Citation& each) {
      return each.outlet + "," + published(each) + "," + each.title;
    }));
  }

  void add_place(Row& row, const Happening& happening) const {
    if (!happening.place) {
      row["where_description"] = guard_formula(one_line(happening.place_words));
      return;
    }
    const ClaimPlace& place = *happening.place;
    row["where_prec"] = text_at(tables_.where_prec, to_string(place.precision));
    row["where_coordinates"] = guard_formula(one_line(place.name));
    row["where_description"] = row["where_coordinates"];
    row["adm_1"] = guard_formula(one_line(place.admin1));
    row["adm_2"] = guard_formula(one_line(place.admin2));
    row["latitude"] = fixed(place.lat, kDegreeDecimals);
    row["longitude"] = fixed(place.lon, kDegreeDecimals);
    row["geom_wkt"] = "POINT (" + row["longitude"] + " " + row["latitude"] + ")";
    row["priogrid_gid"] = priogrid_cell(place.lat, place.lon);
    const auto country = tables_.countries.find(place.country);
    if (country == tables_.countries.end()) return;
    row["country"] = country->second.name;
    row["region"] = text_at(tables_.region, country->second.region);
  }

  void add_date(Row& row, const Happening& happening) const {
    const std::optional<Date> day = day_of(happening);
    if (!day) return;
    row["year"] = to_string(*day).substr(0, 4);
    const DateInterval& interval = *happening.date;
    if (interval.start) row["date_start"] = to_string(*interval.start);
    if (interval.end) row["date_end"] = to_string(*interval.end);
    if (!interval.start || !interval.end) return;
    const auto days = static_cast<int>((*interval.end - *interval.start).count()) + 1;
    const auto prec = tables_.date_prec.lower_bound(days);
    if (prec != tables_.date_prec.end()) row["date_prec"] = std::to_string(prec->second);
  }

  std::ostream& out_;
  Tables tables_;
};

}  // namespace

std::unique_ptr<HappeningWriter> make_ucdp_rows(std::ostream& out,
                                                const std::filesystem::path& data_dir) {
  return std::make_unique<UcdpRows>(out, data_dir);
}

}  // namespace tocsin::exports
