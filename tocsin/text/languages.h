#pragma once
/// What is known of the way each language is written, read from data/lang/<code>/language.toml.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::text {

/// What a full stop after an abbreviation tells.
enum class Abbreviation : std::uint8_t {
  kTitle,     ///< never ends a sentence: "Gen."
  kNumbered,  ///< an abbreviation only before a number: "No. 5", "Jan. 5"
  kName,      ///< ends a sentence only before a word that opens sentences: "U.S. The"
  kClosing,   ///< ends a sentence before a capital, but for those of `after_closing`: "5 p.m."
};

/// One language.
struct Language {
  using Words = std::set<std::string, std::less<>>;

  std::string code;              ///< BCP 47, "en"
  std::string name;              ///< in English
  std::string script;            ///< ISO 15924, "Latn"
  std::string direction;         ///< "ltr" or "rtl"
  std::u32string sentence_ends;  ///< characters that may end a sentence
  std::u32string cuts;           ///< where a sentence that is too long is cut, best first

  /// In every form of case that may be met, without the final full stop.
  std::map<std::string, Abbreviation, std::less<>> abbreviations;
  Words openers;        ///< lower case: words that, when capitalised, likely open a sentence
  Words after_closing;  ///< lower case: capitalised words that go on after a kClosing abbreviation
  Words particles;      ///< lower case: parts of names that may open a sentence in lower case
  Words common_words;   ///< lower case: by these a short text is recognised
  std::u32string letters;  ///< the letters of a script of its own variety; empty: any of the script
};

class Languages {
 public:
  /// Every language that has a folder under `data_dir`/lang with a language.toml in it.
  ///
  /// Throws: Error(kDataMissing) when there is none, Error(kDataInvalid) naming file and line.
  static Languages load(const std::filesystem::path& data_dir);

  /// The language with this code ("en"; "en-GB" finds "en"); nullptr when it is not known.
  const Language* find(std::string_view code) const;

  /// All codes in alphabetical order.
  std::vector<std::string> codes() const;

 private:
  std::map<std::string, Language, std::less<>> languages_;
};

}  // namespace tocsin::text
