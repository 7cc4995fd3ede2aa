#include "tocsin/engine/desk.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/unit/folder.h"
#include "tocsin/core/error.h"
#include "tocsin/engine/desk_fuse.h"
#include "tocsin/engine/intake.h"

namespace tocsin::engine {
namespace {

using sample::Folder;
using Groups = std::vector<std::vector<std::int64_t>>;

// In one order, so that they can be compared.
Groups sorted(Groups groups) {
  for (auto& group : groups) std::sort(group.begin(), group.end());
  std::sort(groups.begin(), groups.end());
  return groups;
}

TEST_CASE("a merge joins the clusters at its two ends") {
  CHECK(sorted(constrained_groups({{1, 2}, {3}, {4}}, {{true, {2}, {4}}})) ==
        Groups{{1, 2, 4}, {3}});
}

TEST_CASE("a split takes its events out together and leaves the rest together") {
  CHECK(sorted(constrained_groups({{1, 2, 3, 4}}, {{false, {2, 3}, {1, 4}}})) ==
        Groups{{1, 4}, {2, 3}});
}

TEST_CASE("of a merge and a split of the same events the later one holds") {
  CHECK(sorted(constrained_groups({{1}, {2}}, {{true, {1}, {2}}, {false, {1}, {2}}})) ==
        Groups{{1}, {2}});
  CHECK(sorted(constrained_groups({{1, 2}}, {{false, {1}, {2}}, {true, {1}, {2}}})) ==
        Groups{{1, 2}});
}

TEST_CASE("a constraint with an end that is gone changes nothing") {
  CHECK(constrained_groups({{1, 2}, {3}}, {{true, {2}, {}}, {false, {1}, {9}}}) ==
        Groups{{1, 2}, {3}});
}

DeskOptions creating() {
  DeskOptions options;
  options.mode = DeskMode::kCreate;
  options.who = "tester";
  options.data_dir = std::filesystem::path(TOCSIN_SOURCE_DIR) / "data";
  options.now = [] { return std::string("2024-03-15T08:00:00Z"); };
  return options;
}

Report report(const std::string& id, const std::string& text) {
  Report result;
  result.id = id;
  result.text = text;
  result.published = parse_date("2024-03-14");
  result.published_basis = PublishedBasis::kGiven;
  return result;
}

// A reader that finds one event, at the word "fired".
CodedReport read_fired(const Report& report) {
  CodedReport coded;
  coded.report = report;
  coded.language = "en";
  coded.sentences_read = 1;
  const std::size_t at = report.text.find("fired");
  if (at == std::string::npos) return coded;
  Event event;
  event.id = report.id + "/1";
  event.type = "ASSAULT";
  event.mode = "firearms";
  event.confidence = 0.9;
  event.trigger = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 5)};
  event.sentence = {0, static_cast<std::uint32_t>(report.text.size())};
  coded.events = {event};
  return coded;
}

struct Heard {
  std::vector<Acknowledged> acknowledged;
  std::vector<Failure> failures;
};

IntakeOptions listening(Heard& heard, unsigned threads) {
  IntakeOptions options;
  options.threads = threads;
  options.coder = "fake";
  options.code = read_fired;
  options.on_acknowledged = [&](const Acknowledged& each) { heard.acknowledged.push_back(each); };
  options.on_failure = [&](const Failure& each) { heard.failures.push_back(each); };
  return options;
}

TEST_CASE("reports are acknowledged in the order of the input with any number of threads") {
  for (const unsigned threads : {1U, 3U}) {
    const Folder folder;
    Desk desk(folder / "desk", creating());
    Heard heard;
    Intake intake(desk, listening(heard, threads));
    for (int i = 0; i < 150; ++i) {
      intake.add(report("r" + std::to_string(i), "Men fired " + std::to_string(i)), {});
    }
    intake.finish();
    REQUIRE(heard.acknowledged.size() == 150);
    CHECK(heard.acknowledged[149].id == "r149");
    CHECK(desk.counts().events == 150);
  }
}

TEST_CASE("a text that comes twice in one group is one report") {
  const Folder folder;
  Desk desk(folder / "desk", creating());
  Heard heard;
  Intake intake(desk, listening(heard, 2));
  intake.add(report("a", "Men fired."), {});
  intake.add(report("b", "Men fired."), {});
  intake.add(report("a", "Others fired."), {});
  intake.finish();
  REQUIRE(heard.acknowledged.size() == 3);
  CHECK(heard.acknowledged[1].arrival == store::Arrival::kKnown);
  CHECK(heard.acknowledged[2].id == "a~2");
  CHECK(desk.counts().reports == 2);
}

TEST_CASE("a report that cannot be coded is in the desk and coded another time") {
  const Folder folder;
  Desk desk(folder / "desk", creating());
  Heard heard;
  {
    IntakeOptions options = listening(heard, 1);
    options.code = [](const Report&) -> CodedReport {
      throw Error(ErrorCode::kTooLarge, "too many sentences");
    };
    Intake intake(desk, std::move(options));
    intake.add(report("a", "Men fired."), {});
    intake.finish();
  }
  CHECK(heard.failures.size() == 1);
  CHECK(desk.counts().uncoded == 1);
  Intake again(desk, listening(heard, 1));
  again.code_rest([] { return true; });
  again.finish();
  CHECK(desk.counts().uncoded == 0);
  CHECK(desk.event("a/1").has_value());
}

TEST_CASE("reports without events take part in fusion as a whole") {
  const Folder folder;
  Desk desk(folder / "desk", creating());
  Heard heard;
  Intake intake(desk, listening(heard, 1));
  intake.add(report("quiet", "The bakery sells bread."), {});
  intake.finish();
  CHECK(heard.acknowledged.front().no_events.has_value());
  CHECK(desk.fuse().claims == 1);
  CHECK(desk.counts().incidents == 0);
}

TEST_CASE("a near copy is kept and named as a copy") {
  const Folder folder;
  Desk desk(folder / "desk", creating());
  Heard heard;
  Intake intake(desk, listening(heard, 1));
  const std::string text =
      "Men of the Ridge Front fired on a convoy of the National Army near Tal Marwan on Tuesday, "
      "killing three soldiers and wounding nine others, the governor of the northern valley told "
      "reporters who had gathered at the hospital where the wounded were brought at noon. ";
  Report first = report("a", text);
  first.source = "Ridge Monitor";
  Report second = report("b", text + "(Agency)");
  second.source = "Valley Post";
  intake.add(first, {});
  intake.add(second, {});
  intake.finish();
  desk.fuse();
  CHECK(desk.copies_of("a") == std::vector<std::string>{"b"});
  CHECK(desk.copies_of("b") == std::vector<std::string>{"a"});
}

TEST_CASE("a rejected event leaves its incident at once and comes back with undo") {
  const Folder folder;
  Desk desk(folder / "desk", creating());
  Heard heard;
  Intake intake(desk, listening(heard, 1));
  intake.add(report("a", "Men fired."), {});
  intake.finish();
  desk.fuse();
  CHECK(desk.counts().incidents == 1);
  const std::int64_t change = desk.last_change();
  desk.reject("a/1", "a drill");
  CHECK(desk.counts().incidents == 0);
  CHECK(desk.report("a")->coded.events.empty());
  CHECK(desk.report("a")->rejected.size() == 1);
  const auto changes = desk.changes_after(change, 10);
  CHECK(std::any_of(changes.begin(), changes.end(),
                    [](const store::Changed& each) { return each.what == "gone"; }));
  CHECK(desk.undo("")->event == "a/1");
  CHECK(desk.counts().incidents == 1);
}

// Incidents with their events, in one order.
std::vector<std::vector<std::string>> incidents_of(Desk& desk) {
  std::vector<std::vector<std::string>> all;
  desk.incidents({}, [&](const Incident& incident) {
    std::vector<std::string> events;
    for (const IncidentEvent& each : incident.events) events.push_back(each.event);
    all.push_back(std::move(events));
    return true;
  });
  std::sort(all.begin(), all.end());
  return all;
}

TEST_CASE("decisions that are fused later end in the incidents of those that are fused at once") {
  const Folder folder;
  DeskOptions later = creating();
  later.follow_up = FollowUp::kLater;
  std::vector<std::vector<std::vector<std::string>>> ends;
  for (const DeskOptions& options : {creating(), later}) {
    Desk desk(folder / (ends.empty() ? "at-once" : "later"), options);
    Heard heard;
    Intake intake(desk, listening(heard, 1));
    for (const std::string id : {"a", "b", "c", "d"}) {
      intake.add(report(id, "Men of " + id + " fired."), {});
    }
    intake.finish();
    desk.fuse();
    desk.reject("a/1", "");
    desk.reject("b/1", "");
    desk.correct("c/1", "killed", "3", "");
    desk.merge("c/1", "d/1", "");
    CHECK(desk.undo("")->action == "merge");
    desk.reject("d/1", "");
    CHECK(desk.undo("")->event == "d/1");
    int steps = 0;
    while (desk.fuse_some(1)) ++steps;
    CHECK((steps > 0) == (options.follow_up == FollowUp::kLater));
    CHECK(desk.counts().unfused == 0);
    ends.push_back(incidents_of(desk));
  }
  CHECK(!ends[0].empty());
  CHECK(ends[0] == ends[1]);
}

TEST_CASE("a desk that was never fused is not fused by and by") {
  const Folder folder;
  Desk desk(folder / "desk", creating());
  Heard heard;
  Intake intake(desk, listening(heard, 1));
  intake.add(report("a", "Men fired."), {});
  intake.finish();
  CHECK_FALSE(desk.fuse_some(64));
  CHECK(desk.counts().incidents == 0);
}

TEST_CASE("the same report coded twice by the same reader changes no claim") {
  const Folder folder;
  Desk desk(folder / "desk", creating());
  Heard heard;
  Intake intake(desk, listening(heard, 1));
  intake.add(report("a", "Men fired."), {});
  intake.finish();
  desk.fuse();
  desk.save(read_fired(desk.report("a")->stored.report), "fake");
  CHECK(desk.counts().unfused == 0);
  CHECK(desk.fuse().incidents == 0);
}

}  // namespace
}  // namespace tocsin::engine
