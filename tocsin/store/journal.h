#pragma once
/// The journal: who or what changed which field, when and why. It is only ever added to, and each
/// row holds the hash of the one before it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/store/sqlite.h"

namespace tocsin::store {

/// What the rows of the journal record; stored by name.
namespace action {
inline constexpr std::string_view kAdd = "add";          ///< a report came in
inline constexpr std::string_view kCode = "code";        ///< a report was coded
inline constexpr std::string_view kCorrect = "correct";  ///< a field of an event, by hand
inline constexpr std::string_view kAccept = "accept";    ///< an event is right as it stands
inline constexpr std::string_view kReject = "reject";    ///< an event is none
inline constexpr std::string_view kMerge = "merge";      ///< two events are one happening
inline constexpr std::string_view kSplit = "split";      ///< an event is another happening
inline constexpr std::string_view kUndo = "undo";        ///< an earlier row no longer holds
}  // namespace action

struct JournalRow {
  std::int64_t n = 0;
  std::string at;   ///< "2024-03-14T09:30:00Z"
  std::string who;  ///< a person, or the reader's name
  std::string action;
  std::string report;  ///< id; empty where none is meant
  std::string event;
  std::string field;
  std::string before;
  std::string after;
  std::string why;
  std::optional<std::int64_t> undoes;
  std::string data;  ///< what is needed to do it again, as JSON
  std::string previous;
  std::string hash;
};

/// The hash of a row: SHA-256 over every other field, `previous` included.
std::string hash_of(const JournalRow& row);

/// Appends the row; n, previous and hash are filled in.
JournalRow append(Connection& connection, JournalRow row);

/// The rows from `first` on, in their order; the callback says whether to go on.
void read_journal(Connection& connection, std::int64_t first,
                  const std::function<bool(const JournalRow&)>& take);

/// The rows of one report that were not undone, in their order; `action` empty: of every action.
std::vector<JournalRow> rows_of(Connection& connection, std::string_view report,
                                std::string_view action = {});

/// The rows of one action that were not undone.
std::vector<JournalRow> standing(Connection& connection, std::string_view action);

/// The last row made by hand that was not undone; nothing where there is none.
std::optional<JournalRow> last_by_hand(Connection& connection);

}  // namespace tocsin::store
