#include "tocsin/engine/desk.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "tocsin/core/error.h"
#include "tocsin/engine/country.h"
#include "tocsin/fuse/claim_bytes.h"
#include "tocsin/fuse/claims.h"
#include "tocsin/fuse/copies.h"
#include "tocsin/fuse/keys.h"
#include "tocsin/fuse/rules.h"
#include "tocsin/store/digest.h"
#include "tocsin/store/fold.h"

namespace tocsin::engine {
namespace {

constexpr std::size_t kRawPiece = std::size_t{1} << 20;
constexpr std::size_t kMostCopies = 200;  // looked at for each key

store::OpenOptions::Mode mode_of(DeskMode mode) {
  switch (mode) {
    case DeskMode::kRead:
      return store::OpenOptions::Mode::kRead;
    case DeskMode::kCreate:
      return store::OpenOptions::Mode::kCreate;
    case DeskMode::kWrite:
      break;
  }
  return store::OpenOptions::Mode::kWrite;
}

// Hands on the pieces of a file.
void each_piece(const std::filesystem::path& file,
                const std::function<void(std::string_view)>& take) {
  std::ifstream stream(file, std::ios::binary);
  std::string piece(kRawPiece, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto count = static_cast<std::size_t>(stream.gcount());
    if (count > 0) take(std::string_view(piece).substr(0, count));
  }
  if (!stream.eof()) throw Error(ErrorCode::kFileUnreadable, file.string() + ": cannot be read");
}

// Events that were rejected leave the coding, and the links to them.
DeskReport standing(store::StoredReport stored, store::Judged judged) {
  DeskReport result;
  result.stored = std::move(stored);
  result.is_coded = true;
  result.coded = std::move(judged.coded);
  result.reviews = std::move(judged.reviews);
  result.corrected = std::move(judged.corrected);
  const auto is_rejected = [&](std::string_view id) {
    const auto found = result.reviews.find(id);
    return found != result.reviews.end() && found->second == Review::kRejected;
  };
  std::vector<Event>& events = result.coded.events;
  const auto kept = std::stable_partition(
      events.begin(), events.end(), [&](const Event& event) { return !is_rejected(event.id); });
  result.rejected.assign(std::make_move_iterator(kept), std::make_move_iterator(events.end()));
  events.erase(kept, events.end());
  for (Event& event : events) {
    std::erase_if(event.links, [&](const EventLink& link) { return is_rejected(link.event); });
  }
  return result;
}

}  // namespace

Desk::Desk(const std::filesystem::path& file, DeskOptions options)
    : file_(file), options_(std::move(options)) {
  store::StoreOptions opening;
  opening.open.mode = mode_of(options_.mode);
  opening.open.vfs = options_.vfs;
  opening.now = options_.now;
  store_ = std::make_unique<store::Store>(file, std::move(opening));
}

Desk::~Desk() = default;
Desk::Desk(Desk&&) noexcept = default;

const fuse::Rules& Desk::rules() {
  if (!rules_) {
    if (options_.data_dir.empty()) {
      throw Error(ErrorCode::kDataMissing,
                  "no data folder was found; expected one with fuse/ in it");
    }
    rules_ = std::make_unique<const fuse::Rules>(fuse::load_rules(options_.data_dir / "fuse"));
  }
  return *rules_;
}

store::Added Desk::add(const Report& report, const std::vector<Diagnostic>& diagnostics,
                       const std::string& raw_sha256) {
  return store_->add(report, diagnostics, raw_sha256, options_.who);
}

std::string Desk::keep_raw(const std::filesystem::path& file) {
  store::Digest digest;
  std::uintmax_t size = 0;
  each_piece(file, [&](std::string_view piece) {
    digest.add(piece);
    size += piece.size();
  });
  const std::string sha256 = digest.hex();
  if (size > kMostRawBytes || store_->has_raw(sha256)) return sha256;
  std::int64_t number = 0;
  each_piece(file, [&](std::string_view piece) { store_->put_raw(sha256, number++, piece); });
  return sha256;
}

std::string Desk::keep_raw(std::string_view bytes) {
  const std::string sha256 = store::sha256(bytes);
  if (bytes.size() > kMostRawBytes || store_->has_raw(sha256)) return sha256;
  for (std::int64_t number = 0; !bytes.empty(); ++number) {
    store_->put_raw(sha256, number, bytes.substr(0, kRawPiece));
    bytes.remove_prefix(std::min(kRawPiece, bytes.size()));
  }
  return sha256;
}

void Desk::save(CodedReport coded, const std::string& coder) {
  const std::string id = coded.report.id;
  Writing writing = begin();
  store_->save_coding(coded, coder);
  index(id);
  writing.commit();
}

void Desk::index(std::string_view id) {
  std::optional<store::Judged> judged = store_->judged(id);
  if (!judged) return;
  const DeskReport as_it_stands = standing({}, *judged);
  std::vector<store::ClaimBytes> claims;
  for (const Claim& claim : fuse::claims_of(as_it_stands.coded, rules())) {
    claims.push_back({claim.event, fuse::to_bytes(claim)});
  }
  store_->index(*judged, claims);
}

std::optional<DeskReport> Desk::report(std::string_view id) {
  std::optional<store::StoredReport> stored = store_->report(id);
  if (!stored) return std::nullopt;
  if (std::optional<store::Judged> judged = store_->judged(id)) {
    return standing(std::move(*stored), std::move(*judged));
  }
  DeskReport result;
  result.coded.report = stored->report;
  result.coded.language = stored->report.language;
  result.coded.diagnostics = stored->diagnostics;
  result.stored = std::move(*stored);
  return result;
}

std::optional<CodedReport> Desk::machine_coding(std::string_view id) {
  return store_->machine_coding(id);
}

// Places know their country by its code: a country's name becomes that.
Filter Desk::completed(Filter filter) {
  if (filter.area.empty() || !filter.countries.empty() || options_.data_dir.empty()) return filter;
  filter.countries = countries_named(options_.data_dir, filter.area);
  return filter;
}

void Desk::reports(const Filter& filter,
                   const std::function<bool(const store::StoredReport&)>& take) {
  store_->reports(completed(filter), take);
}

void Desk::events(const Filter& filter, const std::function<bool(const store::EventRow&)>& take) {
  store_->events(completed(filter), take);
}

std::int64_t Desk::count_events(const Filter& filter) {
  return store_->count_events(completed(filter));
}

void Desk::coded(const Filter& filter, const std::function<bool(const CodedReport&)>& take) {
  store_->matches(completed(filter), [&](std::int64_t number, const std::vector<std::string>& ids) {
    const std::optional<store::StoredReport> stored = store_->report_number(number);
    if (!stored) return true;
    std::optional<store::Judged> judged = store_->judged(stored->report.id);
    if (!judged) return true;
    const std::set<std::string_view> wanted(ids.begin(), ids.end());
    CodedReport& coded = judged->coded;
    std::erase_if(coded.events, [&](const Event& each) { return !wanted.contains(each.id); });
    for (Event& event : coded.events) {
      std::erase_if(event.links,
                    [&](const EventLink& link) { return !wanted.contains(link.event); });
    }
    return take(coded);
  });
}

std::optional<store::EventRow> Desk::event(std::string_view id) { return store_->event(id); }

std::optional<DeskReport> Desk::report_of_event(std::string_view event) {
  const std::string id = store_->report_of_event(event);
  return id.empty() ? std::nullopt : report(id);
}

void Desk::incidents(const Filter& filter, const std::function<bool(const Incident&)>& take) {
  store_->incidents(completed(filter), take);
}

std::optional<Incident> Desk::incident(std::string_view id) { return store_->incident(id); }

void Desk::claims(const Filter& filter, const std::function<bool(const Claim&)>& take) {
  store_->claims(completed(filter),
                 [&](std::string_view bytes) { return take(fuse::from_bytes(bytes)); });
}

std::vector<std::string> Desk::copies_of(std::string_view report) {
  const std::int64_t own = store_->whole_report_claim(report);
  if (own == 0) return {};
  const Claim claim = fuse::from_bytes(store_->claim(own)->bytes);
  std::set<std::string> copies;
  for (const std::uint64_t key : fuse::blocking_keys(claim, rules())) {
    for (const std::int64_t other : store_->whole_report_holders(key, kMostCopies)) {
      if (other == own) continue;
      const Claim theirs = fuse::from_bytes(store_->claim(other)->bytes);
      if (fuse::are_copies(claim.copies, theirs.copies, rules().copies)) {
        copies.insert(theirs.report);
      }
    }
  }
  return {copies.begin(), copies.end()};
}

void Desk::journal(std::int64_t first, const std::function<bool(const store::JournalRow&)>& take) {
  store::read_journal(store_->connection(), first, take);
}

std::string to_exchange(const CodedReport& coded) { return store::to_exchange(coded); }

CodedReport read_exchange(std::string_view line, const std::string& origin) {
  CodedReport coded = store::from_exchange(line);
  coded.report.origin = origin;
  return coded;
}

}  // namespace tocsin::engine
