#include "tocsin/engine/actors.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "tocsin/core/error.h"
#include "tocsin/engine/own_data.h"
#include "tocsin/resolve/actor.h"
#include "tocsin/resolve/actor_table.h"
#include "tocsin/resolve/gazetteer_sources.h"
#include "tocsin/resolve/separated_values.h"
#include "tocsin/text/languages.h"
#include "tocsin/text/read.h"

namespace tocsin::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOwnTable = "own.csv";
constexpr std::string_view kHeader = "id,kind,name,aliases,country,sectors,class\n";
constexpr std::string_view kPrefix = "actors:";

std::string term_words(const resolve::ActorTerm& term) {
  std::string words = term.key + (term.country.empty() ? "" : " of " + term.country);
  if (term.from) words += ", from " + to_string(*term.from);
  if (term.to) words += (term.from ? " to " : ", to ") + to_string(*term.to);
  return words;
}

KnownActor known(const resolve::ActorRecord& record) {
  KnownActor actor{.id = record.id,
                   .name = record.name,
                   .aliases = record.aliases,
                   .is_person = record.is_person,
                   .country = record.country,
                   .sectors = record.sectors,
                   .inter_class = record.inter_class,
                   .source = record.source,
                   .is_own = record.is_own};
  for (const auto* terms : {&record.offices, &record.periods}) {
    for (const resolve::ActorTerm& term : *terms) actor.terms.push_back(term_words(term));
  }
  return actor;
}

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream || fs::is_directory(path)) {
    throw Error(ErrorCode::kFileMissing, path.string() + ": cannot be opened, expected a table");
  }
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

void write_file(const fs::path& path, const std::string& bytes) {
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << bytes;
  stream.close();
  if (!stream) throw Error(ErrorCode::kNotWritable, path.string() + ": cannot be written");
}

fs::path folder_of(const Paths& paths) {
  const fs::path folder = own_actors(paths.home);
  if (folder.empty()) {
    throw Error(ErrorCode::kUsage, "no home folder is known; expected --home or TOCSIN_HOME");
  }
  return folder;
}

/// Writes the table where the register takes it; else all is as before.
void write_checked(const Paths& paths, const fs::path& table, const std::string& bytes) {
  const std::optional<std::string> before =
      fs::exists(table) ? std::optional(read_file(table)) : std::nullopt;
  write_file(table, bytes);
  try {
    resolve::ActorTable::load(paths.data_dir, folder_of(paths));
  } catch (const Error&) {
    if (before) {
      write_file(table, *before);
    } else {
      fs::remove(table);
    }
    throw;
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "|") + word;
  return text;
}

std::string row_of(const KnownActor& actor, const std::string& id) {
  using resolve::csv_cell;
  return csv_cell(id) + "," + (actor.is_person ? "person" : "group") + "," + csv_cell(actor.name) +
         "," + csv_cell(joined(actor.aliases)) + "," + csv_cell(actor.country) + "," +
         csv_cell(joined(actor.sectors)) + "," + csv_cell(actor.inter_class) + "\n";
}

/// An id for an actor that has none: the plain letters of its name.
std::string id_of(const KnownActor& actor) {
  if (actor.id.starts_with(kPrefix)) return actor.id.substr(kPrefix.size());
  if (!actor.id.empty()) return actor.id;
  return resolve::place_id("own", {.name = actor.name}).substr(std::string_view("own:").size());
}

}  // namespace

struct Actors::Resources {
  explicit Resources(const Paths& paths)
      : languages(text::Languages::load(paths.data_dir)),
        table(resolve::ActorTable::load(paths.data_dir, own_actors(paths.home))) {}

  /// Who `name` is as a mention of `kind` in a report of that day that says nothing else.
  ActorValue resolve(std::string_view name, const std::string& kind,
                     std::optional<Date> day) const {
    Report report;
    report.text = std::string(name);
    const Text text = text::read(report, languages);
    const Span span{0, static_cast<std::uint32_t>(name.size())};
    Analysis analysis;
    analysis.mentions.push_back({.span = span, .kind = kind});
    const DocumentDate date{.date = day};
    const auto values = resolve::resolve_actors({report, text, analysis, date, {}}, table);
    const auto value = values.find(span);
    return value == values.end() ? ActorValue{} : value->second;
  }

  text::Languages languages;
  resolve::ActorTable table;
};

Actors::Actors(const Paths& paths) : resources_(std::make_unique<const Resources>(paths)) {}
Actors::~Actors() = default;
Actors::Actors(Actors&&) noexcept = default;
Actors& Actors::operator=(Actors&&) noexcept = default;

std::vector<KnownActor> Actors::list() const {
  std::vector<KnownActor> actors;
  for (const resolve::ActorRecord& record : resources_->table.records()) {
    actors.push_back(known(record));
  }
  return actors;
}

NamedActor Actors::explain(std::string_view name, std::string_view sector,
                           std::optional<Date> day) const {
  const resolve::ActorTable& table = resources_->table;
  NamedActor found;
  bool is_person = false;
  for (const resolve::ActorRecord* record : table.named(name)) {
    found.candidates.push_back(known(*record));
    is_person = is_person || record->is_person;
  }
  const std::string of = sector.empty() && !found.candidates.empty()
                             ? found.candidates.front().sectors.front()
                             : std::string(sector.empty() ? "UNK" : sector);
  // A title says who somebody is only as a person, a body only as a group: the first that names
  // anybody counts.
  for (const std::string_view kind : {is_person ? "p." : "g.", is_person ? "g." : "p."}) {
    const ActorValue value = resources_->resolve(name, std::string(kind) + of, day);
    if (!found.sentence.empty() && value.id.empty()) continue;
    found.sentence = value.reason;
    found.name = value.name;
    found.id = value.id;
    found.country = value.country;
    found.sector = value.sector;
    found.inter_class = resolve::inter_class(value, table);
    if (!value.id.empty()) break;
  }
  return found;
}

ActorsMade add_actor(const Paths& paths, const KnownActor& actor) {
  const fs::path table = folder_of(paths) / kOwnTable;
  const std::string id = id_of(actor);
  std::string bytes(kHeader);
  if (fs::exists(table)) {
    bytes.clear();
    std::istringstream lines(read_file(table));
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with(resolve::csv_cell(id) + ",")) bytes += line + "\n";
    }
  }
  write_checked(paths, table, bytes + row_of(actor, id));
  return {table, 1};
}

ActorsMade add_actors(const Paths& paths, const fs::path& file) {
  const std::string extension = resolve::lower_ascii(file.extension().string());
  if (extension != ".toml" && extension != ".csv") {
    throw Error(ErrorCode::kUsage, file.string() + ": expected a .toml or .csv");
  }
  const fs::path table = folder_of(paths) / (file.stem().string() + extension);
  if (fs::exists(table) && fs::equivalent(table, file)) {
    throw Error(ErrorCode::kUsage, file.string() + ": is already one of the desk's tables");
  }
  write_checked(paths, table, read_file(file));
  ActorsMade made{table, 0};
  for (const KnownActor& actor : Actors(paths).list()) {
    if (actor.source.starts_with(table.string() + ":")) ++made.added;
  }
  return made;
}

}  // namespace tocsin::engine
