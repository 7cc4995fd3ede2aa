// tocsin feeds: what the desk asks for new reports, and asking it.
#include <charconv>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/feed_poll.h"
#include "apps/input_options.h"
#include "apps/interrupt.h"
#include "apps/terminal.h"
#include "tocsin/serve/problem.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kShortestPause{10};
constexpr std::chrono::seconds kLongestPause = std::chrono::hours(24 * 7);

struct FeedsOptions {
  PollOptions poll;
  InputOptions outlet;
  std::string address;
  std::string name;
  std::string every;
};

std::string small_scheme(const std::string& address) {
  std::string scheme = address.substr(0, address.find(':'));
  if (scheme.size() == address.size()) return {};
  for (char& c : scheme) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return scheme;
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// "file:///a%20b" and "file://localhost/a%20b" are "/a b". Source: RFC 8089.
fs::path path_in(const std::string& address) {
  std::string_view rest = std::string_view(address).substr(std::string_view("file:").size());
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const std::string_view host = rest.substr(0, rest.find('/'));
    if (!host.empty() && host != "localhost") {
      throw Error(ErrorCode::kBadValue, address + ": a file of another machine, expected file:///");
    }
    rest.remove_prefix(host.size());
  }
  std::string path;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const int high = rest[i] == '%' && i + 2 < rest.size() ? hexadecimal(rest[i + 1]) : -1;
    const int low = high < 0 ? -1 : hexadecimal(rest[i + 2]);
    path += low < 0 ? rest[i] : static_cast<char>(high * 16 + low);
    if (low >= 0) i += 2;
  }
  return path;
}

// Where a feed lies, by how its address begins; a file or folder must be there.
serve::Feed feed_at(const std::string& address) {
  serve::Feed feed;
  const std::string scheme = small_scheme(address);
  if (scheme != "file" && address.find("://") != std::string::npos) {
    feed.url = address;
    return feed;
  }
  const fs::path path = scheme == "file" ? path_in(address) : fs::path(address);
  std::error_code failure;
  if (!fs::exists(path, failure)) {
    throw Error(ErrorCode::kFileMissing,
                path.string() +
                    ": not found, expected a file, a folder, or an address that begins "
                    "with http:// or https://");
  }
  std::string whole = fs::absolute(path).lexically_normal().string();
  if (whole.size() > 1 && whole.ends_with('/')) whole.pop_back();
  feed.place = serve::FeedPlace::kLocal;
  feed.url = whole;
  return feed;
}

ExitStatus add(const FeedsOptions& options) {
  serve::Feed feed = feed_at(options.address);
  feed.name = options.name;
  feed.source = options.outlet.source;
  feed.language = options.outlet.language;
  engine::Desk desk =
      open_desk(options.poll.desk, engine::DeskMode::kCreate, options.poll.resources);
  engine::Drawer drawer(desk_file(options.poll.desk));
  try {
    std::cout << serve::FeedBook(drawer, desk).add(std::move(feed)).id << "\n";
  } catch (const serve::Problem& problem) {
    std::string message = problem.what();
    const std::string field = problem.field() + ": ";
    if (message.starts_with(field)) message.erase(0, field.size());
    throw Error(ErrorCode::kBadValue, options.address + ": " + message);
  }
  return ExitStatus::kOk;
}

// What stands between tabs holds none.
std::string cell(const std::string& words) { return shown(words); }

ExitStatus list(const FeedsOptions& options) {
  engine::Drawer drawer(desk_file(options.poll.desk));
  const std::vector<serve::Feed> feeds = all_feeds(drawer);
  for (const serve::Feed& feed : feeds) {
    std::cout << feed.id << "\t" << cell(feed.url) << "\t" << (feed.is_on ? "on" : "off") << "\t"
              << (feed.last_fetch.empty() ? "never asked" : feed.last_fetch) << "\t"
              << feed.last_new.value_or(0) << " new\t" << feed.reports << " in all\t"
              << cell(feed.last_error.empty() ? feed.name : "failed: " + feed.last_error) << "\n";
  }
  if (feeds.empty()) std::cerr << "tocsin: no feeds; `tocsin feeds add` adds one.\n";
  return feeds.empty() ? ExitStatus::kNothingMatched : ExitStatus::kOk;
}

ExitStatus remove(const FeedsOptions& options) {
  engine::Desk desk =
      open_desk(options.poll.desk, engine::DeskMode::kWrite, options.poll.resources);
  engine::Drawer drawer(desk_file(options.poll.desk));
  const serve::Feed feed = feed_called(drawer, options.address);
  serve::FeedBook(drawer, desk).remove(feed);
  std::cerr << "tocsin: " << shown(feed.id + " " + feed.url)
            << " is asked no more; its reports stay.\n";
  return ExitStatus::kOk;
}

// "30s", "10m", "2h".
std::optional<std::chrono::seconds> pause_of(const std::string& words) {
  if (words.empty()) return std::nullopt;
  int count = 0;
  const char* const end = words.data() + words.size();
  const auto [unit, problem] = std::from_chars(words.data(), end, count);
  const std::string_view units = "smh";
  const std::size_t which =
      problem == std::errc() && end - unit == 1 ? units.find(*unit) : std::string_view::npos;
  if (which != std::string_view::npos && count > 0 && count <= 1'000'000) {
    constexpr int kSeconds[] = {1, 60, 3600};
    const std::chrono::seconds pause(std::int64_t{count} * kSeconds[which]);
    if (pause >= kShortestPause && pause <= kLongestPause) return pause;
  }
  throw Error(ErrorCode::kUsage,
              "--every: found \"" + words + "\", expected a time from 10s to 168h such as 10m");
}

std::string counted(std::int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

ExitStatus conclude(const Round& round) {
  if (round.asked == 0 && round.passed_over > 0) {
    throw Error(ErrorCode::kUsage,
                "no feed was asked: they are of the network, and --allow-net was not given");
  }
  if (round.asked == 0) {
    std::cerr << "tocsin: no feeds to ask; `tocsin feeds add` adds one.\n";
    return ExitStatus::kNothingMatched;
  }
  std::string line = counted(round.fresh, "new report") + " from " +
                     counted(static_cast<std::int64_t>(round.asked), "feed");
  if (round.failed > 0) line += ", " + std::to_string(round.failed) + " of them with a fault";
  std::cerr << "tocsin: " << line << ".\n";
  if (round.failed == round.asked && round.fresh == 0) return ExitStatus::kFailed;
  return round.failed + round.passed_over > 0 ? ExitStatus::kPartlyDone : ExitStatus::kOk;
}

ExitStatus poll(const FeedsOptions& options) {
  const auto pause = pause_of(options.every);
  watch_for_interrupt();
  FeedPoll polling(options.poll);
  ExitStatus status = ExitStatus::kOk;
  do {
    const Round round = polling.round();
    if (!is_interrupted()) status = conclude(round);
  } while (pause && !wait_for_interrupt(*pause));
  if (pause) return ExitStatus::kOk;
  if (!is_interrupted()) return status;
  std::cerr << "tocsin: interrupted; what is listed is in the desk, the rest comes next time.\n";
  return ExitStatus::kInterrupted;
}

using Options = std::shared_ptr<FeedsOptions>;

void add_adding(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command = parent.add_subcommand("add", "Something to ask; no connection is made yet");
  command->add_option("address", options->address, "A feed's address, a file, or a folder to watch")
      ->type_name("URL|FILE|DIR")
      ->required();
  command->add_option("--name", options->name, "What to call it")->type_name("NAME");
  add_outlet_options(*command, options->outlet);
  add_desk_option(*command, options->poll.desk);
  add_by_option(*command, options->poll.desk);
  command->callback([options, &status] { status = add(*options); });
}

void add_polling(CLI::App& parent, const Options& options, ExitStatus& status) {
  CLI::App* command = parent.add_subcommand("poll", "Ask, and take in, code and fuse what is new");
  command->add_option("feeds", options->poll.feeds, "Ids or addresses; else all that are on")
      ->type_name("FEED");
  command->add_flag("--allow-net", options->poll.allow_net,
                    "Ask addresses of the network, and deliver alerts to webhooks");
  command
      ->add_option("--every", options->every, "Go on until Ctrl+C, asking so often: 30s, 10m, 2h")
      ->type_name("TIME");
  command->add_flag("--no-code", options->poll.no_code, "Take in only; `tocsin code` codes later");
  add_jobs_option(*command, options->poll.threads);
  add_desk_option(*command, options->poll.desk);
  add_by_option(*command, options->poll.desk);
  add_resource_options(*command, options->poll.resources);
  command->callback([options, &status] { status = poll(*options); });
}

}  // namespace

void add_feeds(CLI::App& app, ExitStatus& status) {
  const auto options = std::make_shared<FeedsOptions>();
  CLI::App* command = app.add_subcommand(
      "feeds", "RSS and Atom feeds and watched folders: add, list, poll, remove");
  command->require_subcommand(1);
  add_adding(*command, options, status);
  CLI::App* listing = command->add_subcommand("list", "Each with its last asking and last fault");
  add_desk_option(*listing, options->poll.desk);
  listing->callback([options, &status] { status = list(*options); });
  CLI::App* removing = command->add_subcommand("remove", "Something that is asked no more");
  removing->add_option("feed", options->address, "Its id or address")
      ->type_name("FEED")
      ->required();
  add_desk_option(*removing, options->poll.desk);
  add_by_option(*removing, options->poll.desk);
  removing->callback([options, &status] { status = remove(*options); });
  add_polling(*command, options, status);
}

}  // namespace tocsin::apps
