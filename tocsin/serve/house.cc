#include "tocsin/serve/house.h"

#include <algorithm>

#include "tocsin/core/error.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kMostMemories = 500;
constexpr std::size_t kMostWriters = 8;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

std::chrono::steady_clock::duration may_be_old(std::chrono::steady_clock::duration cost) {
  return std::max<std::chrono::steady_clock::duration>(std::chrono::seconds(2), 100 * cost);
}

}  // namespace

const engine::Engine& House::engine() {
  return engine_.get([this] {
    const engine::Paths& paths = options_.paths;
    if (paths.model.empty()) {
      throw Error(ErrorCode::kModelMissing, "no model (models/*.tmodel) was found");
    }
    engine::EngineOptions options;
    options.data_dir = paths.data_dir;
    options.model = paths.model;
    options.gazetteer = paths.gazetteer;
    options.threads = options_.coders;
    options.cache_dir = engine::cache_dir();
    options.home = paths.home;
    return std::make_unique<engine::Engine>(options);
  });
}

const engine::Places& House::places() {
  return places_.get([this] { return std::make_unique<engine::Places>(options_.paths); });
}

const engine::Actors& House::actors() {
  return actors_.get([this] { return std::make_unique<engine::Actors>(options_.paths); });
}

void House::look_for_changes() {
  const std::lock_guard lock(looking_);
  if (!looker_) looker_ = std::make_unique<engine::Desk>(options_.desk, engine::DeskOptions{});
  last_change_ = looker_->last_change();
}

std::vector<store::Changed> House::changes_after(std::int64_t n) {
  constexpr std::size_t kMost = 200;
  const std::lock_guard lock(looking_);
  if (!looker_) looker_ = std::make_unique<engine::Desk>(options_.desk, engine::DeskOptions{});
  return looker_->changes_after(n, kMost);
}

std::string House::remembered(const std::string& name,
                              const std::function<std::string()>& work_out) {
  const Clock::time_point begin = Clock::now();
  const std::int64_t change = last_change_;
  {
    const std::lock_guard lock(remembering_);
    const auto found = memories_.find(name);
    if (found != memories_.end()) {
      Memory& memory = found->second;
      if (memory.change == change || begin - memory.at < may_be_old(memory.cost)) {
        return memory.text;
      }
      memory.at = begin;  // others go on with what was true until this one is done
    }
  }
  std::string text = work_out();
  const Clock::time_point end = Clock::now();
  const std::lock_guard lock(remembering_);
  if (memories_.size() >= kMostMemories || remembered_bytes_ > kMostBytes) {
    memories_.clear();
    remembered_bytes_ = 0;
  }
  Memory& memory = memories_[name];
  remembered_bytes_ += text.size();
  remembered_bytes_ -= std::min(remembered_bytes_, memory.text.size());
  memory = {text, change, end, end - begin};
  return text;
}

std::shared_ptr<const engine::Outlook> House::outlook(engine::Desk& desk) {
  const std::lock_guard lock(outlooking_);
  const Clock::time_point begin = Clock::now();
  const std::int64_t change = last_change_;
  const bool holds = outlook_ && (outlook_made_.change == change ||
                                  begin - outlook_made_.at < may_be_old(outlook_made_.cost));
  if (holds) return outlook_;
  outlook_ = std::make_shared<const engine::Outlook>(desk, options_.paths.data_dir);
  const Clock::time_point end = Clock::now();
  outlook_made_ = {"", change, end, end - begin};
  return outlook_;
}

engine::Desk& Worker::desk() {
  if (!reader_) {
    engine::DeskOptions options;
    options.data_dir = house_.options().paths.data_dir;
    options.who = "desk";
    reader_ = std::make_unique<engine::Desk>(house_.options().desk, options);
  }
  return *reader_;
}

engine::Desk& Worker::desk_of(const std::string& who) {
  if (writers_.size() >= kMostWriters && !writers_.contains(who)) writers_.clear();
  std::unique_ptr<engine::Desk>& writer = writers_[who];
  if (!writer) {
    engine::DeskOptions options;
    options.data_dir = house_.options().paths.data_dir;
    options.who = who;
    options.follow_up = engine::FollowUp::kLater;
    writer = std::make_unique<engine::Desk>(house_.options().desk, options);
    // Moving what was written to its place is not for whoever waits for an answer (Service::tidy).
    writer->store().connection().run("PRAGMA wal_autocheckpoint = 0");
  }
  return *writer;
}

engine::Drawer& Worker::drawer() {
  if (!drawer_) drawer_ = std::make_unique<engine::Drawer>(house_.options().desk);
  return *drawer_;
}

}  // namespace tocsin::serve
