#pragma once
/// A small coded report, built by hand, for the tests of everything that shows or writes one.

#include <stdexcept>
#include <string>

#include "tocsin/core/event.h"

namespace tocsin::sample {

/// Where `words` first stand in the text of `report`.
inline Span find(const Report& report, const std::string& words) {
  const std::size_t at = report.text.find(words);
  if (at == std::string::npos) throw std::logic_error("not in the sample: " + words);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

inline EventActor actor(const Report& report, const std::string& words, const std::string& kind,
                        const std::string& name, const std::string& country,
                        const std::string& sector) {
  const Span span = find(report, words);
  ActorValue value;
  value.span = span;
  value.name = name;
  value.id = "actors:" + sector;
  value.country = country;
  value.sector = sector;
  value.reason = "named in the actor table";
  return {{span, kind, 0.9, {}}, value};
}

inline PlaceValue town(Span span) {
  PlaceCandidate best{"Izra",   "geonames:168118",
                      32.84667, 36.24667,
                      "SYR",    "Daraa",
                      "Izra",   "PPL",
                      3,        PlacePrecision::kTown,
                      0.91234,  "in the province that the report is about"};
  PlaceCandidate other = best;
  other.id = "geonames:1";
  other.admin1 = "Aleppo";
  other.score = 0.2;
  return {span, best, {best, other}, "the only town of this name in Daraa"};
}

/// "é" before the events makes byte and code point offsets differ.
inline CodedReport report() {
  CodedReport coded;
  Report& report = coded.report;
  report.id = "izra";
  report.title = "Café talk";
  report.source = "=Ridge, Monitor";
  report.language = "en";
  report.text =
      "Café talk. On Tuesday gunmen of the Ridge Front attacked an army post in Izra, killing at "
      "least two soldiers. The governor threatened \"a reply\".";
  report.published = parse_date("2024-03-14");
  report.published_basis = PublishedBasis::kGiven;
  coded.language = "en";
  coded.sentences_read = 3;

  Event attack;
  attack.id = "izra/1";
  attack.type = "ASSAULT";
  attack.mode = "clash";
  attack.score = -9;
  attack.quad_code = 4;
  attack.cameo = "190";
  attack.acled = AcledCode{"Battles", "Armed clash"};
  attack.confidence = 0.876543;
  attack.trigger = find(report, "attacked");
  attack.sentence = find(
      report,
      "On Tuesday gunmen of the Ridge Front attacked an army post in Izra, killing at least two "
      "soldiers.");
  attack.actor = {actor(report, "gunmen of the Ridge Front", "g.REB", "Ridge Front", "SYR", "REB")};
  attack.recipient = {actor(report, "army", "g.MIL", "Syrian Army", "SYR", "MIL")};
  attack.place = {{find(report, "Izra"), "loc", 0.95, {}}};
  attack.location = town(find(report, "Izra"));
  attack.time = {{find(report, "Tuesday"), "time", 1, {}}};
  const auto day = parse_date("2024-03-12");
  attack.date = EventDate{{day, day, DatePrecision::kDay},
                          DateBasis::kRelative,
                          find(report, "Tuesday"),
                          "the Tuesday before the report"};
  attack.killed = EventCount{find(report, "two soldiers"), 2, std::nullopt};

  Event threat;
  threat.id = "izra/2";
  threat.type = "THREATEN";
  threat.mode = "violence";
  threat.score = -3.5;
  threat.quad_code = 3;
  threat.cameo = "138";
  threat.reality = Reality::kActual;
  threat.confidence = 0.5;
  threat.trigger = find(report, "threatened");
  threat.sentence = find(report, "The governor threatened \"a reply\".");
  threat.actor = {actor(report, "governor", "p.GOV", "", "", "GOV")};
  threat.links = {{LinkKind::kCause, "izra/1"}};

  coded.events = {attack, threat};
  coded.mentions = {{find(report, "Izra"), "loc", 0.95, {}}};
  coded.diagnostics = {{"odd_time", "The hour is not known.", find(report, "Tuesday")}};
  return coded;
}

/// The same in Arabic, with marks that turn the direction of text hidden in it.
inline CodedReport arabic_report() {
  CodedReport coded;
  Report& report = coded.report;
  report.id = "tal";
  report.text = "هاجم مسلحون من الجبهة الشمالية\u202E موقعا للجيش في إزرع يوم الثلاثاء.";
  report.language = "ar";
  coded.language = "ar";
  coded.sentences_read = 1;
  Event event;
  event.id = "tal/1";
  event.type = "ASSAULT";
  event.mode = "clash";
  event.confidence = 0.9;
  event.trigger = find(report, "هاجم");
  event.sentence = {0, static_cast<std::uint32_t>(report.text.size())};
  event.actor = {actor(report, "مسلحون من الجبهة الشمالية", "g.REB", "Northern Front", "", "REB")};
  event.place = {{find(report, "إزرع"), "loc", 0.9, {}}};
  coded.events = {event};
  return coded;
}

}  // namespace tocsin::sample
