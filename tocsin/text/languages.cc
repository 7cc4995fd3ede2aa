#include "tocsin/text/languages.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "tocsin/core/error.h"
#include "tocsin/core/utf8.h"
#include "tocsin/text/characters.h"

namespace tocsin::text {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, const toml::source_region& region,
                       const std::string& detail) {
  throw Error(ErrorCode::kDataInvalid,
              file.string() + ":" + std::to_string(region.begin.line) + ": " + detail);
}

std::string quoted(std::string_view key) {
  std::string words = "\"";
  words += key;
  return words += '"';
}

std::string capitalise(const std::string& word) {
  if (word.empty()) return word;
  const std::uint32_t first = decode_utf8(word, 0).bytes;
  return to_upper(word.substr(0, first)) + word.substr(first);
}

// Reads one language.toml; every complaint names the file and the line.
class Reader {
 public:
  Reader(const fs::path& file, std::string code) : file_(file) {
    language_.code = std::move(code);
    try {
      table_ = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
      fail(file_, error.source(), std::string(error.description()));
    }
  }

  Language read() {
    check_keys(table_, {"name", "script", "direction", "sentence_ends", "cuts", "abbreviations",
                        "openers", "after_closing", "particles", "common_words", "letters"});
    language_.name = string("name");
    language_.script = string("script");
    language_.direction = string("direction");
    if (language_.direction != "ltr" && language_.direction != "rtl") {
      fail(file_, table_.get("direction")->source(),
           "direction is \"" + language_.direction + "\"; expected \"ltr\" or \"rtl\"");
    }
    language_.sentence_ends = characters("sentence_ends");
    language_.cuts = characters("cuts");
    language_.letters = characters("letters");
    language_.openers = lower_words("openers");
    language_.after_closing = lower_words("after_closing");
    language_.particles = lower_words("particles");
    language_.common_words = lower_words("common_words");
    read_abbreviations();
    return std::move(language_);
  }

 private:
  void check_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      std::string names;
      for (std::string_view name : known) {
        if (!names.empty()) names += ", ";
        names += name;
      }
      fail(file_, key.source(),
           "unknown key \"" + std::string(key.str()) + "\"; expected one of " + names);
    }
  }

  std::string string(std::string_view key) {
    const toml::node* node = table_.get(key);
    if (node == nullptr) {
      fail(file_, table_.source(), quoted(key) + " is missing; expected a string");
    }
    if (!node->is_string()) {
      fail(file_, node->source(), quoted(key) + " is not a string");
    }
    return node->as_string()->get();
  }

  std::vector<std::string> words(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return {};
    if (!node->is_array()) {
      fail(file_, node->source(), quoted(key) + " is not a list of strings");
    }
    std::vector<std::string> found;
    for (const toml::node& each : *node->as_array()) {
      if (!each.is_string() || each.as_string()->get().empty()) {
        fail(file_, each.source(), quoted(key) + " holds what is not a word");
      }
      found.push_back(each.as_string()->get());
    }
    return found;
  }

  Language::Words lower_words(std::string_view key) {
    Language::Words found;
    for (const std::string& word : words(table_, key)) found.insert(to_lower(word));
    return found;
  }

  std::u32string characters(std::string_view key) {
    std::u32string found;
    for (const std::string& word : words(table_, key)) {
      for (std::size_t at = 0; at < word.size();) {
        const CodePoint point = decode_utf8(word, at);
        found += point.value;
        at += point.bytes;
      }
    }
    return found;
  }

  // A word may also be met capitalised or in capitals, unless that form is itself listed.
  void read_abbreviations() {
    const toml::node* node = table_.get("abbreviations");
    if (node == nullptr) return;
    if (!node->is_table()) fail(file_, node->source(), "\"abbreviations\" is not a table");
    const toml::table& table = *node->as_table();
    check_keys(table, {"titles", "numbered", "names", "closing"});
    const std::array kinds{
        std::pair{"titles", Abbreviation::kTitle}, std::pair{"numbered", Abbreviation::kNumbered},
        std::pair{"names", Abbreviation::kName}, std::pair{"closing", Abbreviation::kClosing}};
    std::vector<std::pair<std::string, Abbreviation>> derived;
    for (const auto& [key, kind] : kinds) {
      for (std::string word : words(table, key)) {
        if (word.ends_with('.')) word.pop_back();
        language_.abbreviations.emplace(word, kind);
        derived.emplace_back(capitalise(word), kind);
        derived.emplace_back(to_upper(word), kind);
      }
    }
    for (const auto& [word, kind] : derived) language_.abbreviations.emplace(word, kind);
  }

  fs::path file_;
  toml::table table_;
  Language language_;
};

}  // namespace

Languages Languages::load(const fs::path& data_dir) {
  const fs::path folder = data_dir / "lang";
  Languages all;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const fs::path file = entry.path() / "language.toml";
    if (!fs::exists(file)) continue;
    std::string code = entry.path().filename().string();
    Language language = Reader(file, code).read();
    all.languages_.emplace(std::move(code), std::move(language));
  }
  if (all.languages_.empty()) {
    throw Error(ErrorCode::kDataMissing,
                folder.string() + ": no language found; expected <code>/language.toml in it");
  }
  return all;
}

const Language* Languages::find(std::string_view code) const {
  for (;;) {
    if (const auto found = languages_.find(code); found != languages_.end()) {
      return &found->second;
    }
    const std::size_t hyphen = code.rfind('-');
    if (hyphen == std::string_view::npos) return nullptr;
    code = code.substr(0, hyphen);
  }
}

std::vector<std::string> Languages::codes() const {
  std::vector<std::string> codes;
  for (const auto& [code, language] : languages_) codes.push_back(code);
  return codes;
}

}  // namespace tocsin::text
