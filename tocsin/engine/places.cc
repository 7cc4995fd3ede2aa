#include "tocsin/engine/places.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>

#include "tocsin/assess/area.h"
#include "tocsin/core/error.h"
#include "tocsin/engine/own_data.h"
#include "tocsin/resolve/gazetteer.h"
#include "tocsin/resolve/gazetteer_rules.h"
#include "tocsin/resolve/gazetteer_sources.h"
#include "tocsin/resolve/gazetteer_write.h"
#include "tocsin/resolve/place.h"
#include "tocsin/resolve/place_candidate.h"
#include "tocsin/resolve/place_rules.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::engine {
namespace {

namespace fs = std::filesystem;
using resolve::NewPlace;
using resolve::PlaceSource;

constexpr std::string_view kOwnTable = "own.csv";
constexpr std::array<std::pair<std::string_view, PlaceSource>, 4> kFormats = {{
    {"geonames", PlaceSource::kGeonames},
    {"pcodes", PlaceSource::kPcodes},
    {"csv", PlaceSource::kTable},
    {"geojson", PlaceSource::kGeojson},
}};

resolve::Gazetteer open_gazetteer(const Paths& paths) {
  if (paths.gazetteer.empty()) {
    throw Error(ErrorCode::kGazetteerMissing, "no gazetteer was found");
  }
  const fs::path own = own_places(paths.home);
  return !own.empty() && fs::exists(own) ? resolve::Gazetteer::open(paths.gazetteer, own)
                                         : resolve::Gazetteer::open(paths.gazetteer);
}

std::string_view how_named(resolve::NameMatch match) {
  switch (match) {
    case resolve::NameMatch::kPrimary:
      return "its chief name";
    case resolve::NameMatch::kAlternate:
      return "another of its names";
    case resolve::NameMatch::kStripped:
      return "its name with another article, or none";
    case resolve::NameMatch::kSkeleton:
      return "another spelling of its name";
    case resolve::NameMatch::kConsonants:
      return "the consonants of its name";
    case resolve::NameMatch::kAdjective:
      return "the name of its people";
  }
  return {};
}

void write_file(const fs::path& path, const std::string& bytes) {
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  const fs::path partial = path.string() + ".partial";
  std::ofstream stream(partial, std::ios::binary | std::ios::trunc);
  stream << bytes;
  stream.close();
  if (stream) fs::rename(partial, path, failure);
  if (!stream || failure) {
    throw Error(ErrorCode::kNotWritable, path.string() + ": cannot be written");
  }
}

fs::path tables_of(const Paths& paths) {
  const fs::path folder = own_place_tables(paths.home);
  if (folder.empty()) {
    throw Error(ErrorCode::kUsage, "no home folder is known; expected --home or TOCSIN_HOME");
  }
  return folder;
}

std::vector<fs::path> tables_in(const fs::path& folder) {
  std::vector<fs::path> tables;
  if (!fs::is_directory(folder)) return tables;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") tables.push_back(entry.path());
  }
  std::sort(tables.begin(), tables.end());
  return tables;
}

/// The occurrences of `words` that are no part of a longer word, as mentions.
std::vector<Mention> occurrences(std::string_view words, const Report& report, const Text& text) {
  std::vector<Mention> found;
  for (std::size_t at = report.text.find(words); !words.empty() && at != std::string::npos;
       at = report.text.find(words, at + words.size())) {
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
    const auto cuts = [&](const Span token) {
      return (token.begin < span.begin && span.begin < token.end) ||
             (token.begin < span.end && span.end < token.end);
    };
    if (std::none_of(text.tokens.begin(), text.tokens.end(), cuts)) {
      found.push_back({.span = span, .kind = "loc"});
    }
  }
  return found;
}

void check(const PlaceCandidate& place) {
  const auto refuse = [](const std::string& found) { throw Error(ErrorCode::kBadValue, found); };
  if (place.name.empty()) refuse("found no name, expected one");
  if (!(place.lat >= -90 && place.lat <= 90))
    refuse("found a latitude that is none, expected -90 to 90");
  if (!(place.lon >= -180 && place.lon <= 180)) {
    refuse("found a longitude that is none, expected -180 to 180");
  }
  if (!place.country.empty() && resolve::country_code(place.country).empty()) {
    refuse("found the country \"" + place.country + "\", expected a code of ISO 3166");
  }
}

}  // namespace

struct Places::Resources {
  explicit Resources(const Paths& paths)
      : languages(text::Languages::load(paths.data_dir)),
        rules(resolve::PlaceRules::load(paths.data_dir)),
        gazetteer(open_gazetteer(paths)) {}

  text::Languages languages;
  resolve::PlaceRules rules;
  resolve::Gazetteer gazetteer;
};

Places::Places(const Paths& paths) : resources_(std::make_unique<const Resources>(paths)) {}
Places::~Places() = default;
Places::Places(Places&&) noexcept = default;
Places& Places::operator=(Places&&) noexcept = default;

std::vector<PlaceCandidate> Places::find(std::string_view name) const {
  std::vector<PlaceCandidate> found;
  for (const resolve::PlaceRow& row : resources_->gazetteer.find_loosely(name)) {
    found.push_back(resolve::candidate_of(row));
    found.back().reason = how_named(row.match);
    if (row.population > 0)
      found.back().reason += "; " + std::to_string(row.population) + " people";
    if (row.is_own) found.back().reason += "; the desk's own";
  }
  return found;
}

std::optional<PlaceCandidate> Places::with_id(std::string_view id) const {
  const resolve::Gazetteer& gazetteer = resources_->gazetteer;
  for (std::uint32_t number = gazetteer.size(); number > 0; --number) {  // the desk's own win
    const resolve::PlaceRow row = gazetteer.row(number - 1);
    if (row.id == id) return resolve::candidate_of(row);
  }
  return std::nullopt;
}

std::vector<PlaceCandidate> Places::within(const Circle& circle, std::size_t limit) const {
  const resolve::Gazetteer& gazetteer = resources_->gazetteer;
  std::vector<std::pair<double, std::uint32_t>> found;
  for (std::uint32_t number = 0; number < gazetteer.size(); ++number) {
    const resolve::PlaceRow row = gazetteer.row(number);
    const double km = assess::distance_km(row.lat, row.lon, circle.lat, circle.lon);
    if (km <= circle.radius_km) found.emplace_back(km, number);
  }
  std::sort(found.begin(), found.end());
  std::vector<PlaceCandidate> places;
  for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) {
    places.push_back(resolve::candidate_of(gazetteer.row(found[i].second)));
  }
  return places;
}

PlaceValue Places::explain(std::string_view name, std::string_view near) const {
  Report report;
  report.text = std::string(name) + (near.empty() ? "" : "\n" + std::string(near));
  const auto end = static_cast<std::uint32_t>(name.size());
  Analysis analysis;
  analysis.mentions.push_back({.span = {0, end}, .kind = "loc"});
  if (!near.empty()) {
    const auto size = static_cast<std::uint32_t>(report.text.size());
    analysis.mentions.push_back({.span = {end + 1, size}, .kind = "loc"});
  }
  const Text text = text::read(report, resources_->languages);
  return resolve::resolve_places(report, text, analysis, resources_->rules, resources_->gazetteer)
      .at({0, end});
}

std::vector<PlaceValue> Places::explain(std::string_view name, const Report& report,
                                        const std::vector<Mention>& found) const {
  const Text text = text::read(report, resources_->languages);
  const std::vector<Mention> wanted = occurrences(name, report, text);
  Analysis analysis;
  analysis.mentions = wanted;
  for (const Mention& mention : found) {
    const bool is_wanted = std::any_of(wanted.begin(), wanted.end(), [&](const Mention& other) {
      return overlaps(other.span, mention.span);
    });
    if (!is_wanted && mention.kind == "loc") analysis.mentions.push_back(mention);
  }
  std::sort(analysis.mentions.begin(), analysis.mentions.end(),
            [](const Mention& a, const Mention& b) { return a.span < b.span; });
  const auto values =
      resolve::resolve_places(report, text, analysis, resources_->rules, resources_->gazetteer);
  std::vector<PlaceValue> explained;
  for (const Mention& mention : wanted) explained.push_back(values.at(mention.span));
  return explained;
}

std::size_t Places::size() const { return resources_->gazetteer.size(); }

std::vector<std::string> place_format_names() {
  std::vector<std::string> names;
  for (const auto& [name, source] : kFormats) names.emplace_back(name);
  return names;
}

PlacesMade build_places(const Paths& paths) {
  const fs::path folder = tables_of(paths);
  std::vector<NewPlace> places;
  for (const fs::path& table : tables_in(folder)) {
    for (NewPlace& place : resolve::read_place_table(table)) {
      if (place.id.empty()) place.id = resolve::place_id("own", place);
      places.push_back(std::move(place));
    }
  }
  const std::string rules =
      resolve::folding_rules(paths.data_dir / "gazetteer" / "transliteration.toml");
  PlacesMade made{.file = own_places(paths.home), .all = places.size()};
  write_file(made.file, resolve::compile_gazetteer(places, rules));
  return made;
}

PlacesMade add_place(const Paths& paths, const PlaceCandidate& place, std::uint32_t population,
                     const std::vector<std::string>& names) {
  check(place);
  NewPlace added{.id = place.id,
                 .name = place.name,
                 .names = names,
                 .country = resolve::country_code(place.country),
                 .admin1 = place.admin1,
                 .admin2 = place.admin2,
                 .feature = place.feature.empty() ? "PPL" : place.feature,
                 .lat = place.lat,
                 .lon = place.lon,
                 .population = population,
                 .radius_km = place.radius_km};
  if (!paths.gazetteer.empty()) {
    resolve::settle_areas(resolve::Gazetteer::open(paths.gazetteer), added);
  }
  added.id = resolve::place_id("own", added);
  const fs::path table = tables_of(paths) / kOwnTable;
  std::vector<NewPlace> places;
  if (fs::exists(table)) places = resolve::read_place_table(table);
  std::erase_if(places, [&](const NewPlace& other) { return other.id == added.id; });
  places.push_back(std::move(added));
  write_file(table, resolve::place_table(places));
  PlacesMade made = build_places(paths);
  made.table = table;
  made.added = 1;
  return made;
}

PlacesMade add_places(const Paths& paths, const PlaceFile& file) {
  resolve::PlaceImport import{.file = file.file,
                              .alternate_names = file.alternate_names,
                              .countries = {file.countries.begin(), file.countries.end()},
                              .columns = file.columns};
  const auto* format = std::find_if(kFormats.begin(), kFormats.end(),
                                    [&](const auto& each) { return each.first == file.format; });
  import.source = format == kFormats.end() ? resolve::source_of(file.file) : format->second;
  std::string name = file.name.empty() ? file.file.stem().string() : file.name;
  import.prefix = name;
  std::optional<resolve::Gazetteer> known;
  if (!paths.gazetteer.empty()) known = resolve::Gazetteer::open(paths.gazetteer);
  const std::vector<NewPlace> places = resolve::import_places(import, known ? &*known : nullptr);
  const fs::path table = tables_of(paths) / (name + ".csv");
  if (fs::exists(table) && fs::equivalent(table, file.file)) {
    throw Error(ErrorCode::kUsage, file.file.string() + ": is already one of the desk's tables");
  }
  write_file(table, resolve::place_table(places));
  PlacesMade made = build_places(paths);
  made.table = table;
  made.added = places.size();
  return made;
}

}  // namespace tocsin::engine
