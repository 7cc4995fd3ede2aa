#pragma once
/// The journal for those who read it: what was decided, by whom, and whether it still holds.

#include <cstdint>
#include <string>
#include <vector>

#include "tocsin/engine/desk.h"
#include "tocsin/store/journal.h"

namespace tocsin::engine {

/// Rows of the journal, newest first, those with n below `before`.
struct JournalQuery {
  std::vector<std::string> actions;  ///< any of; empty: all
  std::vector<std::string> reports;  ///< any of
  std::string event;                 ///< empty: of every event
  bool by_hand = false;              ///< only what people did
  std::int64_t before = INT64_MAX;
  std::size_t limit = 50;
};
struct JournalEntry {
  store::JournalRow row;
  bool is_undone = false;
};
std::vector<JournalEntry> journal(Desk& desk, const JournalQuery& query);
std::int64_t count_journal(Desk& desk, const JournalQuery& query);
/// Notes in the journal that `who` has seen an alert.
void note_acknowledged(Desk& desk, const std::string& who, const std::string& alert,
                       const std::string& why);

}  // namespace tocsin::engine
