#pragma once
/// Case files: a text, a verb, and the lines that the verb must print for that text. README.md
/// beside this file describes the format.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/report.h"

namespace tocsin::cases {

/// One text with one verb, and what is expected of it.
struct Case {
  std::filesystem::path file;
  std::size_t line = 0;                         ///< of the verb, from 1
  std::string text;                             ///< escapes undone
  std::map<std::string, std::string> settings;  ///< as they stand before the text
  std::string verb;
  std::string arguments;          ///< what follows the verb on its line; may be empty
  std::string expected;           ///< lines, each ended by "\n"
  std::size_t expected_line = 0;  ///< the first expected line, from 1
  std::size_t after_line = 0;     ///< the first line after the expected ones, from 1
};

/// Every case of a file, in order.
///
/// Throws: std::runtime_error naming file and line when the file is not well formed.
std::vector<Case> read_cases(const std::filesystem::path& file);

/// The value of a setting; `fallback` where the file does not set it.
std::string setting(const Case& input, const std::string& name, std::string_view fallback = "");

/// The case's text as a report with id "case"; the settings `lang`, `date`, `title`, `source` and
/// `url` fill its fields.
///
/// Throws: std::runtime_error when `date` is not a date.
Report report_of(const Case& input);

/// `text` in double quotes on one line: line breaks, tabs, backslashes, quotes and invisible
/// characters are escaped, so that expected lines show all that matters.
std::string in_quotes(std::string_view text);

/// The project's data folder.
std::filesystem::path data_dir();

}  // namespace tocsin::cases
