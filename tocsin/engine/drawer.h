#pragma once
/// Small records that a desk holds besides its reports: settings, tokens, feeds, ratings of
/// sources, alerts, situation reports. What they mean is known to those who keep them.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::engine {

struct Kept {
  std::int64_t n = 0;  ///< ascends as records are first put in; never used twice
  std::string id;
  std::string record;
  std::string at;            ///< when it was last put in, "2024-03-14T09:30:00Z"
  std::int64_t version = 0;  ///< counts from 1 with each change
};

/// Threads: one thread at a time; any number of drawers may be open on one desk.
class Drawer {
 public:
  /// Opens the desk, which must be there.
  ///
  /// Throws: Error(kDeskMissing, kDeskInvalid, kDeskTooNew, kDeskBusy).
  explicit Drawer(const std::filesystem::path& desk);
  ~Drawer();
  Drawer(Drawer&&) noexcept;
  Drawer& operator=(Drawer&&) noexcept;

  std::optional<Kept> get(std::string_view kind, std::string_view id);
  /// All of a kind, newest first; at most `limit`, those with n below `before`.
  std::vector<Kept> list(std::string_view kind, std::size_t limit = SIZE_MAX,
                         std::int64_t before = INT64_MAX);
  std::int64_t count(std::string_view kind);

  /// Puts the record in, in the place of the one that is there. When this returns it is on the
  /// disk.
  Kept put(std::string_view kind, std::string_view id, std::string_view record);
  /// The same where the record still has `version` (0: is not there); nothing otherwise.
  std::optional<Kept> put_over(std::string_view kind, std::string_view id, std::string_view record,
                               std::int64_t version);
  bool remove(std::string_view kind, std::string_view id);
  /// Removes those of a kind that were last put in before `at`.
  void remove_older(std::string_view kind, std::string_view at);
  /// A name that no record of the kind ever had: `prefix` and a number.
  std::string fresh_id(std::string_view prefix);

  /// Changes whenever another program or another Drawer has written to the desk.
  std::int64_t data_version();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tocsin::engine
