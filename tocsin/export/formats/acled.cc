// Rows in the 31 columns of the ACLED scheme, for the events that happened and have an ACLED code.
//
// How it works: an event becomes a row when its reality is actual, the codebook gives it an ACLED
// code, it is no second mention of another event (link "same"), and, where it is told as history
// (aspect background), the text itself dates it. What the text does not say stays an empty cell.
// actor1 and actor2 carry no direction, as in the scheme itself: who did what to whom is in the
// JSONL and PLOVER records.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "tocsin/export/acled_tables.h"
#include "tocsin/export/csv.h"
#include "tocsin/export/formats/formats.h"
#include "tocsin/export/json.h"

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

bool is_dated_by_text(const Event& event) {
  return event.date &&
         (event.date->basis == DateBasis::kStated || event.date->basis == DateBasis::kRelative);
}

bool has_row(const Event& event) {
  if (event.reality != Reality::kActual || !event.acled) return false;
  const bool repeated = std::any_of(event.links.begin(), event.links.end(),
                                    [](const auto& link) { return link.kind == LinkKind::kSame; });
  if (repeated) return false;
  return event.aspect != Aspect::kBackground || is_dated_by_text(event);
}

std::string degrees(double value) {
  std::array<char, 32> buffer{};
  const auto [end, failure] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::fixed, 4);
  return failure == std::errc{} ? std::string(buffer.data(), end) : std::string();
}

// White space as one blank, so that a row stays on one line.
std::string one_line(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

template <typename Map, typename Key>
auto find_or(const Map& map, const Key& key, typename Map::mapped_type otherwise) {
  const auto found = map.find(key);
  return found == map.end() ? otherwise : found->second;
}

std::string code_or_empty(int code) { return code == 0 ? std::string() : std::to_string(code); }

// The two sides of a row; `others` are actors whose side the text does not tell.
struct Sides {
  std::vector<const EventActor*> first;
  std::vector<const EventActor*> second;
  std::vector<const EventActor*> others;
};

class AcledWriter : public Writer {
 public:
  AcledWriter(std::ostream& out, const WriterOptions& options)
      : out_(out), tables_(AcledTables::load(options.data_dir)) {}

  void begin() override { out_ << csv_row({kColumns.begin(), kColumns.end()}); }

  void report(const CodedReport& coded) override {
    for (const Event& each : coded.events) {
      if (has_row(each)) write(coded, each);
    }
  }

 private:
  void write(const CodedReport& coded, const Event& event) {
    Row row;
    row["event_id_cnty"] = guard_formula(event.id);
    row["event_type"] = event.acled->event_type;
    row["sub_event_type"] = event.acled->sub_event_type;
    row["disorder_type"] =
        find_or(tables_.disorder_by_sub_event_type, event.acled->sub_event_type,
                find_or(tables_.disorder_by_event_type, event.acled->event_type, ""));
    row["source"] = guard_formula(one_line(coded.report.source));
    row["notes"] = guard_formula(one_line(slice(coded.report.text, event.sentence)));
    row["fatalities"] = fatalities(event);
    add_date(row, event);
    add_place(row, event);
    add_sides(row, coded, event);
    std::vector<std::string> fields;
    for (const std::string_view column : kColumns) fields.push_back(row[column]);
    out_ << csv_row(fields);
  }

  // The lowest number that the text supports; 0 where it tells of no deaths, empty where it tells
  // of deaths without a number.
  static std::string fatalities(const Event& event) {
    if (!event.killed) return "0";
    return event.killed->min ? std::to_string(*event.killed->min) : std::string();
  }

  void add_date(Row& row, const Event& event) const {
    if (!event.date) return;
    const DateInterval& interval = event.date->interval;
    const std::optional<Date> day = interval.start ? interval.start : interval.end;
    if (!day) return;
    row["event_date"] = to_string(*day);
    row["year"] = row["event_date"].substr(0, 4);
    row["time_precision"] = code_or_empty(time_precision(interval));
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

  void add_place(Row& row, const Event& event) const {
    if (!event.location || !event.location->place) return;
    const PlaceCandidate& place = *event.location->place;
    const auto country = tables_.countries.find(place.country);
    if (country != tables_.countries.end()) {
      row["iso"] = country->second.numeric;
      row["region"] = country->second.region;
      row["country"] = country->second.name;
    }
    row["admin1"] = guard_formula(one_line(place.admin1));
    row["admin2"] = guard_formula(one_line(place.admin2));
    row["location"] = guard_formula(one_line(place.name));
    row["latitude"] = degrees(place.lat);
    row["longitude"] = degrees(place.lon);
    row["geo_precision"] =
        code_or_empty(find_or(tables_.geo_precision, to_string(place.precision), 0));
  }

  Sides sides_of(const Event& event) const {
    Sides sides;
    for (const EventActor& each : event.actor) sides.first.push_back(&each);
    for (const EventActor& each : event.recipient) sides.second.push_back(&each);
    const bool between = tables_.between_actors.contains(event.acled->event_type) ||
                         tables_.between_actors.contains(event.acled->sub_event_type);
    if (between && sides.second.empty() && sides.first.size() > 1) {
      sides.second = {sides.first[1]};
      sides.others.assign(sides.first.begin() + 2, sides.first.end());
      sides.first.resize(1);
    }
    return sides;
  }

  static std::string name_of(const CodedReport& coded, const EventActor& actor) {
    return one_line(actor.value.name.empty() ? slice(coded.report.text, actor.mention.span)
                                             : std::string_view(actor.value.name));
  }

  static std::string names_of(const CodedReport& coded, std::span<const EventActor* const> actors) {
    std::string names;
    for (const EventActor* each : actors) {
      names += (names.empty() ? "" : "; ") + name_of(coded, *each);
    }
    return names;
  }

  // `acting` tells the doer from the one acted upon: civilians who act in a riot are rioters.
  enum class Part { kActing, kActedUpon };

  int inter(const Event& event, const EventActor& actor, Part part) const {
    const int code = find_or(tables_.inter_by_sector, actor.value.sector, 0);
    const bool placed = event.location && event.location->place;
    const std::string country = placed ? event.location->place->country : std::string();
    const bool abroad =
        !country.empty() && !actor.value.country.empty() && country != actor.value.country;
    if (abroad && tables_.inter_abroad.contains(code)) return tables_.inter_abroad.at(code);
    const auto acting = tables_.inter_acting.find(event.acled->event_type);
    if (part == Part::kActing && acting != tables_.inter_acting.end()) {
      return find_or(acting->second, code, code);
    }
    return code;
  }

  void add_sides(Row& row, const CodedReport& coded, const Event& event) const {
    const Sides sides = sides_of(event);
    int first = 0;
    int second = 0;
    if (!sides.first.empty()) {
      row["actor1"] = guard_formula(name_of(coded, *sides.first.front()));
      row["assoc_actor_1"] = guard_formula(names_of(coded, std::span(sides.first).subspan(1)));
      first = inter(event, *sides.first.front(), Part::kActing);
    }
    if (!sides.second.empty()) {
      row["actor2"] = guard_formula(name_of(coded, *sides.second.front()));
      row["assoc_actor_2"] = guard_formula(names_of(coded, std::span(sides.second).subspan(1)));
      second = inter(event, *sides.second.front(), Part::kActedUpon);
    }
    row["inter1"] = code_or_empty(first);
    row["inter2"] = code_or_empty(second);
    row["interaction"] = interaction(first, second);
    if (!sides.others.empty()) {
      row["tags"] = guard_formula("also named: " + names_of(coded, sides.others));
    }
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

  std::ostream& out_;
  AcledTables tables_;
};

}  // namespace

std::unique_ptr<Writer> make_acled_writer(std::ostream& out, const WriterOptions& options) {
  return std::make_unique<AcledWriter>(out, options);
}

}  // namespace tocsin::exports
