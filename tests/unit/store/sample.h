#pragma once
/// Coded reports built by hand.

#include <stdexcept>
#include <string>

#include "tests/unit/folder.h"
#include "tocsin/core/event.h"
#include "tocsin/store/store.h"

namespace tocsin::sample {

inline Span find(const Report& report, const std::string& words) {
  const std::size_t at = report.text.find(words);
  if (at == std::string::npos) throw std::logic_error("not in the sample: " + words);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

inline EventActor actor(Span span, const std::string& name, const std::string& country,
                        const std::string& sector) {
  EventActor result;
  result.mention = {span, "g.REB", 0.875, Span{0, 3}};
  result.value = {span, Span{1, 2}, name, "actors:" + sector, country, sector, "by its name"};
  return result;
}

inline PlaceValue town(Span span, const std::string& name, double lat, double lon) {
  PlaceCandidate best{name,
                      "made:" + name,
                      lat,
                      lon,
                      "SYR",
                      "Daraa Governorate",
                      "",
                      "PPL",
                      3.5,
                      PlacePrecision::kTown,
                      0.91234567890123,
                      "the only one"};
  PlaceCandidate other = best;
  other.id = "made:other";
  return {span, best, {best, other}, "the only town of this name"};
}

/// "é" before the events makes byte and code point offsets differ.
inline CodedReport report(const std::string& id = "izra") {
  CodedReport coded;
  Report& report = coded.report;
  report.id = id;
  report.title = "Café talk";
  report.source = "Ridge Monitor";
  report.language = "en";
  report.author = "A. Writer";
  report.url = "https://example.org/" + id;
  report.text =
      "Café talk. On Tuesday gunmen of the Ridge Front attacked an army post in Izra, killing at "
      "least two soldiers. The governor threatened a reply.";
  report.published = parse_date("2024-03-14");
  report.published_basis = PublishedBasis::kGiven;
  coded.language = "en";
  coded.published_evidence = find(report, "Tuesday");
  coded.published_reason = "given";
  coded.sentences_read = 3;

  Event attack;
  attack.id = id + "/1";
  attack.type = "ASSAULT";
  attack.mode = "clash";
  attack.score = -9.25;
  attack.quad_code = 4;
  attack.cameo = "190";
  attack.acled = AcledCode{"Battles", "Armed clash"};
  attack.aspect = Aspect::kOngoing;
  attack.confidence = 0.1 + 0.2;  // a number that is not short
  attack.trigger = find(report, "attacked");
  attack.sentence = find(report,
                         "On Tuesday gunmen of the Ridge Front attacked an army post in Izra, "
                         "killing at least two soldiers.");
  attack.actor = {actor(find(report, "gunmen of the Ridge Front"), "Ridge Front", "SYR", "REB")};
  attack.recipient = {actor(find(report, "army"), "Syrian Army", "SYR", "MIL")};
  attack.source = {actor(find(report, "governor"), "governor", "", "GOV")};
  attack.weapon = {{find(report, "post"), "arm", 0.5, {}}};
  attack.object = {{find(report, "army post"), "obj", 1, {}}};
  attack.place = {{find(report, "Izra"), "loc", 0.95, {}}};
  attack.from = attack.place;
  attack.to = attack.place;
  attack.location = town(find(report, "Izra"), "Izra", 32.84667, 36.24667);
  attack.from_location = attack.location;
  attack.to_location = PlaceValue{find(report, "Izra"), {}, {}, "no candidate"};
  attack.time = {{find(report, "Tuesday"), "time", 1, {}}};
  const auto day = parse_date("2024-03-12");
  attack.date = EventDate{{day, day, DatePrecision::kDay},
                          DateBasis::kRelative,
                          find(report, "Tuesday"),
                          "the Tuesday before the report"};
  attack.killed = EventCount{find(report, "two soldiers"), 2, std::nullopt};
  attack.injured = EventCount{{}, std::nullopt, 4};
  attack.detained = EventCount{{}, 1, 1};
  attack.displaced = EventCount{{}, 100, 200};
  attack.count = EventCount{{}, 0, 0};

  Event threat;
  threat.id = id + "/2";
  threat.type = "THREATEN";
  threat.mode = "violence";
  threat.score = -3.5;
  threat.reality = Reality::kThreatened;
  threat.confidence = 0.5;
  threat.trigger = find(report, "threatened");
  threat.sentence = find(report, "The governor threatened a reply.");
  threat.actor = {actor(find(report, "governor"), "governor", "", "GOV")};
  threat.links = {{LinkKind::kCause, id + "/1"}};

  coded.events = {attack, threat};
  coded.mentions = {{find(report, "Izra"), "loc", 0.95, {}}};
  coded.diagnostics = {{"odd_time", "The hour is not known.", find(report, "Tuesday")}};
  return coded;
}

/// The same report with another text, so that it is another report.
inline CodedReport other(const std::string& id, const std::string& more) {
  CodedReport coded = report(id);
  coded.report.text += " " + more;
  return coded;
}

/// A desk's clock that stands still.
inline store::StoreOptions options(
    store::OpenOptions::Mode mode = store::OpenOptions::Mode::kCreate) {
  store::StoreOptions result;
  result.open.mode = mode;
  result.now = [] { return std::string("2024-03-15T08:00:00Z"); };
  return result;
}

/// Takes a coded report in as the engine does, without claims.
inline store::Added put(store::Store& store, CodedReport coded) {
  const store::Added added = store.add(coded.report, {}, "", "tester");
  if (added.arrival == store::Arrival::kKnown) return added;
  if (added.id != coded.report.id) {
    const std::string given = coded.report.id;
    coded.report.id = added.id;
    store::rename_events(coded, given);
  }
  store.save_coding(coded, "reader");
  store.index(*store.judged(added.id), {});
  return added;
}

}  // namespace tocsin::sample
