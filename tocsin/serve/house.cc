#include "tocsin/serve/house.h"

#include <algorithm>

#include "tocsin/core/error.h"

namespace tocsin::serve {
namespace {

constexpr std::size_t kMostTexts = 5000;
constexpr std::size_t kMostWriters = 8;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr std::size_t kMostRefreshed = 1000;  // that wait

std::size_t bytes_of(const Dated<std::string>& text) { return text.value.size(); }
std::size_t bytes_of(const OutlookNow&) { return 0; }

}  // namespace

House::House(HouseOptions options)
    : options_(std::move(options)),
      gate_(options_.gate),
      texts_({kMostTexts, kMostBytes}),
      outlooks_({1, 0}),
      refreshing_(1, kMostRefreshed, Pool::Rank::kSecond) {}

std::unique_ptr<engine::Desk> House::open_desk() const {
  engine::DeskOptions options;
  options.data_dir = options_.paths.data_dir;
  options.who = "desk";
  return std::make_unique<engine::Desk>(options_.desk, options);
}

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

template <typename Value>
Dated<Value> House::make_and_keep(Memories<Dated<Value>>& memories, engine::Desk& desk,
                                  const std::string& name, const Make<Value>& make) {
  const auto begin = std::chrono::steady_clock::now();
  Dated<Value> made = make(desk, last_change_);
  memories.keep(name, made.change, made, bytes_of(made), std::chrono::steady_clock::now() - begin);
  return made;
}

template <typename Value>
void House::make_later(Memories<Dated<Value>>& memories, const std::string& name,
                       const Make<Value>& make) {
  const bool is_taken = refreshing_.add([this, &memories, name, make](std::size_t) {
    try {
      if (!refresher_) refresher_ = open_desk();
      make_and_keep(memories, *refresher_, name, make);
    } catch (const std::exception& error) {
      memories.give_up(name);
      log("working out " + name + ": " + error.what());
    }
  });
  if (!is_taken) memories.give_up(name);
}

template <typename Value>
Dated<Value> House::remember(Memories<Dated<Value>>& memories, engine::Desk& desk,
                             const std::string& name, const Make<Value>& make) {
  auto found = memories.look(name, last_change_);
  if (!found.value) return make_and_keep(memories, desk, name, make);
  if (found.is_wanted) make_later(memories, name, make);
  return *std::move(found.value);
}

std::string House::remembered(engine::Desk& desk, const std::string& name,
                              const std::function<std::string(engine::Desk&)>& work_out) {
  const Make<std::string> make = [work_out](engine::Desk& looked_at, std::int64_t change) {
    return Dated<std::string>{work_out(looked_at), change};
  };
  return remember(texts_, desk, name, make).value;
}

std::string House::remembered(
    engine::Desk& desk, const std::string& name,
    const std::function<std::string(engine::Desk&, const engine::Outlook&)>& work_out) {
  const Make<std::string> make = [this, work_out](engine::Desk& looked_at, std::int64_t) {
    const OutlookNow now = outlook(looked_at);
    return Dated<std::string>{work_out(looked_at, *now.value), now.change};
  };
  return remember(texts_, desk, name, make).value;
}

OutlookNow House::outlook(engine::Desk& desk) {
  const Make<std::shared_ptr<const engine::Outlook>> make = [this](engine::Desk& looked_at,
                                                                   std::int64_t change) {
    return OutlookNow{std::make_shared<const engine::Outlook>(looked_at, options_.paths.data_dir),
                      change};
  };
  // Whoever asks while one is made waits for it, and does not make another.
  const std::lock_guard lock(making_outlook_);
  return remember(outlooks_, desk, "outlook", make);
}

engine::Desk& Worker::desk() {
  if (!reader_) reader_ = house_.open_desk();
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
