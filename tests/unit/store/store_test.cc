#include "tocsin/store/store.h"

#include <doctest/doctest.h>

#include "sample.h"
#include "tocsin/core/error.h"
#include "tocsin/store/backup.h"
#include "tocsin/store/coded_json.h"
#include "tocsin/store/digest.h"
#include "tocsin/store/schema.h"
#include "tocsin/store/verify.h"

namespace tocsin::store {
namespace {

std::vector<std::string> ids(Store& store, const Filter& filter) {
  std::vector<std::string> found;
  store.events(filter, [&](const EventRow& event) {
    found.push_back(event.id);
    return true;
  });
  return found;
}

std::string first_fault(Store& store) {
  std::string first;
  verify(store, [&](const Fault& fault) {
    first = fault.what;
    return false;
  });
  return first;
}

using Ids = std::vector<std::string>;

JournalRow decision(Store& store, std::string_view action, const Event& event,
                    const std::string& report, const std::string& field = "") {
  JournalRow row;
  row.at = store.now();
  row.who = "tester";
  row.action = action;
  row.report = report;
  row.event = event.id;
  row.field = field;
  row.data = to_json(event);
  row = append(store.connection(), std::move(row));
  store.index(*store.judged(report), {});
  return row;
}

TEST_CASE("SHA-256 is that of the standard") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("the same text of the same outlet is one report") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  CHECK(sample::put(store, sample::report("a")).arrival == Arrival::kNew);
  const Added again = sample::put(store, sample::report("b"));
  CHECK(again.arrival == Arrival::kKnown);
  CHECK(again.id == "a");
  CHECK(again.is_coded);
  CHECK(store.counts().reports == 1);
}

TEST_CASE("the same text of another outlet is a report of its own") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report("a"));
  CodedReport reprint = sample::report("b");
  reprint.report.source = "Valley Post";
  CHECK(sample::put(store, reprint).arrival == Arrival::kNew);
}

TEST_CASE("an id that another text has gets a number") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report("a"));
  CHECK(sample::put(store, sample::other("a", "One.")).id == "a~2");
  CHECK(sample::put(store, sample::other("a", "Two.")).id == "a~3");
  CHECK(store.event("a~2/1").has_value());
}

TEST_CASE("a report that is read back is the one that came in") {
  const sample::Folder folder;
  const CodedReport coded = sample::report();
  {
    Store store(folder / "desk", sample::options());
    sample::put(store, coded);
  }
  Store store(folder / "desk", sample::options(OpenOptions::Mode::kRead));
  const auto back = store.machine_coding("izra");
  REQUIRE(back);
  CHECK(back->report.text == coded.report.text);
  CHECK(back->report.author == "A. Writer");
  CHECK(back->report.url == coded.report.url);
  CHECK(to_json(*back) == to_json(coded));
}

TEST_CASE("a search folds Arabic on both sides") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  CodedReport coded = sample::report("ar");
  coded.report.text = "قَصَفَت القوات مدرسةً في إزرع.";
  coded.events.resize(1);
  coded.events[0].trigger = sample::find(coded.report, "قَصَفَت");
  coded.events[0].sentence = {0, static_cast<std::uint32_t>(coded.report.text.size())};
  sample::put(store, coded);
  for (const char* words : {"قصفت", "مدرسه", "ازرع", "القوات أزرع", "قصفـت"}) {
    CAPTURE(words);
    Filter filter;
    filter.words = words;
    CHECK(ids(store, filter) == Ids{"ar/1"});
  }
  Filter filter;
  filter.words = "دبابة";
  CHECK(ids(store, filter).empty());
}

TEST_CASE("each part of a filter keeps what it asks for and nothing else") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report());
  const Ids both{"izra/1", "izra/2"};
  const Ids attack{"izra/1"};
  const Ids threat{"izra/2"};
  const auto with = [&](auto set) {
    Filter filter;
    set(filter);
    return ids(store, filter);
  };
  CHECK(with([](Filter&) {}) == both);
  CHECK(with([](Filter& f) { f.words = "soldiers"; }) == attack);
  CHECK(with([](Filter& f) { f.words = "\"reply threatened\""; }).empty());
  CHECK(with([](Filter& f) { f.types = {"ASSAULT"}; }) == attack);
  CHECK(with([](Filter& f) { f.types = {"ASSAULT:siege", "THREATEN:violence"}; }) == threat);
  CHECK(with([](Filter& f) { f.realities = {Reality::kThreatened}; }) == threat);
  CHECK(with([](Filter& f) { f.min_confidence = 0.4; }) == threat);
  CHECK(with([](Filter& f) { f.actors = {"ridge front"}; }) == attack);
  CHECK(with([](Filter& f) { f.actors = {"ridge fr"}; }).empty());
  CHECK(with([](Filter& f) { f.actors = {"GOV"}; }) == threat);
  CHECK(with([](Filter& f) { f.actors = {"%"}; }).empty());
  CHECK(with([](Filter& f) { f.language = "ar"; }).empty());
  CHECK(with([](Filter& f) { f.reports = {"izra"}; }) == both);
}

TEST_CASE("the three dates are asked for apart") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report());  // happened on the 12th, published 14th, captured 15th
  const auto on = [&](const char* day, DateKind kind) {
    Filter filter;
    filter.from = filter.to = parse_date(day);
    filter.date_kind = kind;
    return ids(store, filter);
  };
  CHECK(on("2024-03-12", DateKind::kEvent) == Ids{"izra/1"});
  CHECK(on("2024-03-14", DateKind::kEvent).empty());
  CHECK(on("2024-03-14", DateKind::kPublished) == Ids{"izra/1", "izra/2"});
  CHECK(on("2024-03-12", DateKind::kPublished).empty());
  CHECK(on("2024-03-15", DateKind::kCaptured) == Ids{"izra/1", "izra/2"});
  CHECK(on("2024-03-14", DateKind::kCaptured).empty());
}

TEST_CASE("places are found by box, by distance and by the names of their areas") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report());
  const auto with = [&](auto set) {
    Filter filter;
    set(filter);
    return ids(store, filter).size();
  };
  CHECK(with([](Filter& f) { f.box = Box{32, 36, 33, 37}; }) == 1);
  CHECK(with([](Filter& f) { f.box = Box{32.84668, 36, 33, 37}; }) == 0);
  CHECK(with([](Filter& f) { f.box = Box{32, 170, 33, -170}; }) == 0);
  CHECK(with([](Filter& f) { f.box = Box{32, 170, 33, 40}; }) == 1);  // over the date line
  CHECK(with([](Filter& f) { f.near = Circle{32.8, 36.2, 10}; }) == 1);
  CHECK(with([](Filter& f) { f.near = Circle{32.8, 36.2, 5}; }) == 0);
  CHECK(with([](Filter& f) { f.near = Circle{89, 0, 6371 * 3.14}; }) == 1);
  CHECK(with([](Filter& f) { f.area = "daraa  GOVERNORATE"; }) == 1);
  CHECK(with([](Filter& f) { f.area = "SYR"; }) == 1);
  CHECK(with([](Filter& f) { f.area = "made:Izra"; }) == 1);
  CHECK(with([](Filter& f) { f.area = "Homs"; }) == 0);
}

TEST_CASE(
    "a list goes on after its cursor in every order, with nothing twice and nothing left out") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  for (int i = 0; i < 7; ++i) {
    sample::put(store, sample::other("r" + std::to_string(i), std::to_string(i)));
  }
  for (const Order order : {Order::kArrival, Order::kNewest, Order::kLeastSure}) {
    Filter filter;
    filter.order = order;
    const Ids all = ids(store, filter);
    CHECK(all.size() == 14);
    filter.limit = 3;
    Ids pages;
    for (int page = 0; page < 6; ++page) {
      store.events(filter, [&](const EventRow& event) {
        pages.push_back(event.id);
        filter.cursor = event.cursor;
        return true;
      });
    }
    CHECK(pages == all);
  }
  Filter filter;
  filter.cursor = "nonsense";
  CHECK_THROWS_AS(ids(store, filter), Error);
}

TEST_CASE("a corrected field stays corrected when the report is coded again") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report());
  Event meant = sample::report().events[0];
  meant.killed = EventCount{{}, 5, 5};
  decision(store, action::kCorrect, meant, "izra", "killed");
  CodedReport fresh = sample::report();
  fresh.events[0].killed = EventCount{{}, 9, 9};
  fresh.events[0].confidence = 0.75;
  store.save_coding(fresh, "reader-2");
  store.index(*store.judged("izra"), {});
  CHECK(store.judged("izra")->coded.events[0].killed->min == 5);
  CHECK(store.judged("izra")->coded.events[0].confidence == 0.75);
  CHECK(store.machine_coding("izra")->events[0].killed->min == 9);
  CHECK(store.event("izra/1")->is_corrected);
}

TEST_CASE("an event that was corrected is kept when the machine no longer finds it") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report());
  Event meant = sample::report().events[0];
  meant.type = "COERCE";
  decision(store, action::kCorrect, meant, "izra", "type");
  CodedReport fresh = sample::report();
  fresh.events.erase(fresh.events.begin());
  fresh.events[0].id = "izra/1";
  fresh.events[0].links.clear();
  store.save_coding(fresh, "reader-2");
  store.index(*store.judged("izra"), {});
  CHECK(store.event("izra/1")->type == "COERCE");
  CHECK(store.event("izra/2")->type == "THREATEN");  // and keeps the id that it had
}

TEST_CASE("ids of events are never given to others") {
  CodedReport fresh = sample::report();
  std::vector<Event> before{fresh.events[1]};
  before[0].id = "izra/4";
  keep_ids(fresh, before, 7);
  CHECK(fresh.events[0].id == "izra/8");
  CHECK(fresh.events[1].id == "izra/4");
  CHECK(fresh.events[1].links[0].event == "izra/8");
}

TEST_CASE("a rejected event is out of lists until that is undone") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report());
  const JournalRow row = decision(store, action::kReject, sample::report().events[1], "izra");
  CHECK(ids(store, {}) == Ids{"izra/1"});
  Filter rejected;
  rejected.reviews = {Review::kRejected};
  CHECK(ids(store, rejected) == Ids{"izra/2"});
  JournalRow undo;
  undo.at = store.now();
  undo.who = "tester";
  undo.action = action::kUndo;
  undo.undoes = row.n;
  append(store.connection(), undo);
  store.index(*store.judged("izra"), {});
  CHECK(ids(store, {}) == Ids{"izra/1", "izra/2"});
}

TEST_CASE("the journal refuses to be changed or shortened") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report());
  CHECK_THROWS_AS(store.connection().run("UPDATE journal SET who = 'x'"), Error);
  CHECK_THROWS_AS(store.connection().run("DELETE FROM journal"), Error);
  CHECK(first_fault(store).empty());
}

TEST_CASE("verify names the first bad row, whatever was done to it") {
  const char* harms[][2] = {
      {"UPDATE journal SET why = 'x' WHERE n = 3", "journal row 3"},
      {"UPDATE journal SET at = '2020-01-01T00:00:00Z' WHERE n = 2", "journal row 2"},
      {"DELETE FROM journal WHERE n = 3", "journal row 4"},
      {"UPDATE journal SET n = 30 WHERE n = 3", "journal row 4"},
      {"UPDATE report SET text = text || '.' WHERE id = 'b'", "report b"},
      {"UPDATE report SET source = 'x' WHERE id = 'b'", "report b"},
      {"UPDATE coding SET record = replace(record, '\"quad\":4', '\"quad\":1') WHERE report = 2",
       "coding of report b"},
      {"DELETE FROM report WHERE id = 'b'", "reports"},
      {"UPDATE raw SET bytes = x'00'", "raw bytes ba7816bf8f01…"},
  };
  for (const auto& [sql, what] : harms) {
    CAPTURE(sql);
    const sample::Folder folder;
    Store store(folder / "desk", sample::options());
    sample::put(store, sample::report("a"));
    sample::put(store, sample::other("b", "Two."));
    sample::put(store, sample::other("c", "Three."));
    store.put_raw(sha256("abc"), 0, "abc");
    CHECK(first_fault(store).empty());
    store.connection().run("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete;");
    CHECK(first_fault(store) == "trigger journal_no_update");
    store.connection().run(sql);
    std::vector<std::string> faults;
    verify(store, [&](const Fault& fault) {
      if (!fault.what.starts_with("trigger")) faults.push_back(fault.what);
      return true;
    });
    REQUIRE(!faults.empty());
    CHECK(faults.front() == what);
  }
}

TEST_CASE("a backup is a sound desk, is never written over another file, and comes back") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  sample::put(store, sample::report());
  CHECK(backup(store, folder / "copy"));
  CHECK_THROWS_AS(backup(store, folder / "copy"), Error);
  sample::put(store, sample::other("later", "Later."));
  restore(folder / "copy", folder / "back");
  CHECK_THROWS_AS(restore(folder / "copy", folder / "back"), Error);
  Store back(folder / "back", sample::options(OpenOptions::Mode::kWrite));
  CHECK(back.counts().reports == 1);
  CHECK(first_fault(back).empty());
}

TEST_CASE("a desk of a later version and a file that is no desk are refused in words") {
  const sample::Folder folder;
  { Store store(folder / "desk", sample::options()); }
  {
    Connection connection(folder / "desk", {});
    connection.run("PRAGMA user_version = " + std::to_string(schema_version() + 1));
  }
  const auto code_of_opening = [&](const std::string& name) {
    try {
      Store store(folder / name, sample::options(OpenOptions::Mode::kWrite));
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::kInternal;
  };
  CHECK(code_of_opening("desk") == ErrorCode::kDeskTooNew);
  CHECK(code_of_opening("none") == ErrorCode::kDeskMissing);
  {
    Connection connection(folder / "other", {OpenOptions::Mode::kCreate, "", 0});
    connection.run("CREATE TABLE thing(x)");
  }
  CHECK(code_of_opening("other") == ErrorCode::kDeskInvalid);
}

TEST_CASE("a reader sees a whole desk while another writes") {
  const sample::Folder folder;
  Store writer(folder / "desk", sample::options());
  sample::put(writer, sample::report("a"));
  Store reader(folder / "desk", sample::options(OpenOptions::Mode::kRead));
  {
    Transaction transaction(writer.connection());
    sample::put(writer, sample::other("b", "Two."));
    CHECK(reader.counts().reports == 1);
    CHECK(ids(reader, {}).size() == 2);
    transaction.commit();
  }
  CHECK(reader.counts().reports == 2);
  CHECK_THROWS_AS(reader.connection().run("DELETE FROM event"), Error);
}

TEST_CASE("what is not committed leaves no trace") {
  const sample::Folder folder;
  Store store(folder / "desk", sample::options());
  {
    Transaction transaction(store.connection());
    sample::put(store, sample::report());
  }
  CHECK(store.counts().reports == 0);
  CHECK(store.counts().journal == 0);
  CHECK(ids(store, {}).empty());
}

}  // namespace
}  // namespace tocsin::store
