// tocsin_cases [--update] PATH...: runs case files, or every *.case under a folder; with --update
// it writes what the verbs print into the files instead of comparing.

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/cases/case.h"
#include "tests/cases/verbs.h"

namespace {

using tocsin::cases::Case;
namespace fs = std::filesystem;

std::vector<fs::path> case_files(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string run(const Case& input) {
  const tocsin::cases::Verb verb = tocsin::cases::find_verb(input.verb);
  if (verb == nullptr) {
    throw std::runtime_error("no verb \"" + input.verb + "\"; expected one of " +
                             tocsin::cases::verb_names());
  }
  const std::string printed = verb(input);
  return printed.empty() ? "(none)\n" : printed;
}

// The result of a case; what was thrown is a result too, so that a case can expect an error.
std::string result_of(const Case& input) {
  try {
    return run(input);
  } catch (const std::exception& error) {
    return "error: " + std::string(error.what()) + "\n";
  }
}

void print_difference(const Case& input, const std::string& result) {
  std::cout << input.file.string() << ":" << input.line << ": " << input.verb << "\n"
            << "  expected\n"
            << input.expected << "  found\n"
            << result << "\n";
}

int compare(const fs::path& file, int& count) {
  int wrong = 0;
  for (const Case& input : tocsin::cases::read_cases(file)) {
    const std::string result = result_of(input);
    ++count;
    if (result == input.expected) continue;
    print_difference(input, result);
    ++wrong;
  }
  return wrong;
}

std::vector<std::string> read_lines(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Everything but the expected lines stays as it is.
void update(const fs::path& file) {
  const std::vector<std::string> lines = read_lines(file);
  std::string updated;
  std::size_t next = 1;
  for (const Case& input : tocsin::cases::read_cases(file)) {
    for (; next < input.expected_line; ++next) updated += lines[next - 1] + "\n";
    updated += result_of(input);
    next = input.after_line;
  }
  for (; next <= lines.size(); ++next) updated += lines[next - 1] + "\n";
  std::ofstream(file, std::ios::binary) << updated;
}

int run_all(const std::vector<std::string>& arguments) {
  const bool updating = !arguments.empty() && arguments.front() == "--update";
  if (arguments.size() == (updating ? 1u : 0u)) {
    std::cerr << "usage: tocsin_cases [--update] PATH...\n";
    return 2;
  }
  int wrong = 0;
  int count = 0;
  for (std::size_t i = updating ? 1 : 0; i < arguments.size(); ++i) {
    for (const fs::path& file : case_files(arguments[i])) {
      if (updating) {
        update(file);
      } else {
        wrong += compare(file, count);
      }
    }
  }
  if (updating) return 0;
  std::cout << count - wrong << " of " << count << " cases as expected\n";
  return wrong == 0 && count > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_all({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
