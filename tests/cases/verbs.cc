#include "tests/cases/verbs.h"

#include <array>

namespace tocsin::cases {
namespace {

struct Row {
  std::string_view name;
  Verb verb;
};

// In alphabetical order; a new verb is a file verbs/<verb>.cc, its line in verbs.h and one here.
constexpr std::array kVerbs{
    Row{"actor", actor},         Row{"ingest", ingest}, Row{"language", language},
    Row{"harm", harm},           Row{"place", place},   Row{"quantity", quantity},
    Row{"sentences", sentences}, Row{"time", time},     Row{"tokens", tokens},
};

}  // namespace

Verb find_verb(std::string_view name) {
  for (const Row& row : kVerbs) {
    if (row.name == name) return row.verb;
  }
  return nullptr;
}

std::string verb_names() {
  std::string names;
  for (const Row& row : kVerbs) names += (names.empty() ? "" : ", ") + std::string(row.name);
  return names;
}

}  // namespace tocsin::cases
