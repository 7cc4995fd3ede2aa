// How it works: the words of all languages are read first, because names are folded by them; then
// the desk's own tables, so that they stand before ours and an id of theirs is taken; then every
// *.toml under data/actors in alphabetical order. A file may hold any of the tables; what they may
// hold is told by the functions below, one for each table. Countries, sectors and classes are
// checked when all is known.
#include <algorithm>
#include <array>

#include "tocsin/core/utf8.h"
#include "tocsin/resolve/actor_data.h"
#include "tocsin/resolve/actor_table.h"
#include "tocsin/resolve/separated_values.h"

namespace tocsin::resolve {
namespace {

bool is_ascii_capitals(std::string_view word) {
  std::size_t letters = 0;
  for (const char letter : word) {
    if (letter >= 'a' && letter <= 'z') return false;
    if (static_cast<unsigned char>(letter) >= 0x80) return false;
    letters += letter >= 'A' && letter <= 'Z' ? 1 : 0;
  }
  return letters >= 2;
}

std::optional<Date> date_of(const DataTable& row, std::string_view key) {
  const std::string words = row.text_or_empty(key);
  if (words.empty()) return std::nullopt;
  const std::optional<Date> date = parse_date(words);
  if (!date) {
    throw data_error(row.file, row.table, "\"" + words + "\" is no date; expected YYYY-MM-DD");
  }
  return date;
}

// Sectors that readers give to mentions and that no register needs to class.
constexpr std::string_view kUnknownSector = "UNK";

// What a row of [[actor]] or [[person]] may hold.
constexpr std::array<std::string_view, 9> kActorKeys = {
    "id", "name", "aliases", "country", "sectors", "class", "offices", "periods", "note"};

void check_keys(const DataTable& row) {
  for (const auto& [key, node] : row.table) {
    if (std::find(kActorKeys.begin(), kActorKeys.end(), key.str()) != kActorKeys.end()) continue;
    throw data_error(
        row.file, node,
        "found \"" + std::string(key.str()) +
            "\", expected id, name, aliases, country, sectors, class, offices, periods "
            "or note");
  }
}

ReferenceNumber number_of(const DataTable& row) {
  const std::string name = row.text("number");
  if (name == "person") return ReferenceNumber::kPerson;
  if (name == "group") return ReferenceNumber::kGroup;
  if (name == "several") return ReferenceNumber::kSeveral;
  if (name == "speaker") return ReferenceNumber::kSpeaker;
  throw data_error(row.file, row.table,
                   "number \"" + name + "\"; expected person, group, several or speaker");
}

}  // namespace

class ActorTableLoader {
 public:
  ActorTableLoader(const std::filesystem::path& data_dir, const std::filesystem::path& own_dir)
      : data_dir_(data_dir), own_dir_(own_dir) {}

  ActorTable load() {
    for (const auto& file : language_files(data_dir_, "actor.toml")) {
      files_.push_back({file, read_toml(file)});
    }
    for (const auto& [file, table] : files_) read_folding({file, table});
    for (const auto& [file, table] : files_) read_words({file, table});
    is_own_ = true;
    for (const auto& file : own_files()) {
      file.extension() == ".csv" ? read_csv(file) : read_own(file);
    }
    is_own_ = false;
    for (const auto& file : table_files()) read_table(file);
    for (const ActorRecord& record : result_.records_) check(record);
    return std::move(result_);
  }

 private:
  std::vector<std::filesystem::path> table_files() const {
    const std::filesystem::path folder = data_dir_ / "actors";
    std::vector<std::filesystem::path> found;
    if (std::filesystem::is_directory(folder)) {
      for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".toml") found.push_back(entry.path());
      }
    }
    if (found.empty()) {
      throw Error(ErrorCode::kDataMissing, folder.string() + ": holds no *.toml");
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  std::vector<std::filesystem::path> own_files() const {
    std::vector<std::filesystem::path> found;
    if (own_dir_.empty() || !std::filesystem::is_directory(own_dir_)) return found;
    for (const auto& entry : std::filesystem::directory_iterator(own_dir_)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".toml" || extension == ".csv") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  WordFolding& folding() { return result_.words_.folding; }

  std::string key_of(std::string_view word) { return fold(word, folding()); }

  std::vector<std::string> keys_of(std::string_view words) {
    std::vector<std::string> keys;
    for (NameWord& word : words_of_name(words, folding())) {
      keys.push_back(std::move(word.forms.front()));
    }
    return keys;
  }

  /// Single words, with joined articles dropped as in names.
  void add_words(const DataTable& from, std::string_view list, ActorWords::Set& to) {
    for (const std::string& word : from.texts(list)) {
      for (std::string& key : keys_of(word)) to.insert(std::move(key));
    }
  }

  void read_folding(const DataTable& file) {
    if (const auto* pairs = file.table["fold"].as_table()) {
      for (const auto& [from, to] : *pairs) {
        const auto* letter = to.as_string();
        if (letter == nullptr) throw data_error(file.file, to, "a fold must be a string");
        folding().replace[decode_utf8(from.str(), 0).value] = letter->get();
      }
    }
    for (const std::string& word : file.texts("articles")) folding().articles.insert(key_of(word));
    for (const std::string& word : file.texts("joined_articles")) {
      folding().joined_articles.push_back(key_of(word));
    }
    for (const std::string& word : file.texts("proclitics")) {
      folding().proclitics.push_back(key_of(word));
    }
    for (std::string& ending : file.texts("possessive_endings")) {
      folding().possessive_endings.push_back(std::move(ending));
    }
  }

  void read_words(const DataTable& file) {
    ActorWords& words = result_.words_;
    for (const std::string& word : file.texts("definite")) words.definite.insert(key_of(word));
    add_words(file, "stop_words", words.stop_words);
    add_words(file, "link_words", words.link_words);
    add_words(file, "honorifics", words.honorifics);
    add_words(file, "members", words.members);
    add_words(file, "owner_stops", words.owner_stops);
    add_words(file, "home_words", words.home_words);
    const std::string language = file.file.parent_path().filename().string();
    for (const std::string& ending : file.texts("adjective_endings")) {
      adjective_endings_[language].push_back(key_of(ending));
    }
    for (const std::string& cue : file.texts("alias_cues"))
      words.alias_cues.push_back(keys_of(cue));
    std::stable_sort(words.alias_cues.begin(), words.alias_cues.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const std::string& each : file.texts("prefix_words")) {
      add_phrase(PhraseKind::kForeign, each, "");
    }
    for (const std::string& each : file.texts("not_a_country")) {
      add_phrase(PhraseKind::kNothing, each, "");
    }
    for (const DataTable& row : file.tables("body")) {
      add_words(row, "words", words.bodies[row.text("key")]);
    }
    for (const DataTable& row : file.tables("title")) {
      for (const std::string& each : row.texts("words")) {
        add_phrase(PhraseKind::kTitle, each, row.text("office"));
      }
    }
    for (const DataTable& row : file.tables("pronoun")) {
      for (const std::string& each : row.texts("words")) {
        words.pronouns[key_of(each)] = number_of(row);
      }
    }
    for (const DataTable& row : file.tables("description")) {
      for (const std::string& each : row.texts("words")) {
        std::string joined;
        for (const std::string& key : keys_of(each)) joined += (joined.empty() ? "" : " ") + key;
        words.descriptions[joined] = number_of(row);
      }
    }
  }

  void add_phrase(PhraseKind kind, std::string_view name, std::string value,
                  std::uint32_t record = 0) {
    Phrase phrase{.kind = kind, .record = record, .is_own = is_own_, .value = std::move(value)};
    for (NameWord& word : words_of_name(name, folding())) {
      phrase.capitals.push_back(word.capitals && is_ascii_capitals(slice(name, word.span)));
      if (phrase.words.empty()) {
        phrase.capital = word.capital && kind != PhraseKind::kNothing && kind != PhraseKind::kTitle;
      }
      phrase.words.push_back(std::move(word.forms.front()));
    }
    result_.add_phrase(std::move(phrase));
  }

  /// A table of the desk's own: actors and people alone.
  void read_own(const std::filesystem::path& path) {
    const toml::table table = read_toml(path);
    const DataTable file{path, table};
    for (const auto& [key, node] : table) {
      if (key.str() == "actor" || key.str() == "person" || key.str() == "as_of") continue;
      throw data_error(
          path, node,
          "found \"" + std::string(key.str()) + "\", expected [[actor]], [[person]] or as_of");
    }
    const std::optional<Date> as_of = date_of(file, "as_of");
    for (const DataTable& row : file.tables("actor")) read_actor(row, false, as_of);
    for (const DataTable& row : file.tables("person")) read_actor(row, true, as_of);
  }

  void read_csv(const std::filesystem::path& path) {
    SeparatedValues rows(path, separator_of(path), Quoting::kQuoted);
    const NamedColumns columns(rows);
    const int name = columns.find({"name"});
    const int sectors = columns.find({"sectors", "sector"});
    if (name < 0 || sectors < 0) {
      throw rows.fault("found no column \"name\" or \"sectors\", expected both");
    }
    std::vector<std::string> cells;
    while (rows.next(cells)) {
      ActorRecord record{.id = cell(cells, columns.find({"id"})),
                         .name = cell(cells, name),
                         .country = cell(cells, columns.find({"country"})),
                         .sectors = bar_separated(cell(cells, sectors)),
                         .inter_class = cell(cells, columns.find({"class"})),
                         .aliases = bar_separated(cell(cells, columns.find({"aliases"}))),
                         .source = path.string() + ":" + std::to_string(rows.line())};
      const std::string kind = lower_ascii(cell(cells, columns.find({"kind"})));
      if (!kind.empty() && kind != "person" && kind != "group") {
        throw rows.fault("found the kind \"" + kind + "\", expected person or group");
      }
      record.is_person = kind == "person";
      if (record.id.empty()) record.id = lower_ascii(record.name);
      std::replace(record.id.begin(), record.id.end(), ' ', '-');
      add_record(std::move(record));
    }
  }

  void read_table(const std::filesystem::path& path) {
    const toml::table table = read_toml(path);
    const DataTable file{path, table};
    for (const DataTable& row : file.tables("country")) read_country(row);
    const std::optional<Date> as_of = date_of(file, "as_of");
    for (const DataTable& row : file.tables("actor")) read_actor(row, false, as_of);
    for (const DataTable& row : file.tables("person")) read_actor(row, true, as_of);
    for (const DataTable& row : file.tables("body")) {
      StateBody body{row.text("key"), row.text("sector"), row.text("name")};
      if (body.name.find("{country}") == std::string::npos) {
        throw data_error(path, row.table, "\"name\" must hold {country}");
      }
      result_.bodies_.push_back(std::move(body));
    }
    read_pairs(file, "office_sector", result_.office_sectors_);
    read_pairs(file, "sector_class", result_.sector_classes_);
    for (std::string& sector : file.texts("home_sectors")) {
      result_.home_sectors_.insert(std::move(sector));
    }
  }

  static void read_pairs(const DataTable& file, std::string_view name,
                         std::map<std::string, std::string, std::less<>>& to) {
    const toml::node* node = file.table.get(name);
    if (node == nullptr) return;
    if (!node->is_table()) throw data_error(file.file, *node, "expected a table");
    const DataTable pairs{file.file, *node->as_table()};
    for (const auto& [key, value] : pairs.table) {
      to[std::string(key.str())] = pairs.text(key.str());
    }
  }

  void read_country(const DataTable& row) {
    const std::string code = row.text("code");
    if (!result_.countries_.emplace(code, row.text("name")).second) {
      throw data_error(row.file, row.table, "country " + code + " stands twice");
    }
    for (const auto& [language, node] : row.table) {
      if (!node.is_table()) continue;
      const DataTable words{row.file, *node.as_table()};
      for (const std::string& each : words.texts("names")) {
        add_phrase(PhraseKind::kCountry, each, code);
      }
      for (const std::string& each : words.texts("metonyms")) {
        add_phrase(PhraseKind::kMetonym, each, code);
      }
      for (const std::string& each : words.texts("adjectives")) {
        add_adjective(each, std::string(language.str()), code);
      }
    }
  }

  /// Every word of the adjective takes the same ending: "كوري شمالي", "كورية شمالية". Words of
  /// scripts with capitals take it at the end alone: "South Korean", "South Koreans".
  void add_adjective(const std::string& adjective, const std::string& language,
                     const std::string& code) {
    add_phrase(PhraseKind::kAdjective, adjective, code);
    const std::vector<NameWord> words = words_of_name(adjective, folding());
    for (const std::string& ending : adjective_endings_[language]) {
      Phrase phrase{.kind = PhraseKind::kAdjective, .value = code};
      for (std::size_t i = 0; i < words.size(); ++i) {
        const bool takes = words[i].caseless || i + 1 == words.size();
        phrase.words.push_back(words[i].forms.front() + (takes ? ending : ""));
        phrase.capitals.push_back(false);
      }
      phrase.capital = words.front().capital;
      result_.add_phrase(std::move(phrase));
    }
  }

  std::vector<ActorTerm> terms_of(const DataTable& row, std::string_view list,
                                  std::string_view key) const {
    std::vector<ActorTerm> terms;
    for (const DataTable& each : row.tables(list)) {
      terms.push_back({each.text(key), each.text_or_empty("country"), date_of(each, "from"),
                       date_of(each, "to")});
    }
    return terms;
  }

  void read_actor(const DataTable& row, bool is_person, std::optional<Date> as_of) {
    check_keys(row);
    const std::string source =
        row.file.string() + ":" + std::to_string(row.table.source().begin.line);
    add_record({.id = row.text("id"),
                .name = row.text("name"),
                .is_person = is_person,
                .country = row.text_or_empty("country"),
                .sectors = row.texts("sectors"),
                .inter_class = row.text_or_empty("class"),
                .offices = terms_of(row, "offices", "title"),
                .periods = terms_of(row, "periods", "sector"),
                .as_of = as_of,
                .aliases = row.texts("aliases"),
                .source = source});
  }

  void add_record(ActorRecord record) {
    const auto index = static_cast<std::uint32_t>(result_.records_.size());
    record.id = "actors:" + record.id;
    record.is_own = is_own_;
    const auto [place, is_new] = result_.by_id_.emplace(record.id, index);
    if (!is_new && !is_own_ && result_.records_[place->second].is_own) return;  // theirs wins
    if (!is_new) throw fault(record, "id \"" + record.id + "\" stands twice");
    if (record.name.empty()) throw fault(record, "\"name\" is missing");
    if (record.sectors.empty()) throw fault(record, "\"sectors\" is missing");
    add_phrase(PhraseKind::kActor, record.name, "", index);
    for (const std::string& alias : record.aliases) {
      add_phrase(PhraseKind::kActor, alias, "", index);
    }
    result_.records_.push_back(std::move(record));
  }

  static Error fault(const ActorRecord& record, const std::string& message) {
    return {ErrorCode::kDataInvalid, record.source + ": " + message};
  }

  void check_sector(const ActorRecord& record, const std::string& sector) const {
    if (sector == kUnknownSector || result_.sector_classes_.contains(sector)) return;
    std::string known;
    for (const auto& [each, its] : result_.sector_classes_)
      known += (known.empty() ? "" : ", ") + each;
    throw fault(record, "found the sector \"" + sector + "\", expected one of " + known);
  }

  void check_terms(const ActorRecord& record, const std::vector<ActorTerm>& terms) const {
    for (const ActorTerm& term : terms) {
      if (term.from && term.to && *term.to < *term.from) {
        throw fault(record, "found a term that ends before it begins (" + term.key + ")");
      }
      if (!term.country.empty()) check_country(record, term.country);
    }
  }

  void check_country(const ActorRecord& record, const std::string& code) const {
    if (result_.countries_.contains(code)) return;
    throw fault(record, "found the country \"" + code +
                            "\", expected an alpha-3 code of data/actors/countries.toml");
  }

  void check(const ActorRecord& record) const {
    if (!record.country.empty()) check_country(record, record.country);
    for (const std::string& sector : record.sectors) check_sector(record, sector);
    for (const ActorTerm& period : record.periods) check_sector(record, period.key);
    check_terms(record, record.offices);
    check_terms(record, record.periods);
    const std::string& its = record.inter_class;
    const auto& classes = result_.sector_classes_;
    const bool is_class = its.empty() || its == "rioters" || its == "protesters" ||
                          std::any_of(classes.begin(), classes.end(),
                                      [&](const auto& pair) { return pair.second == its; });
    if (!is_class)
      throw fault(record, "found the class \"" + its + "\", expected one of classes.toml");
  }

  std::filesystem::path data_dir_;
  std::filesystem::path own_dir_;
  bool is_own_ = false;  // what is being read is the desk's
  std::vector<std::pair<std::filesystem::path, toml::table>> files_;
  std::map<std::string, std::vector<std::string>> adjective_endings_;
  ActorTable result_;
};

ActorTable ActorTable::load(const std::filesystem::path& data_dir) {
  return ActorTableLoader(data_dir, {}).load();
}

ActorTable ActorTable::load(const std::filesystem::path& data_dir,
                            const std::filesystem::path& own_dir) {
  return ActorTableLoader(data_dir, own_dir).load();
}

}  // namespace tocsin::resolve
