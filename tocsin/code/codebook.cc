#include "tocsin/code/codebook.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "tocsin/code/data_file.h"
#include "tocsin/core/error.h"
#include "tocsin/resolve/event_place.h"

namespace tocsin::code {
namespace {

/// The files of data/codebook that hold no event type.
bool is_support_file(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return name == "acled.toml" || name == "words.toml" || name == "labels.toml";
}

std::vector<std::filesystem::path> type_files(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder)) {
    throw Error(ErrorCode::kDataMissing,
                folder.string() + ": found no folder, expected one TOML file an event type");
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml" || is_support_file(entry.path())) continue;
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string in_quotes(std::string_view words) {
  std::string quoted(1, '"');
  quoted += words;
  return quoted += '"';
}

std::string label(std::string_view type, std::string_view mode) {
  return mode.empty() ? std::string(type) : std::string(type) + ":" + std::string(mode);
}

/// "190", "1382": the root 01 to 20, then one or two digits.
bool is_cameo(std::string_view code) {
  if (code.size() != 3 && code.size() != 4) return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::all_of(code.begin(), code.end(), is_digit)) return false;
  const int root = (code[0] - '0') * 10 + (code[1] - '0');
  return root >= 1 && root <= 20;
}

Example read_example(const DataFile& data, const toml::table& table, const Mode& mode) {
  data.check_keys(table, {"text", "lang", "trigger", "yes", "expect"});
  Example example;
  example.where = data.where(table);
  example.of_type = mode.type;
  example.of_mode = mode.mode;
  example.text = data.text(table, "text");
  example.language = table.contains("lang") ? data.text(table, "lang") : "en";
  example.trigger = data.text(table, "trigger");
  if (example.trigger.empty() || example.text.find(example.trigger) == std::string::npos) {
    data.fail(table, "the trigger " + in_quotes(example.trigger), "words of the text");
  }
  const auto yes = table["yes"].value<bool>();
  if (!yes) data.fail(table, "no \"yes\"", "true or false");
  if (*yes == table.contains("expect")) {
    data.fail(table, *yes ? "\"expect\" in a yes" : "a no without \"expect\"",
              "\"expect\" in a no and only there");
  }
  const std::string expected = *yes ? label(mode.type, mode.mode) : data.text(table, "expect");
  const std::size_t colon = std::min(expected.find(':'), expected.size());
  example.type = expected.substr(0, colon);
  example.mode = expected.substr(std::min(colon + 1, expected.size()));
  if (!*yes && example.type == mode.type && example.mode == mode.mode) {
    data.fail(table, "a no that expects " + in_quotes(expected), "another coding, or none");
  }
  return example;
}

void read_acled(const DataFile& data, const toml::table& table, const Acled& acled, Mode& mode) {
  mode.acled_rule = data.text_or_empty(table, "acled_rule");
  const std::string joined = data.text_or_empty(table, "acled");
  if (!joined.empty() && !mode.acled_rule.empty()) {
    data.fail(table, "both \"acled\" and \"acled_rule\"", "one of them");
  }
  if (!mode.acled_rule.empty() && !acled.has_rule(mode.acled_rule)) {
    data.fail(table, "the rule " + in_quotes(mode.acled_rule), "a rule of acled.toml");
  }
  if (joined.empty()) return;
  mode.acled = acled.parse(joined);
  if (!mode.acled) data.fail(table, "the code " + in_quotes(joined), "a pair of acled.toml");
}

std::vector<Role> read_roles(const DataFile& data, const toml::table& table, std::string_view key) {
  std::vector<Role> roles;
  for (const std::string& name : data.texts(table, key)) {
    const auto role = parse_role(name);
    if (!role) data.fail(*table.get(key), in_quotes(name), "a role");
    roles.push_back(*role);
  }
  return roles;
}

void read_words(const DataFile& data, const toml::table& table, Mode& mode) {
  mode.roles = read_roles(data, table, "roles");
  mode.located = read_roles(data, table, "located");
  if (mode.located.empty()) {
    mode.located.assign(resolve::kWherever.begin(), resolve::kWherever.end());
  }
  mode.notes = data.texts(table, "notes");
  const toml::node* cues = table.get("cues");
  if (cues == nullptr) return;
  if (!cues->is_table()) data.fail(*cues, "another kind of value", "a table by language");
  for (const auto& [language, node] : *cues->as_table()) {
    mode.cues.emplace(language.str(), data.texts(*cues->as_table(), language.str()));
  }
}

Mode read_mode(const DataFile& data, const toml::table& table, const Type& type,
               const Acled& acled) {
  data.check_keys(table, {"id", "origin", "score", "cameo", "acled", "acled_rule", "definition",
                          "roles", "located", "notes", "cues", "example"});
  Mode mode;
  mode.type = type.type;
  mode.quad_code = type.quad_code;
  mode.mode = data.text(table, "id");
  mode.origin = data.text(table, "origin");
  mode.definition = data.text(table, "definition");
  mode.score = data.number(table, "score");
  if (mode.score < -10 || mode.score > 10) {
    data.fail(*table.get("score"), "the score " + std::to_string(mode.score), "-10 to 10");
  }
  mode.cameo = data.text_or_empty(table, "cameo");
  if (table.contains("cameo") && !is_cameo(mode.cameo)) {
    data.fail(*table.get("cameo"), in_quotes(mode.cameo), "a CAMEO code of three or four digits");
  }
  read_acled(data, table, acled, mode);
  read_words(data, table, mode);
  for (const toml::table* example : data.tables(table, "example")) {
    mode.examples.push_back(read_example(data, *example, mode));
  }
  return mode;
}

Type read_type(const DataFile& data, const Acled& acled) {
  data.check_keys(data.root(), {"id", "quad", "definition", "mode"});
  Type type;
  type.type = data.text(data.root(), "id");
  type.definition = data.text(data.root(), "definition");
  const double quad = data.number(data.root(), "quad");
  type.quad_code = static_cast<int>(quad);
  if (quad != type.quad_code || quad < 0 || quad > 4) {
    data.fail(*data.root().get("quad"), std::to_string(quad), "0, 1, 2, 3 or 4");
  }
  std::set<std::string> seen;
  for (const toml::table* table : data.tables(data.root(), "mode")) {
    Mode mode = read_mode(data, *table, type, acled);
    if (!seen.insert(mode.mode).second) {
      data.fail(*table, "the mode " + in_quotes(mode.mode) + " twice", "each mode once");
    }
    type.modes.push_back(std::move(mode));
  }
  if (type.modes.empty()) data.fail(data.root(), "no [[mode]]", "at least one");
  return type;
}

}  // namespace

Codebook Codebook::load(const std::filesystem::path& data_dir) {
  const std::filesystem::path folder = data_dir / "codebook";
  const std::vector<std::filesystem::path> files = type_files(folder);
  Codebook codebook;
  codebook.words_ = Words::load(folder / "words.toml");
  codebook.acled_ = Acled::load(folder / "acled.toml", codebook.words_);
  for (const auto& file : files) {
    const DataFile data(file);
    Type type = read_type(data, codebook.acled_);
    for (const Type& other : codebook.types_) {
      if (other.type == type.type) {
        data.fail(data.root(), "the type " + in_quotes(type.type) + " twice", "one file a type");
      }
    }
    codebook.types_.push_back(std::move(type));
  }
  std::sort(codebook.types_.begin(), codebook.types_.end(),
            [](const Type& a, const Type& b) { return a.type < b.type; });
  for (const Example& example : codebook.examples()) {
    if (example.type.empty() || codebook.find(example.type, example.mode) != nullptr) continue;
    throw Error(ErrorCode::kDataInvalid, example.where + ": found the coding " +
                                             in_quotes(label(example.type, example.mode)) +
                                             ", expected one of the codebook");
  }
  return codebook;
}

const Mode* Codebook::find(std::string_view type, std::string_view mode) const {
  for (const Type& candidate : types_) {
    if (candidate.type != type) continue;
    for (const Mode& entry : candidate.modes) {
      if (entry.mode == mode) return &entry;
    }
  }
  return nullptr;
}

std::vector<Example> Codebook::examples() const {
  std::vector<Example> all;
  for (const Type& type : types_) {
    for (const Mode& mode : type.modes) {
      all.insert(all.end(), mode.examples.begin(), mode.examples.end());
    }
  }
  return all;
}

}  // namespace tocsin::code
