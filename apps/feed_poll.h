#pragma once
/// Asks the feeds of a desk and takes in what is new.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "apps/desk_options.h"
#include "apps/desk_run.h"
#include "apps/input_reader.h"
#include "tocsin/serve/feeds.h"

namespace tocsin::apps {

struct PollOptions {
  DeskOptions desk;
  std::vector<std::string> feeds;  ///< ids or addresses; empty: all that are on
  bool allow_net = false;
  bool no_code = false;
  unsigned threads = 0;
  engine::PathRequest resources;
};

/// What came of asking the feeds once.
struct Round {
  std::size_t asked = 0;
  std::size_t failed = 0;
  std::size_t passed_over = 0;  ///< of the network, which may not be asked
  std::int64_t fresh = 0;       ///< reports that were new
};

/// The feed of this id or address. Throws: Error(kNotFound).
serve::Feed feed_called(engine::Drawer& drawer, const std::string& words);
/// All of a desk, those of the network first.
std::vector<serve::Feed> all_feeds(engine::Drawer& drawer);

/// What is at a path, as it is now: changes when a file is added, changed or removed.
std::string state_of(const std::filesystem::path& path);

/// Holds the desk and, once something is new, the engine.
class FeedPoll {
 public:
  /// Throws: Error where there is no desk, or no model to code with.
  explicit FeedPoll(const PollOptions& options);

  /// One line a new report goes to standard output, one a feed with news or a fault to standard
  /// error. A fault of one feed stops no other; an interrupt ends the round.
  ///
  /// Throws: Error(kNotFound) where a feed that was named is not there.
  Round round();

 private:
  std::vector<serve::Feed> wanted();
  void ask(serve::Feed& feed, Round& round);
  serve::Asked take_in(const serve::Feed& feed);
  serve::Validators read(const serve::Feed& feed, engine::Intake& intake, InputReader& reader);
  void finish_round();

  const PollOptions& options_;
  DeskRun run_;
  engine::Desk desk_;
  engine::Drawer drawer_;
  std::optional<LazyEngine> engine_;
  std::string told_;  ///< the fault that was said last
};

}  // namespace tocsin::apps
