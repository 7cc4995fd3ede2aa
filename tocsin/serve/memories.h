#pragma once
/// What was worked out from the desk, and for how long it may be shown after the desk has changed.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tocsin::serve {

/// Values by name. One that the desk has outrun is made anew at once where that is quick; where it
/// is not, the former is shown while the next one is made.
///
/// Threads: any number at once.
template <typename Value>
class Memories {
 public:
  using Clock = std::chrono::steady_clock;

  /// How many values, and how many bytes of them, are held; then those are forgotten that are the
  /// quickest to make again.
  struct Limits {
    std::size_t values = 0;
    std::size_t bytes = 0;
  };
  explicit Memories(Limits limits) : limits_(limits) {}

  /// What is to be done for a name, told by `look`.
  struct Found {
    std::optional<Value> value;  ///< to be shown
    bool is_wanted = false;      ///< whoever asked is to make the next one; with a value: later
  };
  Found look(const std::string& name, std::int64_t change) {
    const std::lock_guard lock(mutex_);
    const auto found = all_.find(name);
    if (found == all_.end()) return {std::nullopt, true};
    Memory& memory = found->second;
    if (memory.change == change) return {memory.value, false};
    if (memory.cost <= kQuick) return {std::nullopt, true};
    const bool is_due = !memory.is_in_work && Clock::now() - memory.made >= kRest * memory.cost;
    if (is_due) memory.is_in_work = true;
    return {memory.value, is_due};
  }

  /// Keeps what was made of the desk as it was at `change`.
  void keep(const std::string& name, std::int64_t change, const Value& value, std::size_t bytes,
            Clock::duration cost) {
    const std::lock_guard lock(mutex_);
    if (all_.size() >= limits_.values || bytes_ > limits_.bytes) forget_half();
    Memory& memory = all_[name];
    bytes_ = bytes_ - memory.bytes + bytes;
    memory = {value, change, Clock::now(), cost, bytes, false};
  }

  /// To be called where the value that was wanted could not be made.
  void give_up(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto found = all_.find(name);
    if (found != all_.end()) found->second.is_in_work = false;
  }

 private:
  static constexpr std::chrono::milliseconds kQuick{10};
  static constexpr int kRest = 30;  // of one processor, no name takes more than this part

  struct Memory {
    Value value{};
    std::int64_t change = 0;
    Clock::time_point made;
    Clock::duration cost{};
    std::size_t bytes = 0;
    bool is_in_work = false;
  };

  void forget_half() {
    std::vector<Clock::duration> costs;
    for (const auto& [name, memory] : all_) costs.push_back(memory.cost);
    const auto middle = costs.begin() + static_cast<std::ptrdiff_t>(costs.size() / 2);
    std::nth_element(costs.begin(), middle, costs.end());
    std::erase_if(all_, [&](const auto& item) { return item.second.cost <= *middle; });
    bytes_ = 0;
    for (const auto& [name, memory] : all_) bytes_ += memory.bytes;
  }

  Limits limits_;
  std::mutex mutex_;
  std::map<std::string, Memory> all_;
  std::size_t bytes_ = 0;
};

}  // namespace tocsin::serve
