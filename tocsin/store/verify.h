#pragma once
/// Whether a desk is what its journal says: the chain of hashes, the reports, the codings, the raw
/// bytes, and the database's own checks.

#include <functional>
#include <string>
#include <vector>

#include "tocsin/store/store.h"

namespace tocsin::store {

struct Fault {
  std::string what;     ///< "journal row 12", "report 01", "raw bytes 3f…", "database"
  std::string message;  ///< what was found and what was expected
};

struct Verified {
  std::int64_t journal_rows = 0;
  std::int64_t reports = 0;
  std::int64_t codings = 0;
  std::int64_t raw_files = 0;
  std::string head;  ///< hash of the journal's last row: noted elsewhere, it proves the rows before
};

/// Hands over every fault, the first bad row first; the callback says whether to go on.
Verified verify(Store& store, const std::function<bool(const Fault&)>& on_fault);

}  // namespace tocsin::store
