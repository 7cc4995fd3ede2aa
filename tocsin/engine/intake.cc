// How it works: a report is written together with its coding, in groups, so that a desk that was
// cut off holds whole reports in the order of the input and the rest can simply be added again.
// Nothing is held locked while the reader works.
#include "tocsin/engine/intake.h"

#include <algorithm>
#include <utility>

#include "tocsin/store/digest.h"

namespace tocsin::engine {
namespace {

constexpr std::size_t kGroup = 64;
constexpr auto kLongestGroup = std::chrono::seconds(2);

std::string text_key(const Report& report) { return store::sha256(report.text) + report.source; }

}  // namespace

struct Intake::Item {
  Acknowledged done;
  std::optional<Report> to_add;  // nothing where the desk has it
  std::vector<Diagnostic> diagnostics;
  Raw raw;
  std::optional<CodedReport> coded;
  std::string coder;
  std::optional<Failure> failure;
  std::string text_key;  // empty where the report was not waited for
  bool waits_for_coder = false;
};

Intake::Intake(Desk& desk, IntakeOptions options) : desk_(desk), options_(std::move(options)) {
  if (!options_.code) return;
  batch_ = std::make_unique<Batch>(BatchOptions{
      options_.threads, options_.code, [this](CodedReport&& coded) { take(std::move(coded)); },
      [this](const Failure& failure) { fail(failure); }});
}

Intake::~Intake() = default;

std::string Intake::free_id(const std::string& wanted) {
  std::string id = desk_.store().free_id(wanted);
  for (int count = 2; ids_in_hand_.contains(id); ++count) {
    id = desk_.store().free_id(wanted + "~" + std::to_string(count));
  }
  return id;
}

std::optional<store::Added> Intake::known(const Report& report) {
  if (std::optional<store::Added> in_desk = desk_.store().known(report)) return in_desk;
  if (!texts_in_hand_.contains(text_key(report))) return std::nullopt;
  return store::Added{report.id, store::Arrival::kKnown, true};
}

void Intake::add(Report report, std::vector<Diagnostic> diagnostics, Raw raw) {
  Item item;
  item.done = {report.id, report.origin};
  item.done.bytes = report.text.size();
  if (const auto there = known(report)) {
    item.done.id = there->id;
    item.done.arrival = store::Arrival::kKnown;
    item.done.is_coded = there->is_coded;
    if (there->is_coded || !options_.code) return queue(std::move(item));
    report.id = there->id;
  } else {
    report.id = free_id(report.id);
    item.done.id = report.id;
    item.to_add = report;
    item.diagnostics = std::move(diagnostics);
    item.raw = std::move(raw);
    item.text_key = text_key(report);
    ids_in_hand_.insert(report.id);
    texts_in_hand_.insert(item.text_key);
  }
  if (!options_.code) return queue(std::move(item));
  item.waits_for_coder = true;
  queue(std::move(item));
  batch_->add({std::move(report), {}});
}

void Intake::add(CodedReport coded) {
  Item item;
  item.done = {coded.report.id, coded.report.origin};
  item.done.bytes = coded.report.text.size();
  item.coder = "imported";
  const auto there = known(coded.report);
  if (there) {
    item.done.id = there->id;
    item.done.arrival = store::Arrival::kKnown;
    item.done.is_coded = true;
    if (there->is_coded) return queue(std::move(item));
  }
  const std::string given = coded.report.id;
  coded.report.id = there ? there->id : free_id(given);
  if (coded.report.id != given) store::rename_events(coded, given);
  if (!there) {
    item.to_add = coded.report;
    item.text_key = text_key(coded.report);
    ids_in_hand_.insert(coded.report.id);
    texts_in_hand_.insert(item.text_key);
  }
  item.done.id = coded.report.id;
  item.coded = std::move(coded);
  queue(std::move(item));
}

void Intake::queue(Item item) {
  coding_.push_back(std::move(item));
  if (coding_.size() == 1) hand_on();
}

// What needs no coder still waits for those before it: reports are acknowledged in the order of the
// input, and a copy never before its original is on the disk.
void Intake::hand_on() {
  while (!coding_.empty() && !coding_.front().waits_for_coder) {
    Item item = std::move(coding_.front());
    coding_.pop_front();
    ready(std::move(item));
  }
}

void Intake::take(CodedReport&& coded) {
  Item& item = coding_.front();
  if (!coded.report.published) undated_.push_back(item.done.id);
  item.coder = options_.coder;
  item.coded = std::move(coded);
  item.waits_for_coder = false;
  hand_on();
}

void Intake::fail(const Failure& failure) {
  Item& item = coding_.front();
  item.failure = failure;
  item.waits_for_coder = false;
  hand_on();
}

void Intake::code_rest(const std::function<bool()>& go_on) {
  std::int64_t after = 0;
  while (go_on()) {
    const std::vector<std::int64_t> rest = desk_.store().uncoded(after, 1);
    if (rest.empty()) return;
    after = rest.front();
    std::optional<store::StoredReport> stored = desk_.store().report_number(after);
    Item item;
    item.done = {stored->report.id, stored->report.origin};
    item.done.bytes = stored->report.text.size();
    item.waits_for_coder = true;
    queue(std::move(item));
    batch_->add({std::move(stored->report), {}});
  }
}

void Intake::finish() {
  if (batch_) batch_->finish();
  commit();
  date_by_neighbours();
}

// What came without a date is coded once more when the dates of what came with it are known.
void Intake::date_by_neighbours() {
  for (const std::string& id : std::exchange(undated_, {})) {
    std::optional<store::StoredReport> stored = desk_.store().report(id);
    if (!stored) continue;
    stored->report.around = desk_.store().days_beside(*stored);
    if (!stored->report.around) continue;
    try {
      CodedReport coded = dated(stored->report);
      // Where the report's own day stays unknown, days of its text may have got their year.
      const bool has_days = std::any_of(coded.events.begin(), coded.events.end(),
                                        [](const Event& event) { return event.date.has_value(); });
      if (!coded.report.published && !has_days) continue;
      Writing writing = desk_.begin();
      desk_.save(std::move(coded), options_.coder);
      writing.commit();
    } catch (const Error& error) {  // it stays as it was coded before
      if (options_.on_failure) {
        options_.on_failure({error.code(), stored->report.origin, error.what()});
      }
    }
  }
}

// Of several days on which a text makes sense, the one on which it tells most of what other reports
// of the desk tell.
CodedReport Intake::dated(const Report& report) {
  constexpr std::size_t kMostCandidates = 12;
  CodedReport coded = options_.code(report);
  if (coded.report.published || coded.published_candidates.size() > kMostCandidates) return coded;
  CodedReport best = coded;
  int most = 0;
  for (const Date day : coded.published_candidates) {
    Report on_day = report;
    on_day.published = day;
    on_day.published_basis = PublishedBasis::kContext;
    CodedReport trial = options_.code(on_day);
    const int shared = shared_events(trial);
    if (shared < most) continue;
    best = shared > most ? std::move(trial) : coded;  // two days as good: neither
    most = shared;
  }
  return most > 0 ? best : coded;
}

// How many events of a report other reports tell too: 2 for one of its type on its day near its
// place, 1 where it has no place.
int Intake::shared_events(const CodedReport& coded) {
  constexpr double kNearKm = 25;
  int shared = 0;
  for (const Event& event : coded.events) {
    if (!event.date || event.date->basis == DateBasis::kDocument) continue;
    const DateInterval& days = event.date->interval;
    if (!days.start || days.start != days.end) continue;
    Filter filter;
    filter.from = filter.to = days.start;
    filter.types = {event.type};
    const bool is_placed = event.location && event.location->place;
    if (is_placed) {
      filter.near = Circle{event.location->place->lat, event.location->place->lon, kNearKm};
    }
    bool is_told = false;
    desk_.events(filter, [&](const store::EventRow& other) {
      is_told = other.report != coded.report.id;
      return !is_told;
    });
    if (is_told) shared += is_placed ? 2 : 1;
  }
  return shared;
}

void Intake::ready(Item item) {
  const auto now = std::chrono::steady_clock::now();
  if (group_.empty()) group_began_ = now;
  group_.push_back(std::move(item));
  if (group_.size() >= kGroup || now - group_began_ > kLongestGroup) commit();
}

std::string Intake::keep(const Raw& raw) {
  if (raw.bytes) return desk_.keep_raw(std::string_view(*raw.bytes));
  if (raw.file.empty()) return {};
  if (raw.file != kept_file_) {
    kept_sha256_ = desk_.keep_raw(raw.file);
    kept_file_ = raw.file;
  }
  return kept_sha256_;
}

void Intake::write(Item& item) {
  if (item.to_add) desk_.add(*item.to_add, item.diagnostics, keep(item.raw));
  if (!item.coded) return;
  item.done.is_coded = true;
  item.done.events = item.coded->events.size();
  if (item.coded->events.empty()) item.done.no_events = item.coded;
  desk_.save(std::move(*item.coded), item.coder);
}

void Intake::commit() {
  if (group_.empty()) return;
  std::vector<Item> group = std::exchange(group_, {});
  Writing writing = desk_.begin();
  for (Item& item : group) write(item);
  writing.commit();
  for (const Item& item : group) {
    if (!item.text_key.empty()) {
      ids_in_hand_.erase(item.done.id);
      texts_in_hand_.erase(item.text_key);
    }
    if (item.failure) options_.on_failure(*item.failure);
    options_.on_acknowledged(item.done);
  }
}

}  // namespace tocsin::engine
