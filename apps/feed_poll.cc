// How it works: a file or folder is read only where its state (names, sizes and times of all files)
// is another than at the last time, as a page is only where its server says that it has changed.
// The state is taken before reading, so that what changes meanwhile is read next time.
#include "apps/feed_poll.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "apps/alert_watch.h"
#include "apps/interrupt.h"
#include "apps/terminal.h"
#include "tocsin/serve/secret.h"

namespace tocsin::apps {
namespace {

namespace fs = std::filesystem;

// Adds a line for each file at or below the path. Links are followed, each folder once.
void add_state(const fs::path& path, std::set<fs::path>& seen, std::vector<std::string>& lines) {
  std::error_code failure;
  if (!fs::is_directory(path, failure)) {
    const auto size = fs::file_size(path, failure);
    const auto time = fs::last_write_time(path, failure).time_since_epoch().count();
    lines.push_back(path.string() + "\t" +
                    (failure ? "gone" : std::to_string(size) + "\t" + std::to_string(time)));
    return;
  }
  if (!seen.insert(fs::canonical(path, failure)).second) return;
  for (fs::directory_iterator entry(path, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    add_state(entry->path(), seen, lines);
  }
}

std::string line_of(const serve::Feed& feed, const std::string& news) {
  return "tocsin: " + shown(feed.id + " " + feed.url + ": " + news) +
         (news.ends_with('.') ? "" : ".");
}

}  // namespace

std::string state_of(const fs::path& path) {
  std::set<fs::path> seen;
  std::vector<std::string> lines;
  add_state(path, seen, lines);
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return serve::digest(all);
}

std::vector<serve::Feed> all_feeds(engine::Drawer& drawer) {
  std::vector<serve::Feed> feeds = serve::feeds_in(drawer, serve::FeedPlace::kNetwork);
  for (serve::Feed& each : serve::feeds_in(drawer, serve::FeedPlace::kLocal)) {
    feeds.push_back(std::move(each));
  }
  return feeds;
}

serve::Feed feed_called(engine::Drawer& drawer, const std::string& words) {
  for (serve::Feed& each : all_feeds(drawer)) {
    if (each.id == words || each.url == words) return std::move(each);
  }
  throw Error(
      ErrorCode::kNotFound,
      "feed \"" + words + "\" is not in the desk; `tocsin feeds list` names those that are");
}

FeedPoll::FeedPoll(const PollOptions& options)
    : options_(options),
      run_({}),
      desk_(open_desk(options.desk, engine::DeskMode::kWrite, options.resources)),
      drawer_(desk_file(options.desk)) {
  if (!options.no_code) engine_.emplace(options.resources, options.threads);
}

std::vector<serve::Feed> FeedPoll::wanted() {
  std::vector<serve::Feed> feeds;
  for (const std::string& each : options_.feeds) feeds.push_back(feed_called(drawer_, each));
  if (!options_.feeds.empty()) return feeds;
  feeds = all_feeds(drawer_);
  std::erase_if(feeds, [](const serve::Feed& each) { return !each.is_on; });
  return feeds;
}

Round FeedPoll::round() {
  Round round;
  for (serve::Feed& feed : wanted()) {
    if (is_interrupted()) break;
    if (feed.place == serve::FeedPlace::kNetwork && !options_.allow_net) {
      ++round.passed_over;
      run_.say(line_of(feed, "not asked: --allow-net was not given"));
      continue;
    }
    ask(feed, round);
  }
  if (round.fresh > 0) finish_round();
  return round;
}

void FeedPoll::ask(serve::Feed& feed, Round& round) {
  serve::Feed before = feed;
  serve::ask(feed, [&] { return take_in(feed); });
  const std::int64_t fresh = feed.reports - before.reports;
  round.fresh += fresh;
  serve::FeedBook book(drawer_, desk_);
  if (is_interrupted()) {  // what was read until then is in the desk; the rest is read next time
    before.reports = feed.reports;
    before.validators = {};
    return book.note(before);
  }
  book.note(feed);
  ++round.asked;
  if (fresh > 0) run_.say(line_of(feed, std::to_string(fresh) + " new"));
  if (feed.last_error.empty()) return;
  ++round.failed;
  if (feed.last_error != told_) run_.say(line_of(feed, feed.last_error));
}

serve::Asked FeedPoll::take_in(const serve::Feed& feed) {
  serve::Asked asked;
  engine::IntakeOptions options = intake_options(run_, engine_ ? &*engine_ : nullptr);
  options.on_acknowledged = [&](const engine::Acknowledged& done) {
    if (done.arrival == store::Arrival::kKnown) return;  // most of what a feed has, every time
    ++asked.fresh;
    run_.acknowledged(done);
  };
  const auto note_fault = [&](const std::string& message) {
    if (!asked.fault.empty()) return;
    asked.fault = message;
    told_ = message;
  };
  options.on_failure = [&, tell = options.on_failure](const engine::Failure& each) {
    tell(each);
    note_fault(each.message);
  };
  engine::Intake intake(desk_, std::move(options));
  InputReader reader(intake, run_, serve::reading_of(feed), note_fault);
  try {
    asked.validators = read(feed, intake, reader);
  } catch (const Interrupted&) {
    // What was begun is finished below.
  } catch (const std::exception& error) {
    asked.fault = error.what();
  }
  intake.finish();
  return asked;
}

serve::Validators FeedPoll::read(const serve::Feed& feed, engine::Intake& intake,
                                 InputReader& reader) {
  if (feed.place == serve::FeedPlace::kLocal) {
    const serve::Validators now{state_of(feed.url), {}};
    if (now.etag != feed.validators.etag) reader.read(feed.url);
    return now;
  }
  const ingest::Sink sink{[&](ingest::Input input) {
                            expect_no_interrupt();
                            intake.add(std::move(input.report), std::move(input.diagnostics));
                          },
                          [&](const ingest::Fault& each) { reader.refuse(each); }};
  return serve::read_page(feed, sink, [] { return !is_interrupted(); });
}

void FeedPoll::finish_round() {
  if (!options_.no_code) desk_.fuse([](const engine::FuseResult&) { return !is_interrupted(); });
  if (is_interrupted()) return;
  watch(desk_, {desk_file(options_.desk),
                {},
                found_paths(options_.resources).data_dir,
                {},
                options_.allow_net});
}

}  // namespace tocsin::apps
