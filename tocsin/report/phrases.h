#pragma once
/// The words of a report in one language, from data/report.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/date.h"
#include "tocsin/report/document.h"

namespace tocsin::report {

using Slots = std::map<std::string_view, Sentence, std::less<>>;

Sentence plain(std::string text);
/// Words of a report or a name, which have a direction of their own.
Sentence quoted(std::string text);
Sentence number(std::int64_t value);

class Phrases {
 public:
  /// `data_dir`/report/`language`.toml.
  ///
  /// Throws: Error(kDataMissing) where there is none, naming those that are; Error(kDataInvalid).
  static Phrases load(const std::filesystem::path& data_dir, std::string_view language);

  /// A phrase as it is written, "heading.sources". Throws: Error(kDataInvalid) where it is missing.
  const std::string& at(std::string_view key) const;

  /// A phrase with its slots filled. Throws: Error(kDataInvalid) for a slot that is not given.
  Sentence fill(std::string_view key, const Slots& slots) const;
  std::string words(std::string_view key, const Slots& slots) const;
  /// `key`.one for a count of one, `key`.other for all others.
  Sentence counted(const std::string& key, std::size_t count, const Slots& slots) const;

  /// What a type with its mode is called.
  std::string kind(std::string_view type, std::string_view mode) const;
  /// What the word `name` of a table is called; the word itself where it has no line.
  std::string name(std::string_view table, std::string_view name) const;

  std::string day(Date day) const;
  /// "3 March 2024", "March 2024", "since 3 March 2024".
  std::string interval(const std::optional<DateInterval>& interval) const;
  /// "a, b and c".
  Sentence list(const std::vector<Sentence>& items) const;
  Sentence joined(const std::vector<Sentence>& items, const std::string& between) const;

  const std::string& language() const { return at("language"); }
  const std::string& direction() const { return at("direction"); }

 private:
  std::string file_;
  std::map<std::string, std::string, std::less<>> phrases_;
};

/// The codes of the languages that there are words for, in order.
std::vector<std::string> languages(const std::filesystem::path& data_dir);

}  // namespace tocsin::report
