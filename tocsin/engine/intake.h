#pragma once
/// Takes many reports into a desk: without those it has, coded on the way, in groups that are
/// written together and acknowledged once they are on the disk.

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tocsin/engine/batch.h"
#include "tocsin/engine/desk.h"

namespace tocsin::engine {

/// What became of one report.
struct Acknowledged {
  std::string id;  ///< in the desk
  std::string origin;
  store::Arrival arrival = store::Arrival::kNew;
  bool is_coded = false;
  std::size_t events = 0;
  std::uint64_t bytes = 0;               ///< of its text
  std::optional<CodedReport> no_events;  ///< the coding, without its text, where it gave no event
};

/// The bytes that a report was read from: a file, or bytes in memory, or unknown.
struct Raw {
  std::filesystem::path file;
  std::shared_ptr<const std::string> bytes;
};

struct IntakeOptions {
  unsigned threads = 1;
  std::function<CodedReport(const Report&)> code;            ///< empty: reports are not coded
  std::string coder;                                         ///< the reader's name, for the journal
  std::function<void(const Acknowledged&)> on_acknowledged;  ///< after the commit, in input order
  /// A report that could not be coded; it is in the desk all the same.
  std::function<void(const Failure&)> on_failure;
};

/// Threads: used from one thread.
/// Cost:    memory for a group of reports, however many are added.
class Intake {
 public:
  Intake(Desk& desk, IntakeOptions options);
  ~Intake();

  void add(Report report, std::vector<Diagnostic> diagnostics, Raw raw = {});
  /// A report that was coded elsewhere.
  void add(CodedReport coded);
  /// Codes the reports of the desk that were not coded yet, while `go_on` says so.
  void code_rest(const std::function<bool()>& go_on);
  /// Waits for what is being coded, writes and acknowledges it; then codes once more what has no
  /// date, with the dates of the reports that came with it.
  void finish();

 private:
  struct Item;
  void queue(Item item);
  void hand_on();
  void take(CodedReport&& coded);
  void fail(const Failure& failure);
  void ready(Item item);
  void commit();
  void date_by_neighbours();
  CodedReport dated(const Report& report);
  int shared_events(const CodedReport& coded);
  void write(Item& item);
  std::string keep(const Raw& raw);
  std::string free_id(const std::string& wanted);
  std::optional<store::Added> known(const Report& report);

  Desk& desk_;
  IntakeOptions options_;
  std::unique_ptr<Batch> batch_;
  std::deque<Item> coding_;           // not yet ready, in input order
  std::vector<Item> group_;           // to be written together
  std::vector<std::string> undated_;  // ids of coded reports without a date
  std::set<std::string, std::less<>> ids_in_hand_;
  std::set<std::string, std::less<>> texts_in_hand_;
  std::filesystem::path kept_file_;  // the last whose bytes were kept
  std::string kept_sha256_;
  std::chrono::steady_clock::time_point group_began_;
};

}  // namespace tocsin::engine
