// tocsin actors: list the register, say who a name is, add actors of the desk's own.
#include "tocsin/engine/actors.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/resource_options.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

struct ActorOptions {
  engine::PathRequest resources;
  std::string name;
  std::string sector;
  std::string date;
  std::string country;
  std::string file;
  bool own = false;
  bool person = false;
  engine::KnownActor actor;
};

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::string or_dash(const std::string& words) { return words.empty() ? "-" : words; }

void show(const engine::KnownActor& actor) {
  std::cout << shown(actor.id) << "  " << shown(actor.name) << "  " << or_dash(actor.country)
            << "  " << joined(actor.sectors, ",") << "  " << or_dash(actor.inter_class)
            << (actor.is_own ? "  own" : "") << "\n";
}

void show_whole(const engine::KnownActor& actor) {
  show(actor);
  if (!actor.aliases.empty()) {
    std::cout << "    also: " << shown(joined(actor.aliases, "; ")) << "\n";
  }
  for (const std::string& term : actor.terms) std::cout << "    " << shown(term) << "\n";
  std::cout << "    from " << shown(actor.source) << "\n";
}

ExitStatus list(const ActorOptions& options) {
  const engine::Actors actors(found_paths(options.resources));
  std::size_t count = 0;
  for (const engine::KnownActor& actor : actors.list()) {
    const auto has = [&](const std::string& sector) { return sector == options.sector; };
    if (options.own && !actor.is_own) continue;
    if (!options.country.empty() && actor.country != options.country) continue;
    if (!options.sector.empty() && std::none_of(actor.sectors.begin(), actor.sectors.end(), has)) {
      continue;
    }
    show(actor);
    ++count;
  }
  std::cerr << "tocsin: " << count << (count == 1 ? " actor.\n" : " actors.\n");
  return count > 0 ? ExitStatus::kOk : ExitStatus::kNothingMatched;
}

ExitStatus explain(const ActorOptions& options) {
  std::optional<Date> day;
  if (!options.date.empty()) {
    day = parse_date(options.date);
    if (!day) {
      throw Error(ErrorCode::kBadDate,
                  "--date: found \"" + options.date + "\", expected a day such as 2021-06-28");
    }
  }
  const engine::Actors actors(found_paths(options.resources));
  const engine::NamedActor found = actors.explain(options.name, options.sector, day);
  if (!found.id.empty() || !found.country.empty()) {
    std::cout << "is        " << shown(found.name) << "  " << or_dash(shown(found.id)) << "  "
              << or_dash(found.country) << "  " << or_dash(found.sector) << "  "
              << or_dash(found.inter_class) << "\n";
  } else {
    std::cout << "undecided " << shown(options.name) << "\n";
  }
  if (!found.sentence.empty()) std::cout << "    " << shown(found.sentence) << "\n";
  for (const engine::KnownActor& actor : found.candidates) show_whole(actor);
  const bool is_known = !found.id.empty() || !found.country.empty() || !found.candidates.empty();
  return is_known ? ExitStatus::kOk : ExitStatus::kNothingMatched;
}

ExitStatus add(ActorOptions options) {
  const engine::Paths paths = found_paths(options.resources);
  if (options.file.empty() == options.name.empty()) {
    throw Error(ErrorCode::kUsage, "expected either a FILE of actors or --name and --sector");
  }
  engine::ActorsMade made;
  if (!options.file.empty()) {
    made = engine::add_actors(paths, options.file);
  } else {
    options.actor.name = options.name;
    options.actor.is_person = options.person;
    options.actor.country = options.country;
    if (options.actor.sectors.empty()) {
      throw Error(ErrorCode::kUsage, "--name: expected --sector with it");
    }
    made = engine::add_actor(paths, options.actor);
  }
  std::cerr << "tocsin: " << made.added << (made.added == 1 ? " actor" : " actors") << " kept in "
            << shown(made.table.string()) << ".\n";
  return ExitStatus::kOk;
}

using Options = std::shared_ptr<ActorOptions>;

void add_list(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command = parent.add_subcommand("list", "Every actor of the register, one a line");
  command->add_option("--country", options->country, "Only those of this country")
      ->type_name("CODE");
  command->add_option("--sector", options->sector, "Only those of this sector")->type_name("CODE");
  command->add_flag("--own", options->own, "Only the desk's own");
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = list(*options); });
}

void add_explain(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command = parent.add_subcommand("explain", "Who a name is, and why");
  command->add_option("name", options->name, "The name, in any script")->required();
  command->add_option("--date", options->date, "On this day")->type_name("YYYY-MM-DD");
  command->add_option("--sector", options->sector, "As an actor of this sector")->type_name("CODE");
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = explain(*options); });
}

void add_add(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command = parent.add_subcommand("add", "Add actors of the desk's own, which win");
  command->add_option("file", options->file, "A table of actors: TOML or CSV")->type_name("FILE");
  command->add_option("--name", options->name, "The name of one actor");
  command->add_option("--aka", options->actor.aliases, "A further name; may be given again");
  command->add_option("--id", options->actor.id,
                      "Its id; one of the register's to stand for that actor");
  command->add_option("--country", options->country, "ISO 3166 alpha-3, such as SYR")
      ->type_name("CODE");
  command->add_option("--sector", options->actor.sectors, "PLOVER sectors, the usual one first")
      ->delimiter(',')
      ->type_name("CODE");
  command->add_option("--class", options->actor.inter_class, "ACLED's class, such as rebel_group");
  command->add_flag("--person", options->person, "It is a person");
  add_resource_options(*command, options->resources);
  command->callback([options, &status] { status = add(*options); });
}

}  // namespace

void add_actors(CLI::App& app, ExitStatus& status) {
  const auto options = std::make_shared<ActorOptions>();
  CLI::App* command = app.add_subcommand(
      "actors", "List the register of actors, and keep actors of the desk's own");
  command->require_subcommand(1);
  add_list(*command, options, status);
  add_explain(*command, options, status);
  add_add(*command, options, status);
}

}  // namespace tocsin::apps
