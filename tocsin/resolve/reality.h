#pragma once
/// What plain words around an event say of how real it is: "denied that", "was not held".

#include <re2/re2.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/core/frame.h"
#include "tocsin/core/report.h"
#include "tocsin/core/text.h"

namespace tocsin::resolve {

/// A sentence with an event in it, and whether the rule says something of it.
struct RealityExample {
  std::string text;
  std::string next;  ///< the sentence behind it
  Span trigger;
  bool holds = false;
};

struct RealityRule {
  std::string name;
  Reality reality = Reality::kActual;
  std::vector<Reality> from;
  std::unique_ptr<RE2> before;  ///< null where nothing is asked
  std::unique_ptr<RE2> not_before;
  std::unique_ptr<RE2> after;
  std::unique_ptr<RE2> next;  ///< what the sentence behind must hold
  std::vector<RealityExample> examples;
};

/// Threads: const after loading.
class RealityRules {
 public:
  /// The rules of every language folder under `data_dir`/lang that has a reality.toml.
  ///
  /// Throws: Error(kDataInvalid) naming file, line, found, expected.
  static RealityRules load(const std::filesystem::path& data_dir);

  /// The first rule of the language that overrules `read` for an event whose trigger stands at
  /// bytes `trigger` of `sentence`, `next` being the one behind it in its paragraph; null where
  /// none does.
  const RealityRule* find(std::string_view language, std::string_view sentence,
                          std::string_view next, Span trigger, Reality read) const;

  const std::map<std::string, std::vector<RealityRule>, std::less<>>& languages() const {
    return rules_;
  }

 private:
  std::map<std::string, std::vector<RealityRule>, std::less<>> rules_;
};

/// The realities that the words around triggers give instead of those the reader gave.
///
/// Threads: a pure function.
std::map<Span, Reality> overruled_realities(const Report& report, const Text& text,
                                            const Analysis& analysis, const RealityRules& rules);

/// Gives frames the realities that the words around their triggers give.
void correct_realities(const std::map<Span, Reality>& realities, std::vector<Frame>& frames);

}  // namespace tocsin::resolve
