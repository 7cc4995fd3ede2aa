#pragma once
/// Feeds: what is asked for new reports time and again. Server and command keep them in the desk
/// and ask them by the same parts.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tocsin/engine/desk.h"
#include "tocsin/engine/drawer.h"
#include "tocsin/engine/inputs.h"
#include "tocsin/serve/fetch.h"
#include "tocsin/serve/json.h"

namespace tocsin::serve {

class House;
class Worker;

/// Where feeds lie. The server knows those of the network alone: what lies on its machine is for
/// who sits at it.
enum class FeedPlace : std::uint8_t { kNetwork, kLocal };

struct Feed {
  std::string id;
  FeedPlace place = FeedPlace::kNetwork;
  std::string url;  ///< kLocal: the path of a file or a folder
  std::string name;
  std::string source;    ///< the outlet; empty: what the feed says
  std::string language;  ///< BCP 47; empty: what the feed says
  std::int64_t every_minutes = 60;
  bool is_on = true;
  std::string last_fetch;  ///< empty: never
  std::optional<std::int64_t> last_new;
  std::string last_error;
  std::int64_t reports = 0;  ///< that came of it, all in all
  Validators validators;     ///< of what was read last; a local one has an ETag of our own
};

/// The feed as the contract writes it.
Json to_json(const Feed& feed);

/// The feeds of a desk, oldest first.
std::vector<Feed> feeds_in(engine::Drawer& drawer, FeedPlace place);
std::optional<Feed> find_feed(engine::Drawer& drawer, FeedPlace place, std::string_view id);

/// Changes the feeds of a desk. What is done to those of the network is noted as a change of it.
/// Threads: as its drawer and desk.
class FeedBook {
 public:
  /// Both must outlive it.
  FeedBook(engine::Drawer& drawer, engine::Desk& desk) : drawer_(drawer), desk_(desk) {}

  /// Keeps a new feed; returns it with its id.
  ///
  /// Throws: Problem(bad_value) for an address of the network that is refused;
  ///         Problem(already_there).
  Feed add(Feed feed);
  void change(const Feed& feed);
  bool remove(const Feed& feed);
  /// Keeps what came of asking the feed. What others changed meanwhile stands, and a feed that they
  /// removed stays away.
  void note(const Feed& asked);

 private:
  void keep(const Feed& feed, std::string_view what);
  void note_change(const Feed& feed, std::string_view what);

  engine::Drawer& drawer_;
  engine::Desk& desk_;
};

/// A feed as the drawer keeps it.
Feed read_feed(FeedPlace place, std::string_view record);
std::string_view drawer_kind(FeedPlace place);

/// What came of asking a feed.
struct Asked {
  std::int64_t fresh = 0;  ///< reports that were new
  std::string fault;       ///< the first thing that was refused; empty: nothing was
  Validators validators;
};

/// Asks a feed by `ask` and notes in it what came of that, or why it failed: a fault of a feed is
/// no fault of who asks. Throws: what `ask` throws besides what derives from std::exception.
void ask(Feed& feed, const std::function<Asked()>& ask);

/// Fetches a feed of the network and hands over its reports: none where it has not changed.
///
/// Returns: its validators.
/// Throws: as fetch; what `sink` throws.
Validators read_page(const Feed& feed, const ingest::Sink& sink,
                     const std::function<bool()>& go_on = {});

/// How a feed's reports are read.
ingest::Options reading_of(const Feed& feed);

/// Fetches, in a server, the feeds that are on and whose time has come.
void fetch_due(House& house, Worker& worker);

}  // namespace tocsin::serve
