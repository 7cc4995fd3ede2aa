// Rows in the 31 columns of the ACLED scheme, for the events that happened and have an ACLED code.
//
// How it works: an event becomes a row when its reality is actual, the codebook gives it an ACLED
// code, it is no second mention of another event (link "same"), and, where it is told as history
// (aspect background), the text itself dates it. What the text does not say stays an empty cell.
// actor1 and actor2 carry no direction, as in the scheme itself: who did what to whom is in the
// JSONL and PLOVER records.
#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "tocsin/export/acled_tables.h"
#include "tocsin/export/csv.h"
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/text.h"

namespace tocsin::exports {
namespace {

constexpr std::array<std::string_view, 31> kColumns{
    "event_id_cnty", "event_date",     "year",     "time_precision", "disorder_type",
    "event_type",    "sub_event_type", "actor1",   "assoc_actor_1",  "inter1",
    "actor2",        "assoc_actor_2",  "inter2",   "interaction",    "civilian_targeting",
    "iso",           "region",         "country",  "admin1",         "admin2",
    "admin3",        "location",       "latitude", "longitude",      "geo_precision",
    "source",        "source_scale",   "notes",    "fatalities",     "tags",
    "timestamp"};

using Row = std::map<std::string_view, std::string>;

template <typename Map, typename Key>
auto find_or(const Map& map, const Key& key, typename Map::mapped_type otherwise) {
  const auto found = map.find(key);
  return found == map.end() ? otherwise : found->second;
}

std::string code_or_empty(int code) { return code == 0 ? std::string() : std::to_string(code); }

// The two sides of a row; `others` are actors whose side the text does not tell.
struct Sides {
  std::vector<const ClaimActor*> first;
  std::vector<const ClaimActor*> second;
  std::vector<const ClaimActor*> others;
};

// Those after the first.
std::vector<const ClaimActor*> rest(const std::vector<const ClaimActor*>& actors) {
  return {actors.begin() + 1, actors.end()};
}

class AcledRows : public HappeningWriter {
 public:
  AcledRows(std::ostream& out, const std::filesystem::path& data_dir)
      : out_(out), tables_(AcledTables::load(data_dir)) {}

  void begin() override { out_ << csv_row({kColumns.begin(), kColumns.end()}); }

  void happening(const Happening& happening) override {
    if (!happening.acled || !took_place(happening)) return;
    Row row;
    row["event_id_cnty"] = guard_formula(happening.id);
    row["event_type"] = happening.acled->event_type;
    row["sub_event_type"] = happening.acled->sub_event_type;
    row["disorder_type"] =
        find_or(tables_.disorder_by_sub_event_type, happening.acled->sub_event_type,
                find_or(tables_.disorder_by_event_type, happening.acled->event_type, ""));
    row["source"] = guard_formula(outlets_of(happening));
    row["notes"] = guard_formula(one_line(sentence_of(happening)));
    row["fatalities"] = fatalities(happening);
    add_date(row, happening);
    add_place(row, happening);
    add_sides(row, happening);
    std::vector<std::string> fields;
    for (const std::string_view column : kColumns) fields.push_back(row[column]);
    out_ << csv_row(fields);
  }

 private:
  // 0 where the text tells of no deaths, empty where it tells of deaths without a number.
  static std::string fatalities(const Happening& happening) {
    if (!happening.killed) return "0";
    return happening.killed->best ? std::to_string(*happening.killed->best) : std::string();
  }

  void add_date(Row& row, const Happening& happening) const {
    const std::optional<Date> day = day_of(happening);
    if (!day) return;
    row["event_date"] = to_string(*day);
    row["year"] = row["event_date"].substr(0, 4);
    row["time_precision"] = code_or_empty(time_precision(*happening.date));
  }

  int time_precision(const DateInterval& interval) const {
    std::string_view precision = to_string(interval.precision);
    if (interval.precision == DatePrecision::kRange) {
      const int limit = find_or(tables_.time_precision, std::string_view("range_week_days"), 7);
      const bool short_range = interval.start && interval.end &&
                               *interval.end - *interval.start < std::chrono::days{limit};
      precision = to_string(short_range ? DatePrecision::kWeek : DatePrecision::kMonth);
    }
    return find_or(tables_.time_precision, precision, 0);
  }

  void add_place(Row& row, const Happening& happening) const {
    if (!happening.place) return;
    const ClaimPlace& place = *happening.place;
    const auto country = tables_.countries.find(place.country);
    if (country != tables_.countries.end()) {
      row["iso"] = country->second.numeric;
      row["region"] = country->second.region;
      row["country"] = country->second.name;
    }
    row["admin1"] = guard_formula(one_line(place.admin1));
    row["admin2"] = guard_formula(one_line(place.admin2));
    row["location"] = guard_formula(one_line(place.name));
    row["latitude"] = fixed(place.lat, kDegreeDecimals);
    row["longitude"] = fixed(place.lon, kDegreeDecimals);
    row["geo_precision"] =
        code_or_empty(find_or(tables_.geo_precision, to_string(place.precision), 0));
  }

  Sides sides_of(const Happening& happening) const {
    Sides sides{on_side(happening, Side::kActor), on_side(happening, Side::kRecipient), {}};
    const bool between = tables_.between_actors.contains(happening.acled->event_type) ||
                         tables_.between_actors.contains(happening.acled->sub_event_type);
    if (between && sides.second.empty() && sides.first.size() > 1) {
      sides.second = {sides.first[1]};
      sides.others.assign(sides.first.begin() + 2, sides.first.end());
      sides.first.resize(1);
    }
    return sides;
  }

  // `acting` tells the doer from the one acted upon: civilians who act in a riot are rioters.
  enum class Part { kActing, kActedUpon };

  int inter(const Happening& happening, const ClaimActor& actor, Part part) const {
    const int code = find_or(tables_.inter_by_sector, actor.sector, 0);
    const std::string country = happening.place ? happening.place->country : std::string();
    const bool abroad = !country.empty() && !actor.country.empty() && country != actor.country;
    if (abroad && tables_.inter_abroad.contains(code)) return tables_.inter_abroad.at(code);
    const auto acting = tables_.inter_acting.find(happening.acled->event_type);
    if (part == Part::kActing && acting != tables_.inter_acting.end()) {
      return find_or(acting->second, code, code);
    }
    return code;
  }

  void add_sides(Row& row, const Happening& happening) const {
    const Sides sides = sides_of(happening);
    int first = 0;
    int second = 0;
    if (!sides.first.empty()) {
      row["actor1"] = guard_formula(one_line(sides.first.front()->name));
      row["assoc_actor_1"] = guard_formula(names_of(rest(sides.first)));
      first = inter(happening, *sides.first.front(), Part::kActing);
    }
    if (!sides.second.empty()) {
      row["actor2"] = guard_formula(one_line(sides.second.front()->name));
      row["assoc_actor_2"] = guard_formula(names_of(rest(sides.second)));
      second = inter(happening, *sides.second.front(), Part::kActedUpon);
    }
    row["inter1"] = code_or_empty(first);
    row["inter2"] = code_or_empty(second);
    row["interaction"] = interaction(first, second);
    if (!sides.others.empty()) row["tags"] = guard_formula("also named: " + names_of(sides.others));
    add_civilian_targeting(row, second);
  }

  // The lower code first; one side alone is its code and 0.
  static std::string interaction(int first, int second) {
    if (first == 0 && second == 0) return {};
    if (first == 0 || second == 0) return std::to_string(std::max(first, second)) + "0";
    return std::to_string(std::min(first, second)) + std::to_string(std::max(first, second));
  }

  void add_civilian_targeting(Row& row, int second) const {
    const bool by_type = tables_.civilian_types.contains(row["event_type"]) ||
                         tables_.civilian_types.contains(row["sub_event_type"]);
    const bool by_victim = second != 0 && second == tables_.civilian_inter &&
                           row["disorder_type"].starts_with(tables_.civilian_disorder);
    if (by_type || by_victim) row["civilian_targeting"] = tables_.civilian_label;
  }

  static constexpr int kDegreeDecimals = 4;
  std::ostream& out_;
  AcledTables tables_;
};

}  // namespace

std::unique_ptr<HappeningWriter> make_acled_rows(std::ostream& out,
                                                 const std::filesystem::path& data_dir) {
  return std::make_unique<AcledRows>(out, data_dir);
}

}  // namespace tocsin::exports
