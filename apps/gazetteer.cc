// tocsin gazetteer: look up places, say why a name means one, add places of the desk's own.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/resource_options.h"
#include "apps/terminal.h"
#include "tocsin/engine/inputs.h"
#include "tocsin/engine/places.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

struct GazetteerOptions {
  engine::PathRequest resources;
  std::string name;
  std::string near;
  std::string report;
  std::vector<std::string> columns;
  engine::PlaceFile file;
  PlaceCandidate place;
  std::uint32_t population = 0;
  std::vector<std::string> aliases;
  std::optional<double> lat;
  std::optional<double> lon;
};

std::string shown_number(double value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.5g", value);
  return buffer.data();
}

std::string joined(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  }
  return text;
}

void show(const PlaceCandidate& place, const std::string& score) {
  std::cout << (score.empty() ? "" : score + "  ") << shown(place.name) << "  " << shown(place.id)
            << "  " << place.feature << "  "
            << joined({shown(place.admin2), shown(place.admin1), place.country}) << "  "
            << shown_number(place.lat) << " " << shown_number(place.lon) << "  "
            << to_string(place.precision) << "  " << shown_number(place.radius_km) << " km\n"
            << "    " << shown(place.reason) << "\n";
}

std::string score_of(const PlaceCandidate& place) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.2f", place.score);
  return buffer.data();
}

void show(const PlaceValue& value) {
  std::cout << (value.place ? "is        " : "undecided ") << shown(value.reason) << "\n";
  for (const PlaceCandidate& candidate : value.candidates) show(candidate, score_of(candidate));
}

ExitStatus find(const GazetteerOptions& options) {
  const engine::Places places(found_paths(options.resources));
  const std::vector<PlaceCandidate> found = places.find(options.name);
  for (const PlaceCandidate& place : found) show(place, "");
  if (!found.empty()) return ExitStatus::kOk;
  std::cerr << "tocsin: none of " << places.size() << " places is called \"" << shown(options.name)
            << "\". Add it with `tocsin gazetteer add`.\n";
  return ExitStatus::kNothingMatched;
}

/// The places that the reader finds in the report; none where there is no reader.
std::vector<Mention> places_in(const Report& report, const engine::Paths& paths) {
  if (paths.model.empty()) {
    std::cerr << "tocsin: no model was found: only the name itself and the countries that the "
                 "report names are looked at.\n";
    return {};
  }
  const CodedReport coded = engine::Engine(engine_options(paths, 1)).code(report);
  std::vector<Mention> found = coded.mentions;
  for (const Event& event : coded.events) {
    for (const auto* mentions : {&event.place, &event.from, &event.to}) {
      found.insert(found.end(), mentions->begin(), mentions->end());
    }
  }
  return found;
}

ExitStatus explain_in_report(const GazetteerOptions& options) {
  const engine::Paths paths = found_paths(options.resources);
  const engine::Places places(paths);
  std::size_t count = 0;
  const ingest::Sink sink{
      [&](ingest::Input input) {
        const auto mentions = places_in(input.report, paths);
        for (const PlaceValue& value : places.explain(options.name, input.report, mentions)) {
          show(value);
          ++count;
        }
      },
      [](const ingest::Fault& fault) {
        if (fault.severity == ingest::Severity::kError) throw Error(fault.code, fault.message);
      }};
  ingest::read_path(options.report, {}, sink);
  if (count > 0) return ExitStatus::kOk;
  std::cerr << "tocsin: " << shown(options.report) << " does not hold \"" << shown(options.name)
            << "\".\n";
  return ExitStatus::kNothingMatched;
}

ExitStatus explain(const GazetteerOptions& options) {
  if (!options.report.empty()) return explain_in_report(options);
  const engine::Places places(found_paths(options.resources));
  const PlaceValue value = places.explain(options.name, options.near);
  show(value);
  return value.candidates.empty() ? ExitStatus::kNothingMatched : ExitStatus::kOk;
}

void tell(const engine::PlacesMade& made) {
  if (!made.table.empty()) {
    std::cerr << "tocsin: " << made.added << (made.added == 1 ? " place" : " places") << " kept in "
              << shown(made.table.string()) << ".\n";
  }
  std::cerr << "tocsin: " << made.all << (made.all == 1 ? " place" : " places")
            << " of the desk's own in " << shown(made.file.string()) << ".\n";
}

ExitStatus add(GazetteerOptions options) {
  for (const std::string& pair : options.columns) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos) {
      throw Error(ErrorCode::kUsage, "--columns: found \"" + pair + "\", expected name=Column");
    }
    options.file.columns[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  const engine::Paths paths = found_paths(options.resources);
  const bool is_file = !options.file.file.empty();
  const bool is_place = !options.name.empty();
  if (is_file == is_place) {
    throw Error(ErrorCode::kUsage, "expected either a FILE of places or --name, --lat and --lon");
  }
  if (is_file) {
    tell(engine::add_places(paths, options.file));
    return ExitStatus::kOk;
  }
  if (!options.lat || !options.lon) {
    throw Error(ErrorCode::kUsage, "--name: expected --lat and --lon with it");
  }
  options.place.name = options.name;
  options.place.lat = *options.lat;
  options.place.lon = *options.lon;
  tell(engine::add_place(paths, options.place, options.population, options.aliases));
  return ExitStatus::kOk;
}

ExitStatus build(const GazetteerOptions& options) {
  tell(engine::build_places(found_paths(options.resources)));
  return ExitStatus::kOk;
}

using Options = std::shared_ptr<GazetteerOptions>;

void add_find(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command = parent.add_subcommand("find", "Every place that bears a name");
  command->add_option("name", options->name, "The name, in any script")->required();
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = find(*options); });
}

void add_explain(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command = parent.add_subcommand("explain", "Why a name means one place and no other");
  command->add_option("name", options->name, "The name, in any script")->required();
  CLI::Option* in = command->add_option("--in", options->report, "As the report FILE has it");
  in->type_name("FILE");
  command->add_option("--near", options->near, "As in a text that names this place too")
      ->type_name("NAME")
      ->excludes(in);
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = explain(*options); });
}

void add_add(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command = parent.add_subcommand("add", "Add places of the desk's own, which win");
  command
      ->add_option("file", options->file.file,
                   "A GeoNames dump, a table of p-codes, a CSV, or GeoJSON")
      ->type_name("FILE");
  command->add_option("--format", options->file.format, "What FILE is; recognised where not given")
      ->check(CLI::IsMember(engine::place_format_names()));
  command
      ->add_option("--columns", options->columns,
                   "Which columns hold what: name=Village,lat=Y,lon=X")
      ->delimiter(',')
      ->type_name("FIELD=COLUMN");
  command->add_option("--countries", options->file.countries, "Only places of these countries")
      ->delimiter(',')
      ->type_name("CODE");
  command
      ->add_option("--alternate-names", options->file.alternate_names,
                   "GeoNames' alternateNamesV2.txt, for more names")
      ->type_name("FILE");
  command->add_option("--as", options->file.name, "The name of the table it is kept in");
  command->add_option("--name", options->name, "The name of one place");
  command->add_option("--aka", options->aliases, "A further name of it; may be given again");
  command->add_option("--lat", options->lat, "Degrees north")->type_name("DEGREES");
  command->add_option("--lon", options->lon, "Degrees east")->type_name("DEGREES");
  command->add_option("--id", options->place.id, "Its id; made of its name where not given");
  command->add_option("--country", options->place.country, "ISO 3166, such as SYR");
  command->add_option("--admin1", options->place.admin1, "The province it lies in");
  command->add_option("--admin2", options->place.admin2, "The district it lies in");
  command->add_option("--feature", options->place.feature, "GeoNames feature code, such as PPL");
  command->add_option("--population", options->population, "People who live there");
  command->add_option("--radius-km", options->place.radius_km, "Its reach")->type_name("KM");
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = add(*options); });
}

void add_build(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command =
      parent.add_subcommand("build", "Make the desk's gazetteer of its tables anew, once edited");
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = build(*options); });
}

}  // namespace

void add_gazetteer(CLI::App& app, ExitStatus& status) {
  const auto options = std::make_shared<GazetteerOptions>();
  CLI::App* command =
      app.add_subcommand("gazetteer", "Look up places, and keep places of the desk's own");
  command->require_subcommand(1);
  add_find(*command, options, status);
  add_explain(*command, options, status);
  add_add(*command, options, status);
  add_build(*command, options, status);
}

}  // namespace tocsin::apps
