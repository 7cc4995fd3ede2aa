#include "apps/desk_view.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "apps/marked_sentence.h"
#include "apps/table_view.h"
#include "apps/terminal.h"

namespace tocsin::apps {
namespace {

std::string type_of(const std::string& type, const std::string& mode) {
  return mode.empty() ? type : type + ":" + mode;
}

std::string days_of(const std::optional<Date>& start, const std::optional<Date>& end) {
  if (!start && !end) return "no date";
  if (start == end) return to_string(*start);
  return (start ? to_string(*start) : "…") + "–" + (end ? to_string(*end) : "…");
}

std::string two_decimals(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

enum class Turn : std::uint8_t { kLeftToRight, kRightToLeft };

// Paragraphs in one style.
class Page {
 public:
  Page(std::ostream& out, const DeskStyle& style) : out_(out), style_(style) {}

  void line(const std::string& text, Ink ink = Ink::kPlain, const std::string& first = "  ") {
    words(words_of(text, ink), first, std::string(first.size(), ' '));
  }

  void words(const std::vector<Word>& all, const std::string& first, const std::string& rest,
             Turn turn = Turn::kLeftToRight) {
    Layout layout;
    layout.width = style_.width;
    layout.first = first;
    layout.rest = rest;
    layout.colour = style_.colour;
    layout.right_to_left = turn == Turn::kRightToLeft;
    out_ << wrapped(all, layout);
  }

  void labelled(std::string label, const std::string& text) {
    if (text.empty()) return;
    label.resize(std::max<std::size_t>(12, label.size() + 1), ' ');
    words(words_of(text), "  " + label, std::string(14, ' '));
  }

  void sentence(const CodedReport& coded, const Event& event) {
    const bool turned = starts_right_to_left(slice(coded.report.text, event.sentence));
    words(marked_sentence(coded.report.text, event.sentence, marks_of(event)), "    ", "    ",
          turned ? Turn::kRightToLeft : Turn::kLeftToRight);
  }

 private:
  std::ostream& out_;
  const DeskStyle& style_;
};

void show_decisions(Page& page, const engine::DeskReport& report, const std::string& event) {
  if (const auto found = report.reviews.find(event); found != report.reviews.end()) {
    const bool accepted = found->second == Review::kAccepted;
    page.line(accepted ? "accepted by hand" : "rejected by hand", Ink::kWarning, "    ");
  }
  const auto found = report.corrected.find(event);
  if (found == report.corrected.end()) return;
  std::string fields;
  for (const std::string& field : found->second) fields += (fields.empty() ? "" : ", ") + field;
  page.line("corrected by hand: " + fields, Ink::kWarning, "    ");
}

std::string figure(const std::optional<IncidentFigure>& figure) {
  if (!figure) return {};
  std::string text = std::to_string(figure->best);
  if (figure->low != figure->high) {
    text += " (from " + std::to_string(figure->low) + " to " + std::to_string(figure->high) +
            ", by report)";
  }
  return text;
}

std::string place_of(const Incident& incident) {
  if (!incident.place) return {};
  const ClaimPlace& place = *incident.place;
  char degrees[96];
  std::snprintf(degrees, sizeof degrees, " · %.4f, %.4f ± %.0f km", place.lat, place.lon,
                place.radius_km);
  std::string text = isolated(shown(place.name));
  for (const std::string& area : {place.admin2, place.admin1, place.country}) {
    if (!area.empty() && area != place.name) text += ", " + isolated(shown(area));
  }
  return text + degrees;
}

std::string actors_of(const Incident& incident, Side side) {
  std::string text;
  for (const ClaimActor& actor : incident.actors) {
    if (actor.side != side) continue;
    text += (text.empty() ? "" : "; ") + isolated(shown(actor.name));
    if (!actor.country.empty() || !actor.sector.empty()) {
      text += " (" + actor.country + "/" + actor.sector + ")";
    }
  }
  return text;
}

std::string voices_of(const Incident& incident) {
  std::string text = std::to_string(incident.voice_groups.size()) + ": ";
  bool first_group = true;
  for (const std::vector<std::string>& group : incident.voice_groups) {
    if (!first_group) text += "; ";
    first_group = false;
    bool first = true;
    for (const std::string& report : group) {
      text += (first ? "" : " + ") + isolated(shown(report));
      first = false;
    }
  }
  return text;
}

void show_mention(Page& page, engine::Desk& desk, const IncidentEvent& mention) {
  const auto report = desk.report(mention.report);
  if (!report) return;
  for (const Event& event : report->coded.events) {
    if (event.id != mention.event) continue;
    std::string line = isolated(shown(mention.event)) + " · " + type_of(event.type, event.mode);
    if (event.reality != Reality::kActual) line += " · " + std::string(to_string(event.reality));
    const Report& source = report->coded.report;
    if (source.published) line += " · published " + to_string(*source.published);
    if (!source.source.empty()) line += " · " + isolated(shown(source.source));
    page.line(line, Ink::kDim);
    page.sentence(report->coded, event);
  }
}

void show_disagreements(Page& page, const Incident& incident) {
  for (const Disagreement& each : incident.disagreements) {
    page.line("reports differ on " + each.field + ":", Ink::kWarning);
    for (const Version& version : each.versions) {
      std::string events;
      for (const std::string& event : version.events) {
        events += (events.empty() ? "" : ", ") + isolated(shown(event));
      }
      page.line(isolated(shown(version.value)) + " — " + events, Ink::kPlain, "    ");
    }
  }
}

}  // namespace

DeskStyle desk_style() {
  constexpr int kPipedWidth = 100;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  const bool plain =
      (no_colour && *no_colour) || (kind != nullptr && std::string_view(kind) == "dumb");
  return {terminal_columns(kPipedWidth),
          is_terminal(stdout) && !plain ? Colour::kOn : Colour::kOff};
}

std::string event_line(const store::EventRow& event) {
  std::string line = isolated(shown(event.id)) + "  " + days_of(event.start, event.end) + "  " +
                     type_of(event.type, event.mode);
  if (event.reality != Reality::kActual) line += " (" + std::string(to_string(event.reality)) + ")";
  if (!event.place.empty()) line += "  " + isolated(shown(event.place));
  line += "  " + two_decimals(event.confidence);
  if (event.review == Review::kAccepted) line += "  accepted";
  if (event.review == Review::kRejected) line += "  rejected";
  if (event.is_corrected) line += "  corrected";
  return line;
}

void show_report(std::ostream& out, engine::Desk& desk, const engine::DeskReport& report,
                 const DeskStyle& style) {
  Page page(out, style);
  TableStyle table;
  table.width = style.width;
  table.colour = style.colour;
  TableView(out, table).report(report.coded);
  out << "\n";
  if (!report.is_coded) page.line("not coded yet: `tocsin code` codes it", Ink::kWarning);
  page.labelled("captured", report.stored.captured);
  page.labelled("raw bytes", report.stored.raw_sha256);
  std::string copies;
  for (const std::string& each : desk.copies_of(report.coded.report.id)) {
    copies += (copies.empty() ? "" : ", ") + isolated(shown(each));
  }
  page.labelled("copies", copies);
  for (const auto& [event, fields] : report.corrected) {
    std::string names;
    for (const std::string& field : fields) names += (names.empty() ? "" : ", ") + field;
    page.labelled("corrected", event + ": " + names);
  }
  for (const Event& event : report.rejected) page.labelled("rejected", event.id);
}

void show_event(std::ostream& out, engine::Desk& desk, engine::DeskReport report,
                const std::string& event, const DeskStyle& style) {
  Page page(out, style);
  std::vector<Event>& events = report.coded.events;
  events.insert(events.end(), report.rejected.begin(), report.rejected.end());
  std::erase_if(events, [&](const Event& each) { return each.id != event; });
  report.coded.diagnostics.clear();
  TableStyle table;
  table.width = style.width;
  table.colour = style.colour;
  TableView(out, table).report(report.coded);
  show_decisions(page, report, event);
  const auto row = desk.event(event);
  if (row && !row->incident.empty()) page.labelled("incident", row->incident);
}

void show_incident(std::ostream& out, engine::Desk& desk, const Incident& incident,
                   const DeskStyle& style) {
  Page page(out, style);
  page.words(words_of(isolated(shown(incident.id)), Ink::kBold), "■ ", "  ");
  page.line(type_of(incident.type, incident.mode) + " · " +
            std::string(to_string(incident.reality)) + " · confidence " +
            two_decimals(incident.confidence));
  if (incident.date) page.labelled("date", days_of(incident.date->start, incident.date->end));
  page.labelled("place", place_of(incident));
  page.labelled("by", actors_of(incident, Side::kActor));
  page.labelled("against", actors_of(incident, Side::kRecipient));
  page.labelled("killed", figure(incident.killed));
  page.labelled("injured", figure(incident.injured));
  page.labelled("detained", figure(incident.detained));
  page.labelled("displaced", figure(incident.displaced));
  page.labelled("voices", voices_of(incident));
  show_disagreements(page, incident);
  out << "\n";
  for (const IncidentEvent& each : incident.events) show_mention(page, desk, each);
}

void show_history(std::ostream& out, engine::Desk& desk, const std::string& report,
                  const std::string& event) {
  desk.journal(0, [&](const store::JournalRow& row) {
    if (row.report != report && (event.empty() || row.event != event)) return true;
    if (!event.empty() && !row.event.empty() && row.event != event) return true;
    out << row.n << "  " << row.at << "  " << shown(row.who) << "  " << row.action;
    if (!row.event.empty()) out << "  " << shown(row.event);
    if (!row.field.empty()) {
      out << "  " << row.field << ": " << shown(row.before) << " → " << shown(row.after);
    }
    if (row.undoes) out << "  (row " << *row.undoes << ")";
    if (!row.why.empty()) out << "  — " << shown(row.why);
    out << "\n";
    return true;
  });
}

}  // namespace tocsin::apps
